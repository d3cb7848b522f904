import { t } from '../../../l10n/t.js';
import type { ServiceClient } from '../client.js';
import { jobSegment } from './jobSegment.js';
import { readJob, readJobs } from '../wire/jobs.js';
import type { WireJob } from '../wire/jobs.js';

/** Most jobs that the service lists. */
export const LONGEST_PAGE = 100;

interface Reading {
  /** Completes "Can't …" in messages. */
  readonly doing?: string;
  /** See `ServiceCall`. */
  readonly retries?: number;
}

/** The two ways to read jobs (API reference, section 3). Throws `UserError`. */
interface JobReader {
  /** The newest jobs, in the service's order. */
  page(signal: AbortSignal, reading?: Reading): Promise<WireJob[]>;
  job(workflowId: string, signal: AbortSignal, reading?: Reading): Promise<WireJob>;
}

export function createJobReader(client: ServiceClient): JobReader {
  return {
    async page(signal, { doing = t('list the jobs'), ...reading } = {}) {
      const path = `/evaluation?limit=${LONGEST_PAGE}`;
      const reply = await client.ask({ ...reading, doing, method: 'GET', path }, signal);
      return readJobs(reply, { doing, host: client.host });
    },
    async job(workflowId, signal, { doing = t('read job {0}', workflowId), ...reading } = {}) {
      const path = `/evaluation/${jobSegment(workflowId)}`;
      const reply = await client.ask({ ...reading, doing, method: 'GET', path }, signal);
      return readJob(workflowId, reply, { doing, host: client.host });
    },
  };
}
