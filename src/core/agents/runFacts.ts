import { headline } from '../stats/headline.js';
import type { AgentHost } from './agentHost.js';
import { shortText } from './foreignText.js';
import type { ProjectRun } from './projectRuns.js';

/** What is said of a run wherever one is named. */
export function runFacts({ manifest, specPath }: ProjectRun, host: Pick<AgentHost, 'shown'>) {
  const { id, name, type, backend, status, demo, dry_run: isDryRun, statistics } = manifest;
  return {
    id,
    name: shortText(name, 120),
    ...(specPath !== undefined && { spec: shortText(host.shown(specPath)) }),
    type,
    backend,
    status,
    ...(manifest.reason !== undefined && { reason: shortText(manifest.reason) }),
    ...(demo && { demo: 'scripted judge: the verdicts say nothing about a model' }),
    ...(isDryRun && { dry_run: 'some rows alone: no figures of the dataset' }),
    created: manifest.created_at,
    rows_done: manifest.progress.done,
    rows_total: manifest.progress.total,
    headline: statistics ? headline(statistics) : null,
  };
}
