import type { LabelFigures } from '../labels/labelFigures.js';
import type { LabelStore } from '../labels/labelStore.js';
import { figuresOf, readLabelling } from '../labels/readLabelling.js';
import type { RunRef, RunStore } from '../runs/runStore.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { collectReliability } from './judgeReliability.js';
import type { ReliabilityCollector } from './judgeReliability.js';

/** What one reading of a run's rows says of its judge. */
export interface ReliabilityReading {
  readonly judge: ReliabilityCollector;
  /** Null where nobody has labelled a row. */
  readonly people: LabelFigures | null;
}

interface ReadFrom {
  readonly runs: Pick<RunStore, 'rows'>;
  readonly labels: Pick<LabelStore, 'read'>;
  readonly run: RunRef;
  readonly spec: ResolvedSpec;
}

export interface ReliabilityReadOptions {
  /** Column that holds the truth, kept however many values it has. */
  readonly chosen?: string | undefined;
  readonly signal: AbortSignal;
  /** Called after each row, `done` rows so far; what it gives is waited for. */
  eachRow?(row: StoredRow, done: number): Promise<void> | undefined;
}

/** Reads the rows once, and once more where a label's row is not where it was. */
export async function readReliability(
  { runs, labels, run, spec }: ReadFrom,
  { chosen, signal, eachRow }: ReliabilityReadOptions,
): Promise<ReliabilityReading> {
  const stored = await labels.read(run);
  const judge = collectReliability(spec, chosen);
  async function* judged(): AsyncIterable<StoredRow> {
    let line = 0;
    for await (const row of runs.rows(run, signal)) {
      line += 1;
      judge.add(row, line);
      yield row;
      const rest = eachRow?.(row, line);
      if (rest) await rest;
    }
  }
  let readings = 0;
  const read = () => (readings++ === 0 ? judged() : runs.rows(run, signal));
  if (stored.records.length === 0) {
    const rows = read()[Symbol.asyncIterator]();
    while ((await rows.next()).done !== true);
    return { judge, people: null };
  }
  const people = figuresOf(await readLabelling({ spec }, read, stored), { spec });
  return { judge, people: people.rows > 0 ? people : null };
}
