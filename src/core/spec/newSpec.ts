import { t } from '../../l10n/t.js';
import type { Json, JsonObject } from '../json.js';
import { columnRoles, type ColumnRoles } from './columnRoles.js';
import type { BackendName, EvaluationType, ModelSource } from './evalSpec.js';
import type { SpecFormat } from './parseSpec.js';
import { specText, type SpecNotes } from './text/specText.js';

export interface NewSpecOptions {
  readonly type: EvaluationType;
  /** Relative to the spec, with `/`. */
  readonly datasetPath: string;
  readonly columns: readonly string[];
  /** A few rows, for what the columns hold. */
  readonly sampleRows: readonly { readonly values: JsonObject }[];
  readonly format: SpecFormat;
  readonly backend?: BackendName;
  /** `JUDGE_MODEL`, serverless, when left out. */
  readonly judge?: { readonly model: string; readonly source: ModelSource };
}

/** Served by the evaluation service and by chat completions alike. */
export const JUDGE_MODEL = 'openai/gpt-oss-120b';
export const SMALL_MODEL = 'openai/gpt-oss-20b';

/**
 * Text of a spec that works as it is on every backend, with the dataset's own columns in it. YAML and
 * JSONC say in comments what to change.
 */
export function newSpecText(options: NewSpecOptions): string {
  const rows = options.sampleRows.map((row) => row.values);
  const roles = columnRoles(options.columns, rows);
  const spec = specValue(options, { roles, first: rows[0] ?? {} });
  const notes = notesFor(options, roles);
  const { format } = options;
  return specText(format === 'json' ? withNote(spec, roles) : spec, format, notes);
}

/** JSON takes no comments: what a person must know of the columns goes into the description. */
function withNote(spec: JsonObject, { unnameable }: ColumnRoles): JsonObject {
  if (unnameable.length === 0) return spec;
  const { name = '', ...rest } = spec;
  return { name, description: unnameableNote(unnameable), ...rest };
}

function unnameableNote(columns: readonly string[]): string {
  return t('No Jinja names, so not usable in templates until renamed: {0}.', shown(columns));
}

interface Source {
  readonly roles: ColumnRoles;
  readonly first: JsonObject;
}

function specValue(options: NewSpecOptions, source: Source): JsonObject {
  const { type, datasetPath, backend } = options;
  const head = { name: nameOf(type, datasetPath), type, dataset: datasetPath };
  const tail: JsonObject = backend === undefined ? {} : { backend };
  const judge = (rubric: string): JsonObject => ({
    model: options.judge?.model ?? JUDGE_MODEL,
    model_source: options.judge?.source ?? 'serverless',
    system_template: `${rubric}\n${material(source)}`,
  });
  const [first, second] = source.roles.responses;
  switch (type) {
    case 'classify':
      return {
        ...head,
        judge: judge(
          `Decide whether the response is correct.\n\n- correct: it answers what was asked and ${yardstick(source)}\n- incorrect: it is wrong, beside the point, or says nothing`,
        ),
        labels: ['correct', 'incorrect'],
        pass_labels: ['correct'],
        model_to_evaluate: first ?? generated(source, SMALL_MODEL),
        ...tail,
      };
    case 'score':
      return {
        ...head,
        judge: judge(
          `Score the response from 1 to 10.\n\n- 10: it answers fully and clearly, and ${yardstick(source)}\n- 5: it helps, with gaps or slips\n- 1: it is wrong or beside the point`,
        ),
        min_score: 1,
        max_score: 10,
        pass_threshold: 7,
        model_to_evaluate: first ?? generated(source, SMALL_MODEL),
        ...tail,
      };
    case 'compare':
      return {
        ...head,
        judge: judge(
          `Decide which response is better.\n\nThe better one answers what was asked, ${yardstick(source)}, and wastes no words. Length and order do not count.`,
        ),
        model_a: first ?? generated(source, SMALL_MODEL),
        model_b: second ?? generated(source, first === undefined ? JUDGE_MODEL : SMALL_MODEL),
        ...tail,
      };
  }
}

function yardstick({ roles }: Source): string {
  return roles.reference === undefined ? 'is right in every fact' : 'agrees with the reference';
}

/** What the judge is shown beside the response: the columns that templates can name. */
function material({ roles, first }: Source): string {
  const part = (title: string, column: string | undefined) =>
    column === undefined ? '' : `\n${title}:\n${variable(column, first[column])}\n`;
  return part('Question', roles.question) + part('Reference', roles.reference);
}

function generated({ roles, first }: Source, model: string): JsonObject {
  return generatedResponse(model, roles.question, first);
}

/** A model that answers each row's `question` column; `first`: the row that tells how it is held. */
export function generatedResponse(
  model: string,
  question: string | undefined,
  first: JsonObject,
): JsonObject {
  return {
    model,
    model_source: 'serverless',
    system_template: 'You are a helpful assistant. Answer concisely.',
    input_template: question === undefined ? 'Say hello.' : variable(question, first[question]),
    max_tokens: 1024,
    temperature: 0.05,
  };
}

/** A list of turns is asked from its first; anything else stands as it is. */
export function variable(column: string, value: Json | undefined): string {
  return Array.isArray(value) && value.length > 0 ? `{{ ${column}[0] }}` : `{{ ${column} }}`;
}

function nameOf(type: EvaluationType, datasetPath: string): string {
  const file = datasetPath.slice(datasetPath.lastIndexOf('/') + 1);
  const stem = file.replace(/\.[A-Za-z0-9]+$/, '');
  return `${stem === '' ? 'evaluation' : stem} ${type}`;
}

function notesFor(options: NewSpecOptions, roles: ColumnRoles): SpecNotes {
  const head = [
    t('Columns of {0}: {1}.', options.datasetPath, shown(options.columns)),
    t(
      'Templates are Jinja: {{ column }} stands for the row’s value. The response is added for the judge by itself.',
    ),
  ];
  if (roles.unnameable.length > 0) {
    head.push(unnameableNote(roles.unnameable));
  }
  const source = t(
    'The column that holds the responses, or a model object that generates them for each row.',
  );
  return {
    head,
    fields: {
      judge: [t('The judge and its rubric. Say what each label or score means.')],
      pass_labels: [t('Which of the labels count as passed.')],
      pass_threshold: [t('A score at or above this passes.')],
      model_to_evaluate: [source],
      model_a: [t('{0} Each row is judged in both orders; a disagreement is a tie.', source)],
      backend: [
        t('together (the service), local (this machine) or demo (scripted, no key needed).'),
      ],
    },
  };
}

function shown(columns: readonly string[]): string {
  if (columns.length === 0) return t('none yet');
  const most = 30;
  // A comment ends with its line, whatever a header holds.
  const names = columns.slice(0, most).map((column) => column.replace(/\s+/g, ' '));
  return `${names.join(', ')}${columns.length > most ? ', …' : ''}`;
}
