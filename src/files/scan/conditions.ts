import type { RowFilter, TextQuery } from '../../core/dataset/query/rowQuery.js';
import { textMatcher } from '../../core/dataset/query/textMatcher.js';
import type { FieldForm } from './fieldModule.js';
import { textAnchor } from './textAnchor.js';
import type { TextAnchor } from './textAnchor.js';
import { markBit } from './rowMarks.js';

/** Kinds of assembly/fields/select.ts, the cheapest first. */
export const CONDITION_KINDS = [
  'marked',
  'empty',
  'range',
  'equals',
  'contains',
  /** JavaScript looks at the texts; where there is a pattern, only at those that hold it. */
  'tested',
] as const;

/** A filter as the module checks it. */
export interface Condition {
  readonly kind: (typeof CONDITION_KINDS)[number];
  readonly not: boolean;
  /** null: any. */
  readonly column: string | null;
  readonly pattern?: Pattern;
  readonly marks?: number;
  readonly min?: number;
  readonly max?: number;
  /** Of `tested`, and of any condition that a row which can't be read may meet. */
  readonly test?: (text: string) => boolean;
}

export interface Pattern {
  readonly text: string;
  readonly matchCase: boolean;
}

/** Conditions that hold where all filters do. Throws `UserError` of kind `usage`. */
export function conditionsOf(filters: readonly RowFilter[]): Condition[] {
  const conditions = filters.map((filter) => ({
    not: filter.not === true,
    ...conditionOf(filter),
  }));
  return conditions.sort((left, right) => costOf(left) - costOf(right));
}

function costOf({ kind }: Condition): number {
  return CONDITION_KINDS.indexOf(kind);
}

function conditionOf(filter: RowFilter): Omit<Condition, 'not'> {
  switch (filter.kind) {
    case 'text':
      return textCondition(filter.column, filter);
    case 'equals': {
      const { column, text } = filter;
      // The module has no words for half a surrogate pair that is looked for.
      if (!isWellFormed(text)) return { kind: 'tested', column, test: (cell) => cell === text };
      return { kind: 'equals', column, pattern: { text, matchCase: true } };
    }
    case 'empty':
      return { kind: 'empty', column: filter.column };
    case 'range': {
      const { column, min, max } = filter;
      return { kind: 'range', column, min: min ?? -Infinity, max: max ?? Infinity };
    }
    case 'marked': {
      const marks = filter.marks.reduce((bits, mark) => bits | markBit(mark), 0);
      return { kind: 'marked', column: null, marks };
    }
  }
}

function textCondition(column: string | null, query: TextQuery): Omit<Condition, 'not'> {
  const { text, matchCase } = query;
  const test = textMatcher(query).matches;
  if (query.regex || !isWellFormed(text)) return { kind: 'tested', column, test };
  const kind = query.wholeWord ? 'tested' : 'contains';
  return { kind, column, test, pattern: { text, matchCase } };
}

function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/**
 * What stands in the bytes of every row that meets all conditions, the rarest of it: undefined where
 * every row has to be looked at.
 */
export function sharedAnchor(
  conditions: readonly Condition[],
  { delimiter }: FieldForm,
): TextAnchor | undefined {
  const mayStand = delimiter === undefined ? mayStandInJson : mayStandInCsv;
  const anchors = conditions.flatMap(({ not, pattern }) => {
    const anchor = pattern && !not && textAnchor(pattern.text, { ...pattern, mayStand });
    return anchor ? [anchor] : [];
  });
  return anchors.sort((left, right) => left.frequency - right.frequency)[0];
}

/** Quotes are doubled or, before a zero byte, left out; U+FFFD may be bytes that are no text. */
function mayStandInCsv(character: string): boolean {
  return !'"\0\uFFFD'.includes(character);
}

/**
 * Not where spaces are left out in compact JSON, nor what has a short escape. Any other character
 * may stand as an escape of four digits: those are found beside the anchor.
 */
function mayStandInJson(character: string): boolean {
  return character.length === 1 && character >= ' ' && !'"\\/,:[]{}\uFFFD'.includes(character);
}
