import { shownName } from '../../../core/fileName.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { isServiceId } from '../wire/lenient.js';

/**
 * A job's id as one segment of a URL. Throws `UserError` for what is no id: a URL takes dots alone for
 * the way to another place, and servers may take a written slash for one.
 */
export function jobSegment(workflowId: string): string {
  if (isServiceId(workflowId)) return workflowId;
  const shown = shownName(workflowId);
  throw new UserError(
    'usage',
    t('"{0}" is no id of a job; one looks like eval-6f1c-1767225600.', shown),
  );
}
