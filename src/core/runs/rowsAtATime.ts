import type { BackendName, ResolvedSpec } from '../spec/evalSpec.js';

/** Of the local runner, where the spec says nothing: what it begins with, and grows from. */
const LOCAL = 8;

/**
 * Rows that are worked on side by side (of the service: API reference, section 2.2); of the local
 * runner the requests.
 */
export function rowsAtATime({ run, judge }: ResolvedSpec, backend: BackendName): number {
  if (backend === 'local') return run?.concurrency ?? judge.num_workers ?? LOCAL;
  const { num_workers: workers, model_source: source } = judge;
  switch (source) {
    case 'serverless':
      return workers ?? 25;
    case 'dedicated':
      return Math.max(5, workers ?? 5);
    case 'external':
      return workers ?? (judge.external_base_url === undefined ? 2 : 20);
  }
}
