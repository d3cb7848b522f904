import { FAILURE_CAUSES } from '../../core/runs/resultRow.js';
import type { FailureCause } from '../../core/runs/resultRow.js';
import { t } from '../../l10n/t.js';
import type { TallyView } from '../../shared/protocol.js';

type Cause = FailureCause | 'other';

/** Behind a count of rows. */
const labels = (): Readonly<Record<Cause, string>> => ({
  input: t('could not be asked'),
  request: t('refused by the endpoint'),
  endpoint: t('the endpoint failed'),
  timeout: t('timed out'),
  refusal: t('the model refused'),
  truncated: 'cut off at max_tokens',
  unreadable: t('no readable verdict'),
  not_allowed: t('verdict not offered'),
  other: t('cause not recorded'),
});

const CAUSES: readonly Cause[] = [...FAILURE_CAUSES, 'other'];

/**
 * Rows by what went wrong with them, the most frequent first. A row can be in several: its requests
 * may fail in several ways.
 *
 * @param counts rows by the id of their filter, `error:` and a cause
 */
export function failureCauses(counts: Readonly<Record<string, number>>): TallyView[] {
  const causes = CAUSES.map((cause): TallyView => {
    const id = `error:${cause}`;
    const tone = cause === 'unreadable' || cause === 'not_allowed' ? 'warn' : 'error';
    return { id, label: labels()[cause], count: counts[id] ?? 0, tone };
  })
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  // Alone, it tells nothing that the sum of the rows does not.
  return causes.every(({ id }) => id === 'error:other') ? [] : causes;
}
