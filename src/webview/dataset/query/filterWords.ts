import type { FilterView } from '../../../shared/datasetViews.js';

/** A filter in words, apart so that each can look its own: `answer`, `contains`, `“refund”`. */
export interface FilterWords {
  readonly column: string | null;
  readonly verb: string;
  readonly value: string | null;
}

const MARK_WORDS: Readonly<Record<string, string>> = {
  broken: 'that can’t be read',
  'extra-fields': 'with extra fields',
  'missing-fields': 'with too few fields',
  'stray-quote': 'with a stray quote',
  'repeated-key': 'with a repeated key',
  'bad-bytes': 'with bytes that are no text',
};
const MARKS = Object.keys(MARK_WORDS).length;

export function filterWords(filter: FilterView): FilterWords {
  const not = filter.not === true;
  switch (filter.kind) {
    case 'text': {
      const column = filter.column ?? 'Any column';
      const value = filter.regex ? `/${filter.text}/` : quoted(filter.text);
      const verb = filter.regex
        ? not
          ? 'does not match'
          : 'matches'
        : not
          ? 'does not contain'
          : 'contains';
      return { column, verb, value };
    }
    case 'equals':
      return { column: filter.column, verb: not ? 'is not' : 'is', value: quoted(filter.text) };
    case 'empty':
      return { column: filter.column, verb: not ? 'is not empty' : 'is empty', value: null };
    case 'range':
      return { column: filter.column, verb: not ? 'is not' : 'is', value: rangeWords(filter) };
    case 'marked':
      return { column: null, verb: markedWords(filter.marks, not), value: null };
  }
}

/** `answer contains “refund”` */
export function filterSentence(filter: FilterView): string {
  const { column, verb, value } = filterWords(filter);
  return [column, verb, value].filter((part) => part !== null).join(' ');
}

function markedWords(marks: readonly string[], not: boolean): string {
  const all = marks.length >= MARKS;
  if (all) return not ? 'Rows without problems' : 'Rows with problems';
  const words = marks.map((mark) => MARK_WORDS[mark] ?? mark).join(' or ');
  return not ? `Rows other than those ${words}` : `Rows ${words}`;
}

function rangeWords({ min, max }: { min: number | null; max: number | null }): string {
  if (min !== null && max !== null) {
    return min === max ? `${min}` : `${min} to ${max}`;
  }
  if (min !== null) return `at least ${min}`;
  return max === null ? 'a number' : `at most ${max}`;
}

const LONGEST = 60;

function quoted(text: string): string {
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
  return `“${cut.replace(/\s+/g, ' ')}”`;
}
