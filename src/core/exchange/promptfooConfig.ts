import { Document } from 'yaml';
import type { Json, JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { EDITOR_MODEL } from '../models/editorModels.js';
import { shortcutProvider } from '../models/providerBases.js';
import type { EvalPlan } from '../runs/evalBackend.js';
import type { DatasetFiles } from '../dataset/dataset.js';
import type { ResolvedModel, ResolvedSpec, Responder } from '../spec/evalSpec.js';
import { isNameable } from '../spec/templateNames.js';
import { UserError } from '../userError.js';
import { keyVariable } from './sharedJob.js';

/** An evaluation as promptfoo is to run it. */
export interface PromptfooSource {
  readonly name: string;
  readonly spec: ResolvedSpec;
  /** Those that stand in the config; none where the dataset lies on the service. */
  readonly rows: readonly JsonObject[];
  /** Rows that there are. */
  readonly total: number;
}

/** A config is read by people: more rows belong into a file of their own. */
const MOST_ROWS = 500;
const MOST_LENGTH = 1_000_000;
/** The variable for responses whose column no template can name. */
const ALIAS = 'gavel_response';

/** The first rows of a plan's dataset, as many as stand in a config. */
export async function promptfooSource(
  { name, spec, dataset, selectedRows }: EvalPlan,
  datasets: DatasetFiles,
): Promise<PromptfooSource> {
  if ('fileId' in dataset) return { name, spec, rows: [], total: 0 };
  const { info } = dataset;
  const wanted = selectedRows && new Set(selectedRows);
  const rows: JsonObject[] = [];
  let length = 0;
  for await (const { row, values } of datasets.rows(info.path)) {
    if (wanted && !wanted.has(row)) continue;
    length += JSON.stringify(values).length;
    if (rows.length >= MOST_ROWS || length > MOST_LENGTH) break;
    rows.push(values);
  }
  return { name, spec, rows, total: wanted?.size ?? info.rows };
}

/**
 * A promptfoo config that judges as the spec does, as far as promptfoo can; comments say what differs.
 * Gavel reads its own fields back from `config.gavel` of the assertion. No key is in it. Throws
 * `UserError` of kind `spec` for a model that promptfoo can't ask.
 */
export function promptfooConfig(source: PromptfooSource): string {
  const { name, spec, rows } = source;
  const sides: readonly Responder[] =
    spec.type === 'compare' ? [spec.model_a, spec.model_b] : [spec.model_to_evaluate];
  const candidates = sides.map((side, index) => candidateOf(side, index, sides.length));
  const alias = sides.find((side) => typeof side === 'string' && !isNameable(side));
  const { run } = spec;
  const options: JsonObject = {
    ...(run?.concurrency !== undefined && { maxConcurrency: run.concurrency }),
    ...(run?.repeats !== undefined && { repeat: run.repeats }),
  };
  const config: JsonObject = {
    description: name,
    prompts: candidates.map(({ prompt }) => prompt),
    providers: candidates.map(({ provider }) => provider),
    ...(Object.keys(options).length > 0 && { evaluateOptions: options }),
    defaultTest: {
      // A list in a row is a value, not a row for each of its items.
      options: { disableVarExpansion: true },
      assert: [assertOf(name, spec)],
    },
    tests: rows.map((row) => ({
      vars: varsOf(row, typeof alias === 'string' ? alias : undefined),
    })),
  };
  const document = new Document(config);
  document.commentBefore = headOf(source)
    .map((line) => ` ${line}`)
    .join('\n');
  return document.toString({ lineWidth: 0 });
}

interface Candidate {
  readonly prompt: JsonObject;
  readonly provider: JsonObject;
}

function candidateOf(side: Responder, index: number, count: number): Candidate {
  const letter = count === 1 ? '' : ` ${index === 0 ? 'A' : 'B'}`;
  const label = `prompt${letter}`;
  // Each side is asked its own prompt alone.
  const only = count === 1 ? {} : { prompts: [label] };
  if (typeof side === 'string') {
    const raw = `{{ ${isNameable(side) ? side : ALIAS} }}`;
    return {
      prompt: { label, raw },
      provider: { id: 'echo', label: `responses${letter}`, ...only },
    };
  }
  const { system_template: system, input_template: input } = side;
  const isChat = system.trim() !== '' || /^\s*[[{]/.test(input);
  const messages = [
    ...(system.trim() === '' ? [] : [{ role: 'system', content: nunjucks(system) }]),
    { role: 'user', content: nunjucks(input) },
  ];
  const raw = isChat ? JSON.stringify(messages, null, 2) : nunjucks(input);
  return {
    prompt: { label, raw },
    provider: { ...providerOf(side), label: `${side.model}${letter}`, ...only },
  };
}

type Asked = Pick<
  ResolvedModel,
  | 'model'
  | 'model_source'
  | 'external_base_url'
  | 'external_api_token'
  | 'max_tokens'
  | 'temperature'
>;

function providerOf(asked: Asked): JsonObject {
  const { model, model_source: source, external_base_url: url, external_api_token: token } = asked;
  if (model.startsWith(EDITOR_MODEL)) {
    const message = `promptfoo can’t ask ${model}: language models of VS Code are asked in VS Code only; name another model first.`;
    throw new UserError('spec', message);
  }
  const sampling = {
    ...(asked.max_tokens !== undefined && { max_tokens: asked.max_tokens }),
    ...(asked.temperature !== undefined && { temperature: asked.temperature }),
  };
  if (source !== 'external') return { id: `togetherai:${model}`, config: sampling };
  const shortcut = url === undefined ? shortcutProvider(model) : undefined;
  const base = url ?? shortcut?.base.url;
  if (base === undefined) {
    const message = `Where ${model} is asked is not known; write its address as external_base_url first.`;
    throw new UserError('spec', message);
  }
  const { pathname } = new URL(base);
  const key = token === undefined ? { apiKeyRequired: false } : { apiKeyEnvar: keyVariable(token) };
  return {
    id: `openai:chat:${shortcut?.model ?? model}`,
    // The runner adds `/v1` to a bare origin; promptfoo adds nothing.
    config: {
      apiBaseUrl: pathname === '/' ? new URL('/v1', base).href : base,
      ...key,
      ...sampling,
    },
  };
}

function assertOf(name: string, spec: ResolvedSpec): JsonObject {
  const { system_template: rubric } = spec.judge;
  const kept: JsonObject = {
    name,
    ...pick(spec, ['description', 'tags', 'type', 'backend', 'run', 'gates']),
    system_template: rubric,
  };
  const common = { provider: providerOf(spec.judge) };
  switch (spec.type) {
    case 'classify': {
      const { labels, pass_labels: passing } = spec;
      return {
        type: 'llm-rubric',
        value: `${nunjucks(rubric)}\n\nThe labels are: ${labels.map(quoted).join(', ')}. Say in the reason which one fits. Pass if it is ${passing.map(quoted).join(' or ')}, else fail.`,
        ...common,
        config: { gavel: { ...kept, labels, pass_labels: passing } },
      };
    }
    case 'score': {
      const { min_score: min, max_score: max, pass_threshold: threshold } = spec;
      return {
        type: 'llm-rubric',
        value: `${nunjucks(rubric)}\n\nThe scale goes from ${min} (worst) to ${max} (best). Report (points - ${min}) / ${max - min} as the score, from 0 to 1.`,
        threshold: (threshold - min) / (max - min),
        ...common,
        config: {
          gavel: { ...kept, min_score: min, max_score: max, pass_threshold: threshold },
        },
      };
    }
    case 'compare':
      return {
        type: 'select-best',
        value: nunjucks(rubric),
        ...common,
        config: { gavel: { ...kept, ...pick(spec, ['disable_position_bias_correction']) } },
      };
  }
}

function pick(spec: ResolvedSpec, names: readonly string[]): JsonObject {
  // A spec is JSON by its schema.
  const fields = spec as unknown as JsonObject;
  return Object.fromEntries(
    names.flatMap((name): [string, Json][] => {
      const value = fields[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function quoted(label: string): string {
  return `“${/\{[{%#]/.test(label) ? rawText(label) : label}”`;
}

function rawText(text: string): string {
  return `{% raw %}${text}{% endraw %}`;
}

/** The filter of the same meaning has another name there. */
function nunjucks(template: string): string {
  return template.replace(/\{[{%][\s\S]*?[}%]\}/g, (tag) =>
    tag.replace(/\|\s*tojson\b(?:\(\))?/g, '| dump'),
  );
}

/** promptfoo renders values, and reads files that they name: neither is meant. */
function varsOf(row: JsonObject, alias: string | undefined): JsonObject {
  const values = Object.fromEntries(
    Object.entries<Json>(row).map(([name, value]) => [name, safe(value)]),
  );
  return alias === undefined ? values : { ...values, [ALIAS]: safe(row[alias] ?? '') };
}

function safe(value: Json): Json {
  if (typeof value === 'string') {
    return /\{[{%#]|^file:\/\//.test(value) ? rawText(value) : value;
  }
  if (Array.isArray(value)) return (value as readonly Json[]).map(safe);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries<Json>(value).map(([name, each]) => [name, safe(each)]));
}

function headOf({ name, spec, rows, total }: PromptfooSource): string[] {
  const judges = [
    spec.judge,
    ...(spec.type === 'compare' ? [spec.model_a, spec.model_b] : [spec.model_to_evaluate]),
  ];
  const variables = judges.flatMap((each) => {
    if (typeof each === 'string') return [];
    if (each.model_source !== 'external') return ['TOGETHER_API_KEY'];
    return each.external_api_token === undefined ? [] : [keyVariable(each.external_api_token)];
  });
  const lines = [
    `${name} (${spec.type}) of Gavel. Run: npx promptfoo@latest eval`,
    ...(variables.length > 0
      ? [`Keys are read from the environment: ${[...new Set(variables)].join(', ')}.`]
      : []),
    'What differs from Gavel:',
    '- Templates are Jinja in Gavel and Nunjucks here: methods of Python and some filters have no like.',
    '- Figures come without intervals, and there are no gates.',
    ...DIFFERENCES[spec.type],
    ...(rows.length < total
      ? [`- Only ${rows.length} of ${total} rows stand here; name a file of tests for the rest.`]
      : []),
    ...(total === 0 ? ['- The rows lie on the service: write them under tests.'] : []),
  ];
  // A comment ends with its line.
  return lines.map((line) => line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' '));
}

const DIFFERENCES: Readonly<Record<ResolvedSpec['type'], readonly string[]>> = {
  classify: [
    '- llm-rubric knows pass and fail alone: the label stands in the reason, and none is counted.',
  ],
  score: ['- llm-rubric scores from 0 to 1: points and threshold are scaled to that.'],
  compare: [
    '- select-best asks once, in one order: nothing tells whether the order decided, and there is no tie.',
  ],
};
