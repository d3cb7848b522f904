import { t } from '../../../l10n/t.js';
import { numberOf } from './numberOf.js';
import { ROW_MARKS } from '../rows/readRow.js';
import type { RowMark } from '../rows/readRow.js';
import type { RowFilter } from './rowQuery.js';

/** A condition on rows as a person writes it; see `whereForms`. */
interface ReadWhere {
  /** All must hold. None where there is a problem. */
  readonly filters: readonly RowFilter[];
  /** The column that it names; undefined for `*` and for marks. */
  readonly column?: string;
  /** What is wrong, and at which character, from 1. */
  readonly problem?: { readonly at: number; readonly message: string };
}

/** The forms of a condition and what each means, for documentation. */
export function whereForms(): readonly (readonly [form: string, meaning: string])[] {
  const marks = ROW_MARKS.slice(1).map((mark) => `:${mark}`);
  return [
    ['column~text', t('holds the text; *~text: in any column')],
    ['column~/pattern/', t('matches the regular expression')],
    ['column=text', t('is exactly the text')],
    ['column>=3', t('is a number from 3 on; also > < <=')],
    ['column:empty', t('is missing, null, "", [] or {}; also :filled')],
    [':broken', t('can not be read; also {0} :odd', marks.join(' '))],
    ['column!~text', t('the opposite; also != and !:empty')],
  ];
}

interface Operator {
  readonly sign: '~' | '=' | '<' | '<=' | '>' | '>=' | ':';
  readonly not: boolean;
  /** Where it begins and ends, from 0. */
  readonly from: number;
  readonly to: number;
}

class Fault extends Error {
  constructor(
    readonly at: number,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads `column~text` and the other forms. A column or a text with characters that mean something here
 * stands in quotes, single or double, its own quotes doubled.
 */
export function parseWhere(
  text: string,
  { matchCase }: { readonly matchCase: boolean },
): ReadWhere {
  try {
    const { column, isQuoted, end } = readColumn(text);
    const operator = readOperator(text, end);
    const value = readValue(text, operator.to);
    const isAny = column === '*' && !isQuoted;
    const name = isAny ? null : column;
    const filters = filtersOf({ name, operator, value, matchCase });
    return { filters, ...(name !== null && name !== '' && { column: name }) };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { filters: [], problem: { at: error.at + 1, message: error.message } };
  }
}

function readColumn(text: string): { column: string; isQuoted: boolean; end: number } {
  const start = text.length - text.trimStart().length;
  const quoted = readQuoted(text, start);
  if (quoted) return { column: quoted.text, isQuoted: true, end: quoted.end };
  for (let end = start; end < text.length; end += 1) {
    if (operatorAt(text, end)) {
      return { column: text.slice(start, end).trim(), isQuoted: false, end };
    }
  }
  throw new Fault(text.length, t('a condition is missing: write it like column~text or column>=3'));
}

function readQuoted(text: string, start: number): { text: string; end: number } | undefined {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] !== quote) continue;
    if (text[at + 1] !== quote) {
      const inside = text.slice(start + 1, at);
      return { text: inside.replaceAll(quote + quote, quote), end: at + 1 };
    }
    at += 1;
  }
  throw new Fault(start, t('the quote {0} is never closed', quote));
}

const SIGN = /(!?)(~|={1,2}|<=|>=|<|>|:)/y;

function operatorAt(text: string, from: number): Operator | undefined {
  SIGN.lastIndex = from;
  const [all = '', not = '', sign = ''] = SIGN.exec(text) ?? [];
  if (all === '') return undefined;
  const to = from + all.length;
  // A name may have a colon of its own: as an operator it stands before the last word.
  if (sign === ':' && !/^\s*[\w-]*\s*$/.test(text.slice(to))) return undefined;
  const isComparison = sign.startsWith('<') || sign.startsWith('>');
  if (not !== '' && isComparison) throw new Fault(from, t('! goes before ~ = and : only'));
  // One of those that the pattern lists.
  return { sign: (sign === '==' ? '=' : sign) as Operator['sign'], not: not !== '', from, to };
}

function readOperator(text: string, end: number): Operator {
  const from = end + text.slice(end).length - text.slice(end).trimStart().length;
  const operator = operatorAt(text, from);
  if (!operator) throw new Fault(from, t('expected one of ~ = != < <= > >= or :'));
  return operator;
}

interface Value {
  readonly text: string;
  readonly isQuoted: boolean;
  readonly at: number;
}

function readValue(text: string, from: number): Value {
  const at = from + text.slice(from).length - text.slice(from).trimStart().length;
  const quoted = readQuoted(text, at);
  if (!quoted) return { text: text.slice(at).trim(), isQuoted: false, at };
  if (text.slice(quoted.end).trim() !== '') {
    throw new Fault(quoted.end, t('expected nothing behind the closing quote'));
  }
  return { text: quoted.text, isQuoted: true, at };
}

interface Parts {
  /** Null for any column. */
  readonly name: string | null;
  readonly operator: Operator;
  readonly value: Value;
  readonly matchCase: boolean;
}

function filtersOf({ name, operator, value, matchCase }: Parts): RowFilter[] {
  const { sign, not, from } = operator;
  const negated = not ? { not } : {};
  if (sign === '~') {
    if (name === '') throw new Fault(from, t('a column is missing before ~; * means any'));
    return [{ kind: 'text', column: name, ...textQuery(value), matchCase, ...negated }];
  }
  if (name === null) throw new Fault(from, t('* goes with ~ only; name a column'));
  if (sign === ':') return [{ ...wordCondition(name, value), ...opposite(value, not) }];
  if (name === '') throw new Fault(from, t('a column is missing before {0}', sign));
  if (sign === '=') return [{ kind: 'equals', column: name, text: value.text, ...negated }];
  const number = numberOf(value.text);
  if (number === undefined) throw new Fault(value.at, t('expected a number such as 3 or 0.5'));
  const range = (min: number | null, max: number | null) =>
    ({ kind: 'range', column: name, min, max }) as const;
  const within = sign.startsWith('<') ? range(null, number) : range(number, null);
  // Both ends of a range are included.
  return sign.endsWith('=') ? [within] : [within, { ...range(number, number), not: true }];
}

function textQuery({ text, isQuoted, at }: Value) {
  if (text === '') throw new Fault(at, t('a text is missing behind ~'));
  const pattern = isQuoted ? undefined : /^\/(.+)\/$/s.exec(text)?.[1];
  if (pattern === undefined) return { text, wholeWord: false, regex: false };
  try {
    new RegExp(pattern, 'u');
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^.*: /, '') : '';
    throw new Fault(at, t('this is no regular expression ({0})', reason));
  }
  return { text: pattern, wholeWord: false, regex: true };
}

function wordCondition(name: string, { text: word, at }: Value) {
  if (name !== '') {
    if (word === 'empty' || word === 'filled') return { kind: 'empty', column: name } as const;
    throw new Fault(at, t('expected empty or filled behind the colon'));
  }
  const marks: readonly RowMark[] =
    word === 'odd' ? ROW_MARKS : ROW_MARKS.filter((mark) => mark === word);
  if (marks.length > 0) return { kind: 'marked', marks } as const;
  throw new Fault(at, t('expected one of {0} or odd behind the colon', ROW_MARKS.join(', ')));
}

function opposite({ text: word }: Value, not: boolean): { readonly not?: true } {
  return not === (word === 'filled') ? {} : { not: true };
}
