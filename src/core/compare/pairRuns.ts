import type { RunStore } from '../runs/runStore.js';
import { comparedRow } from './comparedRow.js';
import type { ComparedRun, PairedBy } from './comparison.js';
import { DIGEST_WORDS } from './contentDigest.js';
import { collectContentKeys } from './contentKeys.js';
import { pairingColumns } from './pairingColumns.js';
import type { SharedColumn } from './pairingColumns.js';
import { pairRows } from './pairRows.js';
import type { KeyedRows, PairedRows } from './pairRows.js';
import { growRowTable } from './rowTable.js';
import type { RowTable } from './rowTable.js';

/** The rows of two runs, and how they pair. */
export interface Pairing {
  readonly rows: { readonly a: RowTable; readonly b: RowTable };
  readonly paired: PairedRows;
  readonly pairedBy: PairedBy;
  /** For each row of B its content; null where rows were paired by their numbers. */
  readonly keys: Uint32Array | null;
}

export interface PairingOptions {
  readonly runs: Pick<RunStore, 'rows'>;
  readonly signal?: AbortSignal;
  /** Column of A → the name it has in B. */
  readonly mapped?: ReadonlyMap<string, string>;
  /** Rows read so far, of both runs. */
  onProgress?(rows: number): void;
  /** Called between two stretches of work that wait for nothing; what it gives is waited for. */
  rest?(): Promise<void>;
}

interface TwoRuns {
  readonly a: ComparedRun;
  readonly b: ComparedRun;
}

/** Of the shorter run. Below this share, pairs are looked for by what the templates read alone. */
const FEW_PAIRS = 0.5;

/** Pairs by the number of the row in the dataset. */
export async function pairByRow(runs: TwoRuns, options: PairingOptions): Promise<Pairing> {
  const { a, b } = await readBoth(runs, [], options, { count: 0 });
  const paired = pairRows(withNumbers(a), withNumbers(b));
  return { rows: { a: a.table, b: b.table }, paired, pairedBy: { kind: 'row' }, keys: null };
}

/** Pairs by what the rows hold in the columns that both runs have (see `pairingColumns`). */
export async function pairByContent(
  runs: TwoRuns,
  columns: { readonly a: readonly string[]; readonly b: readonly string[] },
  options: PairingOptions,
): Promise<Pairing> {
  const { a, b } = runs;
  const ways = pairingColumns(
    { spec: a.manifest.spec, columns: columns.a },
    { spec: b.manifest.spec, columns: columns.b },
    options.mapped,
  );
  const read = { count: 0 };
  const by = async (sets: readonly (readonly SharedColumn[])[]): Promise<Pairing> => {
    const both = await readBoth(runs, sets, options, read);
    const shared = sets.at(-1) ?? [];
    return {
      rows: { a: both.a.table, b: both.b.table },
      // Without a column in common every row would be like every other: no key pairs nothing.
      paired: pairRows(keyed(both.a), keyed(both.b)),
      pairedBy: { kind: 'content', columns: shared.map(({ b: name }) => name) },
      keys: both.b.keys.at(-1) ?? new Uint32Array(),
    };
  };
  const first = await by([ways.whole ?? [], ways.inputs].filter((set) => set.length > 0));
  const { length: pairs } = first.paired.a;
  const shorter = pairs + Math.min(first.paired.onlyA.length, first.paired.onlyB.length);
  const isNarrower = ways.used.length > 0 && ways.used.length < ways.inputs.length;
  if (!isNarrower || pairs >= FEW_PAIRS * shorter) return first;
  const second = await by([ways.used]);
  return second.paired.a.length > pairs ? second : first;
}

interface ReadRows {
  readonly table: RowTable;
  readonly keys: readonly Uint32Array[];
}

async function readBoth(
  runs: TwoRuns,
  sets: readonly (readonly SharedColumn[])[],
  options: PairingOptions,
  progress: { count: number },
): Promise<{ readonly a: ReadRows; readonly b: ReadRows }> {
  const read = async (side: 'a' | 'b'): Promise<ReadRows> => {
    const { run, manifest } = runs[side];
    const table = growRowTable(manifest.spec);
    const keys = collectContentKeys(sets, side);
    let line = 0;
    for await (const stored of options.runs.rows(run, options.signal)) {
      line += 1;
      table.add(comparedRow(stored, line, manifest.spec));
      keys.add(stored.result);
      progress.count += 1;
      options.onProgress?.(progress.count);
    }
    return { table: table.current(), keys: keys.current() };
  };
  const [a, b] = [await read('a'), await read('b')];
  await options.rest?.();
  return { a, b };
}

function keyed({ table: { names }, keys }: ReadRows): KeyedRows {
  return { names, keys };
}

function withNumbers({ table: { names } }: ReadRows): KeyedRows {
  const numbers = new Uint32Array(DIGEST_WORDS * names.length);
  names.forEach((name, at) => (numbers[DIGEST_WORDS * at] = Math.abs(name)));
  return { names, keys: [numbers] };
}
