import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { numberText, plural, t } from '../../l10n/t.js';
import type { RunManifest } from '../runs/manifest.js';
import type { StoredRow } from '../runs/resultRow.js';
import { runCost } from '../runs/runCost.js';
import { addToMoments, emptyMoments, mean, sampleDeviation } from '../stats/moments.js';
import { costText } from './preflightTexts.js';

/** What the rows of a dry run say of the whole dataset. */
export interface DryRunCost {
  /** Rows that were judged, of so many. */
  readonly rows: number;
  readonly of: number;
  /** US dollars of the whole; absent where the cost of a row is not known. */
  readonly usd?: number;
  /** The 95 % interval; absent for a single row, and where the rows are the whole. */
  readonly low?: number;
  readonly high?: number;
}

/** Adds up what each row has cost, in constant memory. */
export function collectDryRunCost(manifest: RunManifest) {
  const { models, dataset, progress } = manifest;
  let costs = emptyMoments();
  let rows = 0;
  let isKnown = true;
  return {
    add({ details }: StoredRow): void {
      rows += 1;
      // A reply from the cache cost nothing here, and will cost nothing in the whole run either.
      const cost = details && runCost(details.by_role ?? {}, models);
      if (cost === undefined) isKnown = false;
      else costs = addToMoments(costs, cost);
    },
    cost(): DryRunCost {
      const of = dataset.rows ?? progress.total ?? rows;
      const perRow = mean(costs);
      if (!isKnown || perRow === null) return { rows, of };
      const usd = perRow * of;
      const deviation = sampleDeviation(costs);
      if (deviation === null || rows >= of) return { rows, of, usd };
      // The rows were drawn without putting back.
      const left = Math.sqrt((of - rows) / (of - 1));
      const reach = (of * tQuantile(0.975, rows - 1) * deviation * left) / Math.sqrt(rows);
      // What was spent already is the least that the whole costs.
      return { rows, of, usd, low: Math.max(perRow * rows, usd - reach), high: usd + reach };
    },
  };
}

/** `Dry run: 10 of 1,319 rows; the whole would cost about $0.31 ($0.28 to $0.34, from these rows).` */
export function dryRunSentence({ rows, of, usd, low, high }: DryRunCost): string {
  const part = plural(of, 'Dry run: {1} of {0} row', 'Dry run: {1} of {0} rows', numberText(rows));
  if (rows === 0) return `${part}.`;
  if (usd === undefined) return t('{0}; what the whole would cost is not known.', part);
  if (usd === 0) return t('{0}; the whole would cost nothing.', part);
  if (low === undefined || high === undefined) {
    return t('{0}; the whole would cost about {1} (from these rows).', part, costText(usd));
  }
  return t(
    '{0}; the whole would cost about {1} ({2} to {3}, from these rows).',
    part,
    costText(usd),
    costText(low),
    costText(high),
  );
}
