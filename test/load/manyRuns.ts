import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunManifest } from '../../src/core/runs/manifest.js';
import type { EvaluationType } from '../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../src/core/stats/runStatistics.js';
import { sampleRun } from '../webview/harness/sampleRun.js';

const TYPES: readonly EvaluationType[] = ['classify', 'score', 'compare'];
const MINUTE_MS = 60_000;
/** The newest run; the others are older by ten minutes each. */
const NEWEST_MS = Date.parse('2026-11-20T09:12:00.000Z');
const ROWS = 20;

export interface ManyRuns {
  /** Folders of the runs, newest first. */
  readonly folders: readonly string[];
}

/**
 * Writes run folders as months of work leave them: of all types, finished, failed, cancelled, paused,
 * imported, by the demo judge; every fifth one labelled. The same each time. Of `specs` files, named
 * `judge-<n>.eval.yaml` two folders above `root`.
 */
export async function writeRuns(root: string, count: number, specs = 20): Promise<ManyRuns> {
  await mkdir(root, { recursive: true });
  const statistics = new Map(
    TYPES.map((type) => {
      const { manifest, rows } = sampleRun({ type, rows: ROWS });
      return [type, { rows, statistics: runStatistics(manifest.spec, rows) }];
    }),
  );
  const folders: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const type = TYPES[index % TYPES.length] ?? 'classify';
    const known = statistics.get(type);
    if (!known) throw new Error('Every type has its sample.');
    const created = new Date(NEWEST_MS - index * 10 * MINUTE_MS);
    const { manifest } = sampleRun({
      type,
      rows: ROWS,
      manifest: {
        id: runId(index),
        slug: `judge-${index % specs}`,
        name: `judge ${index % specs}`,
        spec_path: `../../../judge-${index % specs}.eval.yaml`,
        created_at: created.toISOString(),
        tags: index % 2 === 0 ? ['nightly'] : [],
        ...standing(index, known.statistics),
      },
    });
    const folder = join(root, `${folderTime(created)}-${manifest.slug}-${manifest.id}`);
    folders.push(folder);
    await mkdir(folder);
    await writeManifestFile(folder, manifest);
    await writeFile(join(folder, 'results.jsonl'), lines(known.rows.map(({ result }) => result)));
    await writeFile(join(folder, 'details.jsonl'), lines(known.rows.map(({ details }) => details)));
    if (index % 5 === 0) await writeFile(join(folder, 'labels.jsonl'), lines(labels(manifest)));
  }
  return { folders };
}

/** Its file is as old as the run. */
export async function writeManifestFile(folder: string, manifest: RunManifest): Promise<void> {
  const path = join(folder, `${manifest.slug}.evalrun.json`);
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`);
  const at = new Date(manifest.created_at);
  await utimes(path, at, at);
}

function runId(index: number): string {
  return (0x10_000_000 + index * 7919).toString(16).padStart(8, '0');
}

function standing(
  index: number,
  statistics: RunManifest['statistics'],
): Partial<Omit<RunManifest, 'spec'>> {
  switch (index % 10) {
    case 3:
      return { status: 'failed', reason: 'More than 30 % of the rows have no verdict.' };
    case 5:
      return { status: 'cancelled', progress: { done: 7, total: ROWS } };
    case 7:
      return { status: 'paused', reason: 'It was paused.', progress: { done: 4, total: ROWS } };
    case 8:
      return {
        backend: 'together',
        workflow_id: `eval-${runId(index)}-1790000000`,
        imported_at: '2026-11-21T00:00:00.000Z',
        statistics,
      };
    case 9:
      return { demo: true, backend: 'demo', statistics };
    default:
      return { statistics };
  }
}

function labels({ id, type, created_at: at }: RunManifest): unknown[] {
  const verdict = { classify: { label: 'wrong' }, score: { score: 4 }, compare: { choice: 'Tie' } };
  return Array.from({ length: 10 }, (_, index) => ({
    row: index + 1,
    key: `${id}-${index}`,
    rater: 'ada',
    ...verdict[type],
    ...(type === 'compare' && { shown: 'AB' }),
    at,
    blind: true,
    sample: { plan: 'random', seed: 1, weight: 1 },
  }));
}

function lines(values: readonly unknown[]): string {
  return values.map((value) => `${JSON.stringify(value)}\n`).join('');
}

/** `20260131-142501`, in UTC. */
function folderTime(time: Date): string {
  return time.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
}
