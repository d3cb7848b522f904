import type { RunManifest } from '../runs/manifest.js';
import type { StoredRow } from '../runs/resultRow.js';
import { labelFigures } from './labelFigures.js';
import type { LabelFigures } from './labelFigures.js';
import { labelRow } from './labelRow.js';
import type { LabelRow } from './labelRow.js';
import type { StoredLabels } from './labelStore.js';
import { labelsOfRun } from './labelsOfRun.js';
import type { RunLabels } from './labelsOfRun.js';

/** A run's rows and what people have said of them. */
export interface Labelling {
  readonly rows: readonly LabelRow[];
  readonly labels: RunLabels;
  /** Lines of `labels.jsonl` that can't be read, one sentence each. */
  readonly faults: readonly string[];
}

/** Rows in the order of `results.jsonl`. */
export function readLabelling(
  { spec }: Pick<RunManifest, 'spec'>,
  stored: readonly StoredRow[],
  { records, faults }: StoredLabels,
): Labelling {
  const rows = stored.map((row, at) => labelRow(row, spec, { line: at + 1 }));
  return {
    rows,
    labels: labelsOfRun(records, rows, spec),
    faults: faults.map(
      ({ line, message }) => `Line ${line} of labels.jsonl is left out: it ${message}.`,
    ),
  };
}

/** How many rows of a run people have labelled: 0 is a judge that was never checked. */
export function labelledRows({ labels }: Labelling): number {
  return labels.rows.length;
}

export function figuresOf(
  { rows, labels }: Labelling,
  { spec }: Pick<RunManifest, 'spec'>,
): LabelFigures {
  return labelFigures(labels, rows, spec);
}
