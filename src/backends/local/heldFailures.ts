import type { StoredRow } from '../../core/runs/resultRow.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/**
 * Circuit breaker of a run (Nygard, Release It!): rows that fail because an endpoint fails are held back
 * until another row gets through. So many of them in a row, and the run stops, with nothing written
 * of them: they are asked again when it is resumed.
 */
interface HeldFailures {
  /**
   * Rows that may be kept now: the row itself and those held before it, or none as yet. Throws
   * `UserError` of kind `server` when it is one too many.
   */
  take(row: StoredRow): readonly StoredRow[];
  /** Rows that are held back. */
  readonly count: () => number;
  /** What is held still, when no more rows come: these failed, though never enough at a time. */
  rest(): readonly StoredRow[];
}

/** Ten thousand failures tell no more than these. */
const MOST_IN_A_ROW = 20;

export function createHeldFailures(): HeldFailures {
  let held: StoredRow[] = [];

  const release = () => {
    const rows = held;
    held = [];
    return rows;
  };

  return {
    take(row) {
      const fault = endpointFault(row);
      if (fault === undefined) return [...release(), row];
      held.push(row);
      if (held.length < MOST_IN_A_ROW) return [];
      const count = held.length;
      held = [];
      const way = t('mend that, then resume: these rows are asked again');
      throw new UserError(
        'server',
        t('The last {0} rows all failed: {1} ({2}).', count, fault, way),
      );
    },
    count: () => held.length,
    rest: release,
  };
}

/** What an endpoint did to the row that it may do to any other. */
function endpointFault({ details }: StoredRow): string | undefined {
  const { outcome, errors = [] } = details ?? {};
  if (outcome !== 'judge_error' && outcome !== 'generation_error') return undefined;
  const fault = errors.find(({ cause }) => cause === 'endpoint' || cause === 'timeout');
  return fault?.message.replace(/\.$/, '');
}
