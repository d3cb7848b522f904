import { plural, t } from '../../l10n/t.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { specTemplates, specTargets } from './reasonPlaces.js';

/** Why a job failed, for a person. */
interface ExplainedReason {
  /** What is at fault and what to do: one sentence with a full stop. */
  readonly sentence: string;
  /** The field of the spec that it comes from, e.g. `['judge', 'model']`. */
  readonly path?: readonly string[];
}

type Explain = (
  match: RegExpExecArray,
  spec: ResolvedSpec | undefined,
  raw: string,
) => ExplainedReason;

/**
 * Says what a reason of the service means (its documented words, API reference, sections 2, 4 and 9)
 * and where in the spec it comes from; undefined for words that are not known, which are quoted as
 * they are. The first rule that fits holds: the more exact ones stand first.
 */
export function explainReason(
  raw: string,
  spec: ResolvedSpec | undefined,
): ExplainedReason | undefined {
  const text = raw.replace(/\s+/g, ' ').trim();
  for (const [pattern, explain] of RULES) {
    const match = pattern.exec(text);
    if (match) return explain(match, spec, text);
  }
  return undefined;
}

const RULES: readonly (readonly [RegExp, Explain])[] = [
  [
    // The end of a list that was cut is the end of the text.
    /unsupported dataset column\(s\):? *\[([^\]]*)/i,
    ([, inside = '']) => {
      const names = quotedNames(inside);
      const list = names.map((name) => `"${name}"`).join(', ');
      return {
        sentence: plural(
          names.length,
          'The dataset has a column that nothing in the spec uses ({1}), which the service refuses: use it in a template or leave it out of the dataset.',
          'The dataset has columns that nothing in the spec uses ({1}), which the service refuses: use them in a template or leave them out of the dataset.',
          list,
        ),
        path: ['dataset'],
      };
    },
  ],
  [
    /'([^']+)' is undefined|undefined variable:? *['"`]?([\w.]+)/i,
    ([, a, b], spec) => {
      const name = a ?? b ?? '';
      return {
        sentence: t(
          'A template uses "{0}", which the dataset does not have: name a column of the dataset, or add this one to every row.',
          name,
        ),
        ...at(templateWith(spec, name)),
      };
    },
  ],
  [
    /template ?syntax|expected token|unexpected (?:end of template|'[^']*'|char)|unknown tag|jinja/i,
    (_match, spec, raw) => ({
      sentence: t("A template can't be read as Jinja; the service says: {0}", sentenceOf(raw)),
      ...at(namedTemplate(spec, raw)),
    }),
  ],
  [
    /parameters\.([a-z_][\w.]*)/i,
    ([, field = ''], _spec, raw) => ({
      sentence: t('The service finds fault with `{0}`: {1}', field, afterField(raw, field)),
      path: pathOf(field),
    }),
  ],
  [
    /\b(judge|model_to_evaluate|model_a|model_b)\.([a-z_]+): *(.+)/i,
    ([, target = '', field = '', why = '']) => ({
      sentence: t('The service finds fault with `{0}.{1}`: {2}', target, field, sentenceOf(why)),
      path: [target, field],
    }),
  ],
  [
    /\b(labels|pass_labels|min_score|max_score|pass_threshold): *(.+)/i,
    ([, field = '', why = '']) => ({
      sentence: t('The service finds fault with `{0}`: {1}', field, sentenceOf(why)),
      path: [field],
    }),
  ],
  [
    /endpoint_not_ready|endpoint .{0,80}(?:is )?not (?:running|ready|started)|endpoint .{0,80}stopped/i,
    (_match, spec, raw) => ({
      sentence: t(
        '{0} is a dedicated endpoint that is not running: start it, or name another model.',
        modelWords(spec, raw, 'dedicated'),
      ),
      ...at(modelPath(spec, raw, 'dedicated')),
    }),
  ],
  [
    /model_not_available|unable to access model|model .{0,120}(?:not available|not found|not supported|does not exist)/i,
    (_match, spec, raw) => ({
      sentence: t(
        '{0} is not offered for evaluations: choose one that the service lists.',
        modelWords(spec, raw),
      ),
      ...at(modelPath(spec, raw)),
    }),
  ],
  [
    /context.{0,12}(?:length|window|size)|maximum context|exceed(?:s|ed)? the context|too many tokens|prompt .{0,40}too long/i,
    (_match, spec, raw) => ({
      sentence: t(
        'A prompt and its answer are longer than the model takes: shorten the rows or the template, lower `max_tokens`, or choose a model with a longer context.',
      ),
      ...at(withField(modelPath(spec, raw), 'max_tokens')),
    }),
  ],
  [
    /invalid_api_key|(?:invalid|incorrect|wrong|missing|expired).{0,20}(?:api )?(?:key|token)|authenticat|unauthori[sz]ed/i,
    (_match, spec, raw) => ({
      sentence: t(
        'The provider of an external model refused the key: set the right one with Gavel: Set Secret and run again.',
      ),
      ...at(withField(modelPath(spec, raw, 'external'), 'external_api_token')),
    }),
  ],
  [
    /image|data url|image_data_urls|vision|multimodal/i,
    (_match, _spec, raw) => ({
      sentence: t(
        "The images of the dataset can't be used: `image_data_urls` must hold base64 data URLs, and the model must take images; the service says: {0}",
        sentenceOf(raw),
      ),
      path: ['dataset'],
    }),
  ],
  [
    /(?:file|dataset).{0,80}(?:not found|does not exist|not processed|still processing|no content|could not be (?:read|loaded))/i,
    () => ({
      sentence: t(
        'The service does not have the dataset ready: the file was deleted there or is still being processed; run again, which uploads it anew where needed.',
      ),
      path: ['dataset'],
    }),
  ],
  [
    /(?:line|row) \d+.{0,80}(?:json|csv|parse|column|field)|invalid json|same (?:fields|columns)|inconsistent (?:fields|columns)/i,
    (_match, _spec, raw) => ({
      sentence: t("The service can't read the dataset: {0}", sentenceOf(raw)),
      path: ['dataset'],
    }),
  ],
  [
    /(?:more than|over|\bexceed\w*|>) ?30 ?%|too many (?:rows|samples) failed|failure rate/i,
    (_match, spec) => ({
      sentence: t(
        'More than 30 % of the rows failed, so the service ended the whole job: try a few rows with a dry run; the usual causes are a model that refuses, a rate limit, or prompts that are too long.',
      ),
      ...at(spec && generates(spec) ? undefined : ['judge', 'model']),
    }),
  ],
  [
    /rate.?limit|too many requests|\b429\b/i,
    (_match, spec, raw) => ({
      sentence: t(
        'A model limited the rate of requests: lower its `num_workers`, or run again later.',
      ),
      ...at(modelPath(spec, raw)),
    }),
  ],
  [
    /insufficient|credit|spending limit|quota|billing|payment/i,
    (_match, spec, raw) => ({
      sentence: t(
        'The account is out of credit or over its limit; the service says: {0}',
        sentenceOf(raw),
      ),
      ...at(modelPath(spec, raw, 'external')),
    }),
  ],
  [
    /^(?:internal(?: server)? error|unknown error|an? (?:unexpected|internal) error.*)\.?$/i,
    () => ({
      sentence: t(
        'The service failed by itself and says no more; nothing in the spec is known to be at fault: run again.',
      ),
    }),
  ],
];

