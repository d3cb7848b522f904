import { UserError } from '../../core/userError.js';

/**
 * A job's id as one segment of a URL. Throws `UserError` for what is no id: a URL takes dots alone for
 * the way to another place, and servers may take a written slash for one.
 */
export function jobSegment(workflowId: string): string {
  if (/^\.*$|[/\\]|\p{Cs}/u.test(workflowId)) {
    throw new UserError(
      'usage',
      `"${workflowId}" is no id of a job; one looks like eval-6f1c-1790000000.`,
    );
  }
  return encodeURIComponent(workflowId);
}
