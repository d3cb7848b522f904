import type { LabelFigures } from '../labels/labelFigures.js';
import type { LabelStore } from '../labels/labelStore.js';
import { figuresOf, readLabelling } from '../labels/readLabelling.js';
import { importedVerdictColumns } from '../runs/importedVerdictColumns.js';
import type { RunManifest } from '../runs/manifest.js';
import type { RunRef, RunStore } from '../runs/runStore.js';
import type { StoredRow } from '../runs/resultRow.js';
import { collectReliability } from './judgeReliability.js';
import type { ReliabilityCollector } from './judgeReliability.js';

/** What one reading of a run's rows says of its judge. */
interface ReliabilityReading {
  readonly judge: ReliabilityCollector;
  /** Null where nobody has labelled a row. */
  readonly people: LabelFigures | null;
}

interface ReadFrom {
  readonly runs: Pick<RunStore, 'rows'>;
  readonly labels: Pick<LabelStore, 'read'>;
  readonly run: RunRef;
  readonly manifest: Pick<RunManifest, 'spec' | 'imported_from'>;
}

interface ReliabilityReadOptions {
  /** Column that holds the truth, kept however many values it has. */
  readonly chosen?: string | undefined;
  readonly signal: AbortSignal;
  /** Called after each row, `done` rows so far; what it gives is waited for. */
  eachRow?(row: StoredRow, done: number): Promise<void> | undefined;
}

/** Reads the rows once, and once more where a label's row is not where it was. */
export async function readReliability(
  { runs, labels, run, manifest }: ReadFrom,
  { chosen, signal, eachRow }: ReliabilityReadOptions,
): Promise<ReliabilityReading> {
  const stored = await labels.read(run);
  const { spec } = manifest;
  const verdictColumns = importedVerdictColumns(manifest);
  const judge = collectReliability(spec, { chosen, verdictColumns });
  let line = 0;
  const take = (row: StoredRow): Promise<void> | undefined => {
    line += 1;
    judge.add(row, line);
    return eachRow?.(row, line);
  };
  if (stored.records.length === 0) {
    for await (const row of runs.rows(run, signal)) await take(row);
    return { judge, people: null };
  }
  async function* judged(): AsyncIterable<StoredRow> {
    for await (const row of runs.rows(run, signal)) {
      await take(row);
      yield row;
    }
  }
  let readings = 0;
  const read = () => (readings++ === 0 ? judged() : runs.rows(run, signal));
  const people = figuresOf(await readLabelling({ spec }, read, stored), { spec });
  return { judge, people: people.rows > 0 ? people : null };
}