function at(path: readonly string[] | undefined): Pick<ExplainedReason, 'path'> {
  return path ? { path } : {};
}

/** `'category', "id"` → the names. */
function quotedNames(list: string): string[] {
  // A quote that is left open goes on to the end, or every quote behind it would be tried as a first one.
  const quoted = [...list.matchAll(/'((?:[^'\\]|\\.)*)(?:'|\\?$)|"((?:[^"\\]|\\.)*)(?:"|\\?$)/g)];
  return quoted.map(([, single, double]) => (single ?? double ?? '').replace(/\\(.)/g, '$1'));
}

/** What stands behind the name of a field. */
function afterField(raw: string, field: string): string {
  const rest = raw.slice(raw.indexOf(field) + field.length).replace(/^[\s:,-]+/, '');
  return sentenceOf(rest === '' ? raw : rest);
}

function sentenceOf(text: string): string {
  const said = text.trim();
  return /[.!?…]$/.test(said) ? said : `${said}.`;
}

/** The file id of the parameters is the spec's dataset; the older name of a model is its newer one. */
function pathOf(field: string): readonly string[] {
  const path = field.split('.').filter((part) => part !== '');
  if (path[0] === 'input_data_file_path') return ['dataset'];
  return path.map((part) => (part === 'model_name' ? 'model' : part));
}

function templateWith(spec: ResolvedSpec | undefined, name: string): readonly string[] | undefined {
  const [head = ''] = name.split('.');
  const word = new RegExp(`(?<![\\w])${head.replace(/[^\w]/g, '\\$&')}(?![\\w])`);
  return specTemplates(spec).find(({ text }) => word.test(text))?.path;
}

/** The template that the reason names, or the only one there is. */
function namedTemplate(spec: ResolvedSpec | undefined, raw: string): readonly string[] | undefined {
  const templates = specTemplates(spec);
  const named = templates.filter(({ path }) => raw.includes(path.join('.')));
  if (named[0]) return named[0].path;
  const field = templates.filter(({ path }) => raw.includes(path.at(-1) ?? ''));
  const some = field.length > 0 ? field : templates;
  return some.length === 1 ? some[0]?.path : undefined;
}

/** The `model` field of the target whose model the reason names; else of the only one that may be meant. */
function modelPath(
  spec: ResolvedSpec | undefined,
  raw: string,
  source?: string,
): readonly string[] | undefined {
  const targets = specTargets(spec);
  const named = targets.find(({ model }) => raw.includes(model));
  if (named) return [named.field, 'model'];
  const field = targets.find((target) => new RegExp(`\\b${target.field}\\b`).test(raw));
  if (field) return [field.field, 'model'];
  const possible = source === undefined ? targets : targets.filter((one) => one.source === source);
  return possible.length === 1 && possible[0] ? [possible[0].field, 'model'] : undefined;
}

function modelWords(spec: ResolvedSpec | undefined, raw: string, source?: string): string {
  const path = modelPath(spec, raw, source);
  const model = specTargets(spec).find(({ field }) => field === path?.[0])?.model;
  return model === undefined ? t('A model of the spec') : t('The model "{0}"', model);
}

function withField(
  path: readonly string[] | undefined,
  field: string,
): readonly string[] | undefined {
  return path?.[0] === undefined ? undefined : [path[0], field];
}

function generates(spec: ResolvedSpec): boolean {
  return specTargets(spec).length > 1;
}
