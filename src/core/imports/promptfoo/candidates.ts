import { t } from '../../../l10n/t.js';
import type { FoundKey } from '../../exchange/importedSpec.js';
import type { Json, JsonObject } from '../../json.js';
import { filledText, onlyName } from '../filledText.js';
import type { ImportNotes } from '../importNotes.js';
import { jinjaOf } from '../jinjaOf.js';
import { fieldOf, textOf } from '../jsonParts.js';
import type { ResponseColumn } from './datasets.js';
import type { GivenPrompt } from './prompts.js';
import { modelOf, type GivenProvider } from './providers.js';
import type { TestRow } from './testRows.js';

/** What is judged: a prompt asked of a provider, or responses that are there. */
export interface Candidate {
  /** For names of specs: empty where there is one only. */
  readonly label: string;
  /** A model object or a column of the dataset. */
  readonly responder: JsonObject | string;
  /** Comments for the spec. */
  readonly head: readonly string[];
}

interface Candidates {
  readonly list: readonly Candidate[];
  readonly responses: readonly ResponseColumn[];
}

interface Given {
  readonly prompts: readonly GivenPrompt[];
  readonly providers: readonly GivenProvider[];
  readonly rows: readonly TestRow[];
}

interface Ports {
  readonly notes: ImportNotes;
  readonly keys: FoundKey[];
  readonly freeName: (name: string) => string;
}

/** Prompts times providers: no config compares as many, and each makes specs of its own. */
const MOST_CANDIDATES = 12;
/** Stands in for a provider that has no like here. */
const STAND_IN = { model: 'openai/gpt-oss-20b', model_source: 'serverless' } as const;

/** All that a config has judged, at least one. */
export function candidatesOf(given: Given, ports: Ports): Candidates {
  const { prompts, providers, rows } = given;
  if (rows.length > 0 && rows.every(({ output }) => output !== undefined)) {
    const column = ports.freeName('response');
    const values = rows.map(({ output }) => output ?? '');
    return { list: [{ label: '', responder: column, head: [] }], responses: [{ column, values }] };
  }
  const list: Candidate[] = [];
  const responses: ResponseColumn[] = [];
  let left = 0;
  for (const provider of providers) {
    const asked = prompts.filter(({ label }) => provider.prompts?.includes(label) ?? true);
    for (const prompt of asked) {
      if (list.length >= MOST_CANDIDATES) {
        left += 1;
        continue;
      }
      const names = [
        ...(prompts.length > 1 ? [prompt.label] : []),
        ...(providers.length > 1 ? [provider.label] : []),
      ];
      const label = names.join(', ');
      const made = candidateOf(prompt, provider, rows, ports);
      if (!made) continue;
      if (made.response) responses.push(made.response);
      list.push({ label, responder: made.responder, head: made.head });
    }
  }
  if (left > 0) {
    ports.notes.lost({
      what: t('{0} more pairs of prompt and provider', left),
      why: t('Specs are made for the first {0}.', MOST_CANDIDATES),
      instead: t('Copy a spec and change its model or its prompt.'),
    });
  }
  return list.length > 0 ? { list, responses } : { list: [standIn(prompts[0], ports)], responses };
}

interface Made extends Omit<Candidate, 'label'> {
  readonly response?: ResponseColumn;
}

function candidateOf(
  prompt: GivenPrompt,
  provider: GivenProvider,
  rows: readonly TestRow[],
  ports: Ports,
): Made | undefined {
  if (provider.id === 'echo') return echoed(prompt, rows, ports);
  const model = modelOf(provider, { ...ports, where: provider.label });
  if (!model) return undefined;
  const system = [model.system, prompt.templates.system].filter(
    (text) => text !== undefined && text !== '',
  );
  return {
    responder: {
      ...model.fields,
      system_template: jinjaOf(system.join('\n\n'), ports.notes, prompt.label),
      input_template: inputOf(prompt, rows, ports.notes),
    },
    head: [],
  };
}

/** A provider that answers with its prompt: what is judged stands in the tests already. */
function echoed(prompt: GivenPrompt, rows: readonly TestRow[], { freeName }: Ports): Made {
  const name = onlyName(prompt.raw);
  if (name !== undefined && rows.every(({ vars }) => Object.hasOwn(vars, name))) {
    return { responder: name, head: [] };
  }
  const column = freeName('response');
  const values = rows.map(({ vars }) => filledText(prompt.raw, vars) ?? prompt.raw);
  return { responder: column, head: [], response: { column, values } };
}

function standIn(prompt: GivenPrompt | undefined, { notes }: Ports): Candidate {
  const input = prompt ? jinjaOf(prompt.templates.input, notes, prompt.label) : '';
  notes.changed({
    what: t('the model under evaluation'),
    why: t(
      'None of the providers (or no prompt) could be carried over, so {0} stands in the spec.',
      STAND_IN.model,
    ),
    instead: t('Name your model, or the column that holds the responses, in model_to_evaluate.'),
  });
  return {
    label: '',
    responder: {
      ...STAND_IN,
      system_template: prompt ? jinjaOf(prompt.templates.system, notes, prompt.label) : '',
      input_template: input.trim() === '' ? 'Write the prompt here.' : input,
    },
    head: [t('TODO: {0} stands in for a model that could not be carried over.', STAND_IN.model)],
  };
}

/** With what the tests put in front of the prompt and behind it, where all do the same. */
function inputOf(
  { templates, label }: GivenPrompt,
  rows: readonly TestRow[],
  notes: ImportNotes,
): string {
  const around = (field: string): string => {
    const texts = new Set(rows.map(({ options }) => textOf(fieldOf(options, field)) ?? ''));
    const [only = ''] = texts;
    if (texts.size <= 1) return only;
    notes.lost({
      what: t('option {0}', field),
      why: t('It differs from test to test, and a spec has one prompt.'),
      instead: t('Make it a column of the dataset and name that in input_template.'),
    });
    return '';
  };
  const input = jinjaOf(`${around('prefix')}${templates.input}${around('suffix')}`, notes, label);
  return input.trim() === '' ? 'Answer.' : input;
}

/** A judge that an assertion or a test names; undefined for none, or one without a like. */
export function graderOf(
  value: Json | undefined,
  ports: Omit<Ports, 'freeName'>,
): JsonObject | undefined {
  const given = graderProvider(value);
  return given && modelOf(given, { ...ports, where: 'grader' })?.fields;
}

function graderProvider(value: Json | undefined): GivenProvider | undefined {
  if (typeof value === 'string') return { id: value, label: value, config: {} };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const object = value as JsonObject;
  const id = textOf(fieldOf(object, 'id'));
  if (id === undefined) {
    // By what it is for: `text`, `embedding`, …
    const text = fieldOf(object, 'text');
    return text === undefined ? undefined : graderProvider(text);
  }
  const config = fieldOf(object, 'config');
  return {
    id,
    label: id,
    config:
      typeof config === 'object' && config !== null && !Array.isArray(config)
        ? (config as JsonObject)
        : {},
  };
}
