import { t } from '../../l10n/t.js';
import { parseWhere } from '../dataset/query/parseWhere.js';
import type { RowFilter } from '../dataset/query/rowQuery.js';
import { didYouMean } from '../spec/problems/didYouMean.js';
import { UserError } from '../userError.js';
import { derivedTest } from './derivedColumns.js';
import type { DerivedColumn } from './derivedColumns.js';
import type { FactTest } from './rowFilter.js';

/** Conditions by what answers them. */
interface ReadConditions {
  /** About columns of the file. */
  readonly filters: readonly RowFilter[];
  /** About derived ones. */
  readonly tests: readonly FactTest[];
}

export interface KnownColumns {
  readonly file: ReadonlySet<string>;
  readonly derived: readonly DerivedColumn[];
}

/** The derived column of a name: `@name`, or the name alone where the file has no such column. */
function derivedColumn(name: string, { file, derived }: KnownColumns): DerivedColumn | undefined {
  if (file.has(name)) return undefined;
  return derived.find((column) => column.name === name || `@${column.name}` === name);
}

/** Throws `UserError` of kind `usage` for a condition that can't be read. */
export function readConditions(
  conditions: readonly string[],
  columns: KnownColumns,
): ReadConditions {
  const filters: RowFilter[] = [];
  const tests: FactTest[] = [];
  for (const condition of conditions) {
    const { filters: read, column, problem } = parseWhere(condition, { matchCase: false });
    if (problem) {
      const message = t('The filter "{0}" can\'t be read: {1}.', condition, problem.message);
      throw new UserError('usage', message);
    }
    const derived = column === undefined ? undefined : derivedColumn(column, columns);
    if (derived) tests.push(...read.map((filter) => derivedTest(derived, filter)));
    else filters.push(...read);
  }
  return { filters, tests };
}

/** What is wrong with a condition, and at which character, from 1. */
export function conditionProblem(
  condition: string,
  columns: KnownColumns,
): { readonly at: number; readonly message: string } | undefined {
  const { column, problem } = parseWhere(condition, { matchCase: false });
  if (problem) return { at: problem.at, message: `${capital(problem.message)}.` };
  if (column === undefined || columns.file.has(column) || derivedColumn(column, columns)) {
    return undefined;
  }
  const names = [...columns.file, ...columns.derived.map(({ name }) => name)];
  const message = t('There is no column “{0}”.{1}', column, didYouMean(column, names));
  return { at: 1, message };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
