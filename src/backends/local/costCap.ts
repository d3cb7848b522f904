import { costText } from '../../core/runs/costText.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** Keeps a run within `run.max_cost_usd`. */
interface CostCap {
  /**
   * Whether one more row may begin now; `wait`: not before one that is under way has ended. Throws
   * `UserError` of kind `payment` when the cap is reached, or can't be kept.
   */
  mayBegin(state: () => CostState): 'begin' | 'wait';
}

export interface CostState {
  /** US dollars so far; undefined where it can't be told. */
  readonly spent: number | undefined;
  /** Rows that have cost this. */
  readonly rows: number;
  readonly underWay: number;
}

/** Rows at a time before the first ones have told what a row costs. */
const FIRST_ROWS = 4;

/**
 * The rows under way are taken to cost what the others did: the cap holds but for what a dearer row
 * costs more than the mean.
 */
export function createCostCap(maxUsd: number | undefined): CostCap {
  return {
    mayBegin(state) {
      if (maxUsd === undefined) return 'begin';
      const { spent, rows, underWay } = state();
      if (spent === undefined) {
        const why = t('an endpoint does not report the tokens it used, or a price is not known');
        const way = t('remove it, or set the price');
        throw new UserError('payment', t('run.max_cost_usd can’t be kept: {0}; {1}.', why, way));
      }
      if (rows === 0) return underWay < FIRST_ROWS ? 'begin' : 'wait';
      const perRow = spent / rows;
      if (spent + perRow > maxUsd || spent >= maxUsd) {
        if (underWay > 0) return 'wait';
        const message = t(
          'The run has cost {0} of run.max_cost_usd ({1}): it stops before the next row; raise the limit to go on.',
          costText(spent),
          costText(maxUsd),
        );
        throw new UserError('payment', message);
      }
      return spent + (underWay + 1) * perRow > maxUsd && underWay > 0 ? 'wait' : 'begin';
    },
  };
}
