import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunManifest } from '../../core/runs/manifest.js';
import { UserError } from '../../core/userError.js';
import { writeFileAtomic } from '../atomicWrite.js';
import { storageError } from '../storageError.js';

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
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw storageError(error, { doing: 'read the run', path });
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw unreadable(path, 'the file is no valid JSON', cause);
  }
  // On first use: the schema library would be two thirds of what an editor loads at its start.
  const { runManifestSchema } = await import('../../core/runs/manifest.js');
  const parsed = runManifestSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  if (field === 'gavel_run') {
    throw unreadable(path, 'it is not of format 1, the one this version of Gavel knows');
  }
  throw unreadable(path, `field "${field}": ${issue?.message ?? 'not as expected'}`, parsed.error);
}

export function writeManifest(path: string, manifest: RunManifest): Promise<void> {
  return writeFileAtomic(path, `${JSON.stringify(manifest, null, 2)}\n`);
}

function unreadable(path: string, why: string, cause?: unknown): UserError {
  const message = `${path} can't be read as a run: ${why}; restore the file or delete its folder.`;
  return new UserError('storage', message, { cause });
}
