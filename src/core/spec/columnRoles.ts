import type { Json, JsonObject } from '../json.js';
import { isNameable } from './templateNames.js';

/** What the columns of a dataset are good for in a spec, as far as names and values tell. */
export interface ColumnRoles {
  /** Finished responses, the likeliest first. */
  readonly responses: readonly string[];
  /** What the model was asked. */
  readonly question?: string;
  /** What a good answer says. */
  readonly reference?: string;
  /** Columns that a template can't name: `{{ Best Answer }}` is no Jinja. */
  readonly unnameable: readonly string[];
}

const RESPONSE_WORDS = [
  'response',
  'answer',
  'output',
  'completion',
  'generation',
  'prediction',
  'reply',
];
const QUESTION_WORDS = [
  'question',
  'prompt',
  'instruction',
  'input',
  'query',
  'turns',
  'task',
  'problem',
  'text',
];
const REFERENCE_WORDS = ['reference', 'expected', 'ideal', 'gold', 'target', 'truth', 'solution'];
/** Verdicts of others: shown to a judge they would decide for it. */
const VERDICT_WORDS = [
  'correct',
  'label',
  'score',
  'rating',
  'preference',
  'verdict',
  'grade',
  'pass',
];
/** Who wrote it rather than what was written. */
const ABOUT_WORDS = [
  'id',
  'index',
  'idx',
  'model',
  'source',
  'generator',
  'category',
  'type',
  'date',
  'url',
];

export function columnRoles(columns: readonly string[], rows: readonly JsonObject[]): ColumnRoles {
  const nameable = columns.filter(isNameable);
  const used = (name: string) => columns.includes(name);
  const plain = (name: string) => !hasWord(name, VERDICT_WORDS) && !isAbout(name);
  // A column that some rows lack can't be uploaded with the others: the service wants equal fields.
  const filled = (name: string) => rows.every((row) => Object.hasOwn(row, name));
  const reference = nameable.find(
    (name) => plain(name) && hasWord(name, REFERENCE_WORDS) && filled(name),
  );
  const question =
    QUESTION_WORDS.map((word) =>
      nameable.find((name) => plain(name) && name !== reference && hasWord(name, [word])),
    ).find((name) => name !== undefined) ??
    nameable.find(
      (name) => plain(name) && name !== reference && !isResponse(name) && isText(name, rows),
    );
  const responses = RESPONSE_WORDS.flatMap((word) =>
    columns.filter((name) => isResponse(name) && hasWord(name, [word])),
  ).filter((name) => name !== reference && name !== question && used(name) && isText(name, rows));
  return {
    responses: [...new Set(responses)],
    ...(question !== undefined && { question }),
    ...(reference !== undefined && { reference }),
    unnameable: columns.filter((name) => !isNameable(name)),
  };
}

function isResponse(name: string): boolean {
  const others = [...VERDICT_WORDS, ...REFERENCE_WORDS, 'incorrect', 'best'];
  return hasWord(name, RESPONSE_WORDS) && !hasWord(name, others) && !isAbout(name);
}

/** By the last word: `answer_model` names a model, `model_answer` is an answer. */
function isAbout(name: string): boolean {
  return ABOUT_WORDS.includes(wordsOf(name).at(-1) ?? '');
}

/** Whether one of the name's words is one of `words` (or its plural). */
export function hasWord(name: string, words: readonly string[]): boolean {
  return wordsOf(name).some(
    (word) => words.includes(word) || (word.endsWith('s') && words.includes(word.slice(0, -1))),
  );
}

/** `modelAnswer`, `model_answer` and `Model Answer` are the same two words. */
function wordsOf(name: string): string[] {
  const spaced = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return spaced.split(/[^a-z0-9]+/).filter((word) => word !== '');
}

/** Whether the column holds text, as far as the rows at hand show. */
function isText(name: string, rows: readonly JsonObject[]): boolean {
  const values = rows.map((row): Json => row[name] ?? null).filter((value) => value !== null);
  return values.every((value) => typeof value === 'string');
}
