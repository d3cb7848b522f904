import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { ServiceClient } from '../client.js';
import { createJobReader, LONGEST_PAGE } from './jobReader.js';
import type { WireJob } from '../wire/jobs.js';

/**
 * The jobs that the service listed just before a launch. Whatever its clock says, none of them is the
 * launch's, and what is listed later and not among them is younger.
 */
export interface JobsBefore {
  readonly ids: readonly string[];
  /**
   * Where the list was full: when its oldest job was made, by the service's own word, in milliseconds
   * since 1970. What is older was left out of it, and may come up again as others are deleted.
   */
  readonly oldestMs?: number;
}

/** One request; undefined where the list is not to be had, which keeps nobody from launching. */
export async function readJobsBefore(
  client: ServiceClient,
  signal: AbortSignal,
): Promise<JobsBefore | undefined> {
  try {
    const reading = { doing: t('list the jobs before the launch'), retries: 0 };
    return toJobsBefore(await createJobReader(client).page(signal, reading));
  } catch (error) {
    if (signal.aborted || !(error instanceof UserError)) throw error;
    return undefined;
  }
}

function toJobsBefore(jobs: readonly WireJob[]): JobsBefore {
  const ids = jobs.map(({ workflowId }) => workflowId);
  const times = jobs.map(createdMs).filter((ms) => !Number.isNaN(ms));
  return jobs.length < LONGEST_PAGE || times.length === 0
    ? { ids }
    : { ids, oldestMs: Math.min(...times) };
}

/** As a manifest has it, which anybody may have written. */
export function parseJobsBefore(value: unknown): JobsBefore | undefined {
  if (typeof value !== 'object' || value === null || !('ids' in value)) return undefined;
  const { ids } = value;
  if (!Array.isArray(ids) || !ids.every((id) => typeof id === 'string')) return undefined;
  const oldestMs = 'oldestMs' in value ? value.oldestMs : undefined;
  return typeof oldestMs === 'number' ? { ids, oldestMs } : { ids };
}

/** Whether a job was made after them. */
export function isYounger(job: WireJob, { ids, oldestMs }: JobsBefore): boolean {
  return !ids.includes(job.workflowId) && !(createdMs(job) < (oldestMs ?? -Infinity));
}

/** NaN where the service doesn't tell: no comparison with it holds. */
export function createdMs({ createdAt }: WireJob): number {
  return Date.parse(createdAt ?? '');
}
