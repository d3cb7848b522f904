import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { waitFor } from './waitFor.js';

/** The fields of a manifest that the tests look at, read as plain JSON: not through Gavel's code. */
export interface ManifestFile {
  readonly name: string;
  readonly status: string;
  readonly backend: string;
  readonly demo: boolean;
  readonly dry_run?: boolean;
  readonly selected_rows?: readonly number[];
  readonly reason?: string;
  readonly workflow_id?: string;
  readonly account?: Readonly<Record<string, string>>;
}

export async function readManifest(path: string): Promise<ManifestFile> {
  return JSON.parse(await readFile(path, 'utf8')) as ManifestFile;
}

/** Follows the manifest file to the end of the run; gives each status in the order it was seen. */
export async function statusesUntilEnd(path: string): Promise<string[]> {
  const seen: string[] = [];
  const status = async () => {
    const now = (await readManifest(path)).status;
    if (seen.at(-1) !== now) seen.push(now);
    return now;
  };
  await waitFor(`the end of ${path}`, status, (now) =>
    ['completed', 'failed', 'cancelled', 'paused'].includes(now),
  );
  return seen;
}

/** The rows of `results.jsonl` beside a manifest. */
export async function resultRows(manifest: string): Promise<Record<string, unknown>[]> {
  const file = join(dirname(manifest), 'results.jsonl');
  if (!existsSync(file)) return [];
  return (await readFile(file, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/**
 * What the headline of a classify run must say, worked out from the rows alone: the share of passing
 * labels among the usable verdicts, with Wilson's interval, in per cent to one decimal.
 */
export function passRate(
  rows: readonly Record<string, unknown>[],
  passLabels: readonly string[],
): { passed: number; evaluated: number; value: string; low: string; high: string } {
  const evaluated = rows.filter((row) => row['evaluation_successful'] === true);
  const passed = evaluated.filter((row) => passLabels.includes(String(row['label'])));
  const n = evaluated.length;
  const p = passed.length / n;
  const z = 1.959963984540054;
  const centre = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  const percent = (value: number) => (100 * value).toFixed(1);
  return {
    passed: passed.length,
    evaluated: n,
    value: percent(p),
    low: percent(centre - half),
    high: percent(centre + half),
  };
}
