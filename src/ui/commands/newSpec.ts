import { basename, dirname, extname, relative, sep } from 'node:path';
import * as vscode from 'vscode';
import { galleryTemplate } from '../../core/gallery/gallery.js';
import { gallerySpecText } from '../../core/gallery/gallerySpec.js';
import { checkMapping, missingColumns, type ColumnMapping } from '../../core/gallery/mapColumns.js';
import type { BackendName, EvaluationType } from '../../core/spec/evalSpec.js';
import { BACKEND_NAMES, EVALUATION_TYPES } from '../../core/spec/evalSpec.js';
import {
  JUDGE_MODEL,
  newSpecText,
  type NewSpecOptions as NewSpecTextOptions,
} from '../../core/spec/newSpec.js';
import type { SpecFormat } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { isDatasetPath } from '../datasets/datasetFile.js';
import type { ExtensionUi } from '../extensionUi.js';
import { guide } from '../newSpec/guidedPick.js';
import {
  mappingOf,
  type ChosenRubric,
  type NewSpecState,
  type StartPoint,
} from '../newSpec/newSpecState.js';
import { newSpecSteps, readDataset } from '../newSpec/newSpecSteps.js';
import { stepDone } from '../samples/sampleSteps.js';
import { defaultBackend } from '../settings.js';
import { activeUri, uriOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/** The second argument: whoever names what to judge by is asked for nothing that can be guessed. */
interface NewSpecOptions {
  readonly type?: EvaluationType;
  /** Id of a rubric of the gallery, in the place of a type. */
  readonly template?: string;
  /** Columns by what that rubric needs. */
  readonly map?: ColumnMapping;
  readonly format?: SpecFormat;
  readonly backend?: BackendName;
}

/** Makes a spec, asking step by step what it starts from, and opens it; gives its `Uri`. */
export async function newSpec(
  { ui }: CommandContext,
  argument?: unknown,
  given?: unknown,
): Promise<vscode.Uri | undefined> {
  const options = readOptions(given);
  const active = activeUri();
  const uri = uriOf(argument) ?? (active && isDatasetPath(active.path) ? active : undefined);
  const rubric = rubricOf(options);
  const known: NewSpecState = {
    // Whoever says how to judge has rows to judge.
    ...(rubric && { rubric, start: 'dataset' }),
    ...(uri && { dataset: await readDataset(ui, uri), start: 'dataset' }),
    mapping: options.map ?? {},
    generated: [],
  };
  const isComplete = known.dataset !== undefined && rubric !== undefined;
  const state = isComplete ? known : await guide(known, newSpecSteps(ui, known));
  if (!state) return undefined;
  const made = isDelegated(state.start)
    ? await delegated(state.start)
    : await writeSpec(ui, state, { options, asksJudge: rubric === undefined });
  if (made) await stepDone('gavel.specMade');
  return made;
}

type Delegated = Exclude<StartPoint, 'dataset' | 'gallery'>;

function isDelegated(start: StartPoint | undefined): start is Delegated {
  return start === 'sample' || typeof start === 'object';
}

async function delegated(start: Delegated): Promise<vscode.Uri | undefined> {
  const command = start === 'sample' ? 'gavel.openSample' : start.command;
  const made: unknown = await vscode.commands.executeCommand(command);
  return made instanceof vscode.Uri ? made : undefined;
}

async function writeSpec(
  ui: ExtensionUi,
  state: NewSpecState,
  { options, asksJudge }: { readonly options: NewSpecOptions; readonly asksJudge: boolean },
): Promise<vscode.Uri | undefined> {
  const { dataset, rubric } = state;
  if (!dataset || !rubric) return undefined;
  const { uri, found } = dataset;
  const chosen = asksJudge ? await pickJudge(ui, options.backend ?? defaultBackend(uri)) : {};
  if (!chosen) return undefined;
  const format = options.format ?? 'yaml';
  const suffix = rubric.kind === 'plain' ? rubric.type : rubric.template.id;
  const target = await freeName(specFolder(uri), uri, { suffix, format });
  const common = {
    datasetPath: relative(dirname(target.fsPath), uri.fsPath).split(sep).join('/'),
    format,
    ...(options.backend && { backend: options.backend }),
    ...chosen,
  };
  const text =
    rubric.kind === 'plain'
      ? newSpecText({
          ...common,
          type: rubric.type,
          columns: found.columns,
          sampleRows: found.rows,
        })
      : gallerySpecText(rubric.template, {
          ...common,
          mapping: wholeMapping(state),
          first: found.rows[0]?.values ?? {},
        });
  // In the place of no other file, and through no link.
  await ui.services.createFile(target.fsPath, [text]);
  await vscode.window.showTextDocument(target, { preview: false });
  return target;
}

/** Throws `UserError` where a program named columns that can't be meant, or too few. */
function wholeMapping(state: NewSpecState): ColumnMapping {
  const { dataset, rubric } = state;
  if (!dataset || rubric?.kind !== 'gallery') return {};
  checkMapping(rubric.template, dataset.found.columns, state.mapping);
  const mapping = mappingOf(state);
  const [missing] = missingColumns(rubric.template, mapping);
  if (!missing) return mapping;
  throw new UserError(
    'usage',
    t(
      'The rubric “{0}” needs a column with {1}, and {2} has none that fits; name it as “{3}”.',
      rubric.template.title,
      missing.holds,
      basename(dataset.uri.path),
      missing.id,
    ),
  );
}

function rubricOf({ type, template }: NewSpecOptions): ChosenRubric | undefined {
  const found = template === undefined ? undefined : galleryTemplate(template);
  if (found) return { kind: 'gallery', template: found };
  if (template !== undefined) {
    throw new UserError('usage', t('There is no rubric “{0}” in the gallery.', template));
  }
  return type && { kind: 'plain', type };
}

/** Where a list of models is at hand; else the judge that serves everywhere. Undefined: cancelled. */
async function pickJudge(
  ui: ExtensionUi,
  backend: BackendName,
): Promise<Pick<NewSpecTextOptions, 'judge'> | undefined> {
  const { modelKnowledge } = await import('../models/modelKnowledge.js');
  if (!(await modelKnowledge(ui).atHand(backend))) return {};
  const { chooseModel } = await import('../models/chooseModel.js');
  const title = t('Judge of the New Spec');
  const judge = await chooseModel(ui, {
    title,
    backend,
    first: { model: JUDGE_MODEL, title: t('Default') },
    source: 'serverless',
  });
  return judge && { judge };
}

/** Beside the dataset; in the workspace folder where the dataset lies outside. */
function specFolder(dataset: vscode.Uri): vscode.Uri {
  const first = vscode.workspace.workspaceFolders?.[0]?.uri;
  if (vscode.workspace.getWorkspaceFolder(dataset) || !first) {
    return fileUri(dirname(dataset.fsPath));
  }
  return first;
}

/** `questions-classify.eval.yaml`, with a number where that is taken. */
async function freeName(
  folder: vscode.Uri,
  dataset: vscode.Uri,
  { suffix, format }: { readonly suffix: string; readonly format: SpecFormat },
): Promise<vscode.Uri> {
  const stem = `${basename(dataset.path, extname(dataset.path))}-${suffix}`;
  for (let count = 1; ; count += 1) {
    const name = `${stem}${count === 1 ? '' : `-${count}`}.eval.${format}`;
    const uri = vscode.Uri.joinPath(folder, name);
    const taken = await vscode.workspace.fs.stat(uri).then(
      () => true,
      () => false,
    );
    if (!taken) return uri;
  }
}

function readOptions(given: unknown): NewSpecOptions {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const type = 'type' in given ? EVALUATION_TYPES.find((one) => one === given.type) : undefined;
  const formats = ['json', 'jsonc', 'yaml'] as const;
  const format = 'format' in given ? formats.find((one) => one === given.format) : undefined;
  const backend =
    'backend' in given ? BACKEND_NAMES.find((one) => one === given.backend) : undefined;
  const template =
    'template' in given && typeof given.template === 'string' ? given.template : undefined;
  const map = 'map' in given ? readMap(given.map) : undefined;
  return {
    ...(type && { type }),
    ...(template !== undefined && { template }),
    ...(map && { map }),
    ...(format && { format }),
    ...(backend && { backend }),
  };
}

function readMap(given: unknown): ColumnMapping | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const named = Object.entries(given).filter(([, column]) => typeof column === 'string');
  return Object.fromEntries(named);
}
