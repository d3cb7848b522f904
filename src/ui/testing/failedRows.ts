import { outcomeOf } from '../../core/judging/outcome.js';
import { textOf } from '../../core/report/runReport.js';
import type { RowOutcome, StoredRow } from '../../core/runs/resultRow.js';
import { verdictWords } from '../../core/rows/verdictText.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';

/** A row that speaks against a gate. */
export interface FailedRow {
  /** Of the dataset, from 1. */
  readonly row: number;
  /** What would have passed. */
  readonly expected: string;
  /** The verdict as it is. */
  readonly actual: string;
  /** What the judge wrote about it, shortened; empty where it wrote nothing. */
  readonly feedback: string;
}

const MOST_CHARACTERS = 600;

/** The first rows (in the order of the file) that pull the figure of a gate down; at most `most`. */
export async function failedRows(
  rows: AsyncIterable<StoredRow>,
  { spec, metric, most }: { spec: ResolvedSpec; metric: string; most: number },
): Promise<readonly FailedRow[]> {
  const wanted = againstGate(metric);
  if (!wanted) return [];
  const found: FailedRow[] = [];
  let place = 0;
  for await (const stored of rows) {
    place += 1;
    const { result, details } = stored;
    const outcome = details?.outcome ?? outcomeOf(result, spec);
    if (outcome !== wanted) continue;
    const said = result['feedback'] ?? result['judge_feedback_original_order'];
    found.push({
      row: details?.row ?? place,
      expected: expectedVerdict(spec),
      actual: verdictWords(stored, outcome),
      feedback: shortened(textOf(said)),
    });
    if (found.length >= most) break;
  }
  return found;
}

/** The outcome that pulls a figure down; undefined for a figure that is about the judge itself. */
function againstGate(metric: string): RowOutcome | undefined {
  if (metric === 'pass_rate' || metric === 'mean') return 'failed';
  return metric === 'win_rate_a' ? 'b' : undefined;
}

function expectedVerdict(spec: ResolvedSpec): string {
  switch (spec.type) {
    case 'classify':
      return spec.pass_labels.join(t(' or '));
    case 'score':
      return t('at least {0}', spec.pass_threshold);
    case 'compare':
      return t('A wins');
  }
}

function shortened(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS - 1)}…`;
}
