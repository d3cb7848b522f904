import type { ServiceClient } from './client.js';
import { jobSegment } from './jobSegment.js';
import { readJob, readJobs } from './wire/jobs.js';
import type { WireJob } from './wire/jobs.js';

/** Most jobs that the service lists. */
export const LONGEST_PAGE = 100;

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
      const path = `/evaluation/${jobSegment(workflowId)}`;
      const reply = await client.ask({ doing, method: 'GET', path }, signal);
      return readJob(workflowId, reply, { doing, host: client.host });
    },
  };
}
