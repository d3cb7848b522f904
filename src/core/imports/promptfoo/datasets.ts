import { t } from '../../../l10n/t.js';
import type { Json, JsonObject } from '../../json.js';
import { filledText } from '../filledText.js';
import type { DraftDataset } from '../importDraft.js';
import type { ImportNotes } from '../importNotes.js';
import type { AssertGroup } from './groups.js';
import type { TestRow } from './testRows.js';

/** Responses that are there already: a column that an import adds. */
export interface ResponseColumn {
  readonly column: string;
  /** By row. */
  readonly values: readonly string[];
}

/** Gives names that no variable of the rows has, each once. */
export function freeNames(rows: readonly TestRow[]): (name: string) => string {
  const taken = new Set(rows.flatMap(({ vars }) => Object.keys(vars)));
  return (name) => {
    let each = name;
    for (let count = 2; taken.has(each); count += 1) each = `${name}_${count}`;
    taken.add(each);
    return each;
  };
}

interface DatasetPlan {
  readonly rows: readonly TestRow[];
  /** Name of the column for criteria of single tests. */
  readonly criterion: string;
  readonly responses: readonly ResponseColumn[];
  readonly notes: ImportNotes;
}

export interface DatasetShelf {
  /** Suffix of the dataset with the rows of a group. */
  of(group: AssertGroup | undefined, suffix: (text: string) => string): string;
  /** Gives every row the columns that a template names. */
  need(dataset: string, columns: readonly string[]): void;
  list(): DraftDataset[];
}

/** The datasets of an import: groups with the same rows share one. */
export function datasetShelf(plan: DatasetPlan): DatasetShelf {
  const byKey = new Map<string, { suffix: string; rows: Record<string, Json>[] }>();
  return {
    of(group, suffix) {
      const isWhole = group === undefined || isEveryRow(group, plan.rows.length);
      const key = isWhole ? 'all' : JSON.stringify([group.shared === undefined, group.items]);
      const known = byKey.get(key);
      if (known) return known.suffix;
      const made = {
        suffix: isWhole ? '' : suffix(group.assert.metric ?? group.assert.type),
        rows: isWhole ? plan.rows.map((_, row) => rowOf(row, plan)) : groupRows(group, plan),
      };
      byKey.set(key, made);
      return made.suffix;
    },
    need(dataset, columns) {
      for (const { suffix, rows } of byKey.values()) {
        if (suffix !== dataset) continue;
        const missing = columns.filter((column) => !rows.some((row) => Object.hasOwn(row, column)));
        for (const column of missing) {
          plan.notes.changed({
            what: t('variable {0}', column),
            why: t('A template names it and no test gives it: it is an empty column.'),
          });
          for (const row of rows) define(row, column, '');
        }
      }
    },
    list: () => [...byKey.values()],
  };
}

/** Each test once, all with the same criterion. */
function isEveryRow({ shared, items }: AssertGroup, count: number): boolean {
  return (
    shared !== undefined && items.length === count && items.every(({ row }, index) => row === index)
  );
}

function groupRows({ shared, items }: AssertGroup, plan: DatasetPlan): Record<string, Json>[] {
  return items.map(({ row, criterion }) => {
    const values = rowOf(row, plan);
    if (shared !== undefined) return values;
    const filled = filledText(criterion, values);
    if (filled === undefined) {
      plan.notes.changed({
        what: t('a template in the criterion of a single test'),
        why: t(
          'The criteria of single tests are a column, and no column is rendered: it stands there as it was written.',
        ),
        where: criterion,
      });
    }
    define(values, plan.criterion, filled ?? criterion);
    return values;
  });
}

function rowOf(index: number, { rows, responses }: DatasetPlan): Record<string, Json> {
  const values: Record<string, Json> = {};
  const given: JsonObject = rows[index]?.vars ?? {};
  for (const [name, value] of Object.entries(given)) define(values, name, value);
  for (const { column, values: texts } of responses) define(values, column, texts[index] ?? '');
  // A row has a column at least.
  if (Object.keys(values).length === 0) define(values, 'test', index + 1);
  return values;
}

/** An assignment to `__proto__` would set the prototype instead of a field. */
function define(row: Record<string, Json>, name: string, value: Json): void {
  Object.defineProperty(row, name, { value, enumerable: true, configurable: true, writable: true });
}
