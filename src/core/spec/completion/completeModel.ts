import { t } from '../../../l10n/t.js';
import type { EditorModelInfo } from '../../models/editorModels.js';
import { editorModelName } from '../../models/editorModels.js';
import { editorModelDetail, editorModelDocumentation } from '../../models/editorModelTexts.js';
import type { ListedModel, ModelList } from '../../models/modelList.js';
import { isStopped } from '../../models/modelList.js';
import { modelDetail, modelDocumentation } from '../../models/modelTexts.js';
import { offeredModels } from '../../models/offeredModels.js';
import { LOCAL_BASES, PROVIDER_BASES } from '../../models/providerBases.js';
import type { BackendName, ModelSource } from '../evalSpec.js';
import { locate, type LocatedNode } from '../text/locatedTree.js';
import { MODEL_FIELDS } from '../problems/semanticProblems.js';
import type { SpecPlace } from './specPlace.js';

/** What is known of models and keys while a spec is written. */
export interface ModelSurroundings {
  /** The spec's own backend, or the one of the settings. */
  readonly backend: BackendName;
  readonly list?: ModelList;
  /** The language models of the editor, as far as they are known: the local runner asks them. */
  readonly editorModels?: readonly EditorModelInfo[];
  /** How old the list is, for people. */
  readonly age?: string;
  /** Names of the secrets that are set, with the origins each is bound to. */
  readonly secrets?: Readonly<Record<string, readonly string[]>>;
}

/** A change of a text, by offsets. */
export interface TextChange {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** An entry before it has its place; `plain` is the value itself. */
interface ModelEntry {
  readonly kind: 'model' | 'address' | 'secret';
  readonly plain: string;
  readonly detail: string;
  readonly documentation?: string;
  readonly sortText: string;
  readonly edits?: readonly TextChange[];
}

const OBJECTS: ReadonlySet<unknown> = new Set(MODEL_FIELDS);

/** Whether what fits there depends on models and keys: a reason to ask for them. */
export function isModelPlace({ at, path }: SpecPlace): boolean {
  return at === 'value' && path.length === 2 && OBJECTS.has(path[0]) && FIELDS.has(path[1]);
}

const FIELDS: ReadonlySet<unknown> = new Set([
  ...['model', 'model_name'],
  ...['external_base_url', 'external_api_token'],
]);

/** What fits in a field of a model object; undefined where nothing of it is known here. */
export function modelEntries(
  around: ModelSurroundings,
  at: { readonly text: string; readonly place: SpecPlace; readonly root: LocatedNode | undefined },
): ModelEntry[] | undefined {
  const [object = '', field] = at.place.path;
  if (!isModelPlace(at.place)) return undefined;
  const sibling = (name: string): unknown => at.root && locate(at.root, [object, name])?.node.value;
  switch (field) {
    case 'model':
    case 'model_name':
      return namedModels(around, at, sibling);
    case 'external_base_url':
      return addresses(around.backend);
    case 'external_api_token':
      return references(around.secrets ?? {}, sibling('external_base_url'));
    default:
      return undefined;
  }
}

function namedModels(
  { list, editorModels = [], backend, age = '' }: ModelSurroundings,
  { text, place }: { readonly text: string; readonly place: SpecPlace },
  sibling: (name: string) => unknown,
): ModelEntry[] | undefined {
  const written = sibling('model_source');
  const source = SOURCES.find((one) => one === written);
  // A provider of one's own has names of its own.
  if (source === 'external' && sibling('external_base_url') !== undefined) return undefined;
  const takesEditor = backend === 'local' && (source === undefined || source === 'external');
  if (!list && !(takesEditor && editorModels.length > 0)) return undefined;
  const withSource = (of: ModelSource) =>
    written === undefined ? { edits: sourceEdit(text, place, of) } : {};
  const listed = list ? offeredModels(list, { backend, source }) : [];
  return [
    ...listed.map((model, index) => ({
      kind: 'model' as const,
      plain: model.id,
      detail: source === undefined ? `${model.source} · ${modelDetail(model)}` : modelDetail(model),
      documentation: modelDocumentation(model, age),
      sortText: `${rank(model)}${String(index).padStart(4, '0')}`,
      ...withSource(model.source),
    })),
    ...(takesEditor ? editorModels : []).map((model, index) => ({
      kind: 'model' as const,
      plain: editorModelName(model),
      detail: `VS Code · ${editorModelDetail(model)}`,
      documentation: editorModelDocumentation(model),
      sortText: `1e${String(index).padStart(4, '0')}`,
      ...withSource('external'),
    })),
  ];
}

const SOURCES: readonly ModelSource[] = ['serverless', 'dedicated', 'external'];

function rank(model: ListedModel): number {
  if (isStopped(model)) return 2;
  return model.evaluates ? 0 : 1;
}

/**
 * Puts `model_source` in front of `model`: an edit that touches the completed value itself would take
 * the cursor along.
 */
function sourceEdit(
  text: string,
  { start, syntax }: SpecPlace,
  source: ModelSource,
): readonly TextChange[] {
  const before = text.slice(0, start);
  const key = /(["']?)model(?:_name)?\1\s*:\s*$/.exec(before);
  if (!key) return [];
  const line = before.slice(before.lastIndexOf('\n', key.index - 1) + 1, key.index);
  const isAlone = line.trim() === '';
  const isBlock = syntax === 'yaml';
  if (isBlock && !isAlone) return [];
  const field = syntax === 'json' ? `"model_source": "${source}"` : `model_source: ${source}`;
  const gap = isAlone ? `${text.includes('\r\n') ? '\r\n' : '\n'}${line}` : ' ';
  return [{ start: key.index, end: key.index, text: `${field}${isBlock ? '' : ','}${gap}` }];
}

function addresses(backend: BackendName): ModelEntry[] {
  const bases = backend === 'local' ? [...PROVIDER_BASES, ...LOCAL_BASES] : PROVIDER_BASES;
  return bases.map(({ name, url, key }, index) => ({
    kind: 'address',
    plain: url,
    detail: t('{0}, OpenAI-compatible', name),
    sortText: `0${String(index).padStart(2, '0')}`,
    ...(key !== undefined && {
      documentation: t('Its key is mostly kept as `${secret:{0}}` or `${env:{0}}`.', key),
    }),
  }));
}

/** Secrets by name, never their values; those that are bound to the model's own address come first. */
function references(
  secrets: Readonly<Record<string, readonly string[]>>,
  base: unknown,
): ModelEntry[] {
  const origin = typeof base === 'string' && URL.canParse(base) ? new URL(base).origin : undefined;
  return Object.entries(secrets).map(([name, origins]) => {
    const fits = origin === undefined || origins.includes(origin);
    return {
      kind: 'secret',
      plain: `\${secret:${name}}`,
      detail: t('for {0}', origins.join(', ')),
      sortText: `${fits ? 0 : 1}${name}`,
      ...(!fits && {
        documentation: t('Not entered for `{0}`: you are asked before it is sent there.', origin),
      }),
    };
  });
}
