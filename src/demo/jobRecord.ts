import * as z from 'zod';
import { EVALUATION_TYPES } from '../core/spec/evalSpec.js';

/** A job as the API shows it (API reference, section 3). */
export const jobSchema = z.object({
  workflow_id: z.string(),
  type: z.enum(EVALUATION_TYPES),
  status: z.enum(['pending', 'queued', 'running', 'completed', 'error', 'user_error']),
  parameters: z.record(z.string(), z.unknown()),
  results: z.record(z.string(), z.unknown()).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
  status_updates: z.array(
    z.object({ status: z.string(), message: z.string(), timestamp: z.string() }),
  ),
});

export type DemoJob = z.infer<typeof jobSchema>;
type DemoJobStatus = DemoJob['status'];

export function isEnded({ status }: DemoJob): boolean {
  return status === 'completed' || status === 'error' || status === 'user_error';
}

/** The job in its next status. */
export function advanced(
  job: DemoJob,
  status: DemoJobStatus,
  { atMs, results = null }: { readonly atMs: number; readonly results?: DemoJob['results'] },
): DemoJob {
  const update = { status, message: 'Job status updated', timestamp: timestamp(atMs) };
  return {
    ...job,
    status,
    results,
    updated_at: timestamp(atMs),
    status_updates: [...job.status_updates, update],
  };
}

/** ISO 8601 with microseconds, as the service writes it. */
export function timestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '000Z');
}
