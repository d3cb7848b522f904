import { shownName } from '../../core/fileName.js';
import { UserError } from '../../core/userError.js';
import type { ServiceClient } from './client.js';
import { readJob, readJobs } from './wire/jobs.js';
import { isServiceId } from './wire/lenient.js';
import type { WireJob } from './wire/jobs.js';

/** Most jobs that the service lists. */
export const LONGEST_PAGE = 100;

/** Where the service has a job, below the base URL. Throws `UserError` for what is no id. */
function jobPath(workflowId: string): string {
  if (isServiceId(workflowId)) return `/evaluation/${workflowId}`;
  const shown = shownName(workflowId);
  throw new UserError(
    'usage',
    `"${shown}" is no id of a job; one looks like eval-6f1c-1767225600.`,
  );
}

/** The two ways to read jobs (API reference, section 3). Throws `UserError`. */
export interface JobReader {
  /** The newest jobs, in the service's order. `doing` completes "Can't …" in messages. */
  page(signal: AbortSignal, doing?: string): Promise<WireJob[]>;
  job(workflowId: string, signal: AbortSignal): Promise<WireJob>;
}

export function createJobReader(client: ServiceClient): JobReader {
  return {
    async page(signal, doing = 'list the jobs') {
      const path = `/evaluation?limit=${LONGEST_PAGE}`;
      const reply = await client.ask({ doing, method: 'GET', path }, signal);
      return readJobs(reply, { doing, host: client.host });
    },
    async job(workflowId, signal) {
      const doing = `read job ${workflowId}`;
      const path = jobPath(workflowId);
      const reply = await client.ask({ doing, method: 'GET', path }, signal);
      return readJob(workflowId, reply, { doing, host: client.host });
    },
  };
}
