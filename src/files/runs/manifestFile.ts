import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DEEPEST_JSON, isNestedDeeper } from '../../core/isNestedDeeper.js';
import { isJsonObject } from '../../core/json.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { writeFileAtomic } from '../atomicWrite.js';
import { readText } from '../readText.js';

/** It holds the templates, and numbers for the rows that a run took: a few MB for a million of them. */
const MOST_BYTES = 64_000_000;

export const MANIFEST_ENDING = '.evalrun.json';

/** The manifest in a folder, absolute; undefined where there is none. A link is none: it leads elsewhere. */
export async function findManifest(folder: string): Promise<string | undefined> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
  const name = names.sort().find((each) => each.endsWith(MANIFEST_ENDING));
  return name === undefined ? undefined : join(folder, name);
}

/** Throws `UserError`: `not_found`, or `storage` for a file that is no manifest. */
export async function readManifest(path: string): Promise<RunManifest> {
  const text = await readText(path, { doing: t('read the run'), mostBytes: MOST_BYTES });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, t('the file is no valid JSON'), cause);
  }
  if (isNestedDeeper(value, DEEPEST_JSON)) throw unreadable(path, t('it is nested too deeply'));
  // On first use: the schema library would be two thirds of what an editor loads at its start.
  const { runManifestSchema } = await import('../../core/runs/manifest.js');
  const parsed = runManifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  if (field === 'gavel_run') {
    throw unreadable(path, t('it is not of format 1, the one this version of Gavel knows'));
  }
  const isThere = issue && valueAt(value, issue.path) !== undefined;
  const what =
    issue?.code === 'custom' ? issue.message : isThere ? t('is not as expected') : t('is missing');
  throw unreadable(path, t('field "{0}" {1}', field, what), parsed.error);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce((at, step) => (isJsonObject(at) ? at[String(step)] : undefined), value);
}

export function writeManifest(path: string, manifest: RunManifest): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

function unreadable(path: string, why: string, cause?: unknown): UserError {
  const message = t(
    "{0} can't be read as a run: {1}; restore the file or delete its folder.",
    path,
    why,
  );
  return new UserError('storage', message, { cause });
}
