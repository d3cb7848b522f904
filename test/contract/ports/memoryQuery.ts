import { numberOf } from '../../../src/core/dataset/query/numberOf.js';
import type { ReadRow } from '../../../src/core/dataset/rows/readRow.js';
import type {
  RowCondition,
  RowOrder,
  RowQuery,
  TextQuery,
} from '../../../src/core/dataset/query/rowQuery.js';
import { rowCells } from '../../../src/core/dataset/rows/rowCells.js';
import { UserError } from '../../../src/core/userError.js';

/** The rows of a list, by definition. */
export function listOf(rows: readonly ReadRow[], { filters, order }: RowQuery): ReadRow[] {
  const chosen = rows.filter((row) =>
    filters.every((filter) => meets(row, filter) !== (filter.not ?? false)),
  );
  return order ? inOrder(chosen, order) : chosen;
}

function meets(row: ReadRow, condition: RowCondition): boolean {
  const { values, broken, extra = [], marks } = row;
  const cell = rowCells(row);
  switch (condition.kind) {
    case 'text': {
      const { column } = condition;
      const pattern = patternOf(condition);
      if (column !== null) return Object.hasOwn(values, column) && pattern.test(cell(column));
      const texts = broken ? [broken.text] : [...Object.keys(values).map(cell), ...extra];
      return texts.some((text) => pattern.test(text));
    }
    case 'equals':
      return Object.hasOwn(values, condition.column) && cell(condition.column) === condition.text;
    case 'empty':
      return !broken && ['', '[]', '{}'].includes(cell(condition.column));
    case 'range': {
      const value = numberOf(cell(condition.column));
      const { min, max } = condition;
      return value !== undefined && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
    }
    case 'marked':
      return marks.some((mark) => condition.marks.includes(mark));
  }
}

export function patternOf({ text, matchCase, wholeWord, regex }: TextQuery): RegExp {
  const source = regex ? text : text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const word = '[\\p{L}\\p{N}_]';
  try {
    return new RegExp(
      wholeWord ? `(?<!${word})(?:${source})(?!${word})` : source,
      matchCase ? 'u' : 'iu',
    );
  } catch (cause) {
    throw new UserError('usage', `${text} is no regular expression; mend it.`, { cause });
  }
}

/** Numbers, then texts whatever their case, or the other way round; what is empty comes last. */
function inOrder(rows: readonly ReadRow[], { column, descending }: RowOrder): ReadRow[] {
  const sign = descending ? -1 : 1;
  const keyed = rows.map((row) => {
    const text = rowCells(row)(column);
    return { row, number: numberOf(text), text, folded: folded(text) };
  });
  const isEmpty = ({ text }: { text: string }) => ['', '[]', '{}'].includes(text);
  const compare = (a: (typeof keyed)[number], b: (typeof keyed)[number]): number => {
    if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
    if (a.number !== undefined && b.number !== undefined) return sign * (a.number - b.number);
    if (a.number !== undefined || b.number !== undefined)
      return a.number === undefined ? sign : -sign;
    return sign * Buffer.compare(a.folded, b.folded);
  };
  return keyed.sort(compare).map(({ row }) => row);
}

/** Capital letters where a letter has a single one, in the order of code points. */
function folded(text: string): Buffer {
  const capitals = Array.from(text, (letter) => {
    const capital = letter.toUpperCase();
    return Array.from(capital).length === 1 ? capital : letter;
  });
  return Buffer.from(capitals.join(''));
}
