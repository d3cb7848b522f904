import { resultColumns } from '../judging/resultColumns.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { IMAGE_COLUMN, specColumns } from '../spec/specColumns.js';
import { responseColumns } from '../spec/specTemplates.js';

/** Columns of older result files, beside those that runs add now. */
const OLDER_RESULT_COLUMNS = ['evaluation_status', 'is_incomplete'];

/** A column of the datasets of both runs; its name may differ between them. */
export interface SharedColumn {
  readonly a: string;
  readonly b: string;
}

/** Ways to tell which rows of two runs are about the same thing, the strictest first. */
interface PairingColumns {
  /** With the responses, where both runs judge the same columns; null where they don't. */
  readonly whole: readonly SharedColumn[] | null;
  /** Every column that both have, without what is judged. */
  readonly inputs: readonly SharedColumn[];
  /** Those of them that the templates of both runs read. */
  readonly used: readonly SharedColumn[];
}

interface RunColumns {
  readonly spec: ResolvedSpec;
  /** Of its result rows, without those that the run added. */
  readonly columns: readonly string[];
}

/** Columns of the dataset in these rows of results, in order of appearance. */
export function datasetColumns(rows: Iterable<ResultRow>, spec: ResolvedSpec): string[] {
  const added = new Set([...resultColumns(spec), ...OLDER_RESULT_COLUMNS]);
  const columns = new Set<string>();
  for (const row of rows) {
    for (const column of Object.keys(row)) if (!added.has(column)) columns.add(column);
  }
  return [...columns];
}

/**
 * @param mapped column of A → its name in B; a column that is mapped is not matched by its name
 */
export function pairingColumns(
  a: RunColumns,
  b: RunColumns,
  mapped: ReadonlyMap<string, string> = new Map(),
): PairingColumns {
  const inB = new Set(b.columns);
  const taken = new Set(mapped.values());
  const shared = a.columns.flatMap((column): SharedColumn[] => {
    const name = mapped.get(column) ?? (taken.has(column) ? undefined : column);
    return name !== undefined && inB.has(name) ? [{ a: column, b: name }] : [];
  });
  const judged = { a: judgedColumns(a.spec), b: judgedColumns(b.spec) };
  // In one order, so that a content has one key whichever run is A.
  shared.sort((one, other) => (one.b < other.b ? -1 : 1));
  const inputs = shared.filter((each) => !judged.a.has(each.a) && !judged.b.has(each.b));
  const judgeSame =
    judged.a.size === judged.b.size &&
    [...judged.a].every((column) =>
      shared.some((each) => each.a === column && judged.b.has(each.b)),
    );
  // Of rows that hold nothing else, the responses are the content; else they alone say nothing.
  const isAllJudged = a.columns.every((column) => judged.a.has(column));
  const read = { a: new Set(specColumns(a.spec)), b: new Set(specColumns(b.spec)) };
  return {
    whole: judgeSame && judged.a.size > 0 && (inputs.length > 0 || isAllJudged) ? shared : null,
    inputs,
    used: inputs.filter(
      (each) => read.a.has(each.a) && read.b.has(each.b) && each.b !== IMAGE_COLUMN,
    ),
  };
}

function judgedColumns(spec: ResolvedSpec): Set<string> {
  return new Set(responseColumns(spec).map(({ column }) => column));
}
