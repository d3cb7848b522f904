import { readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { FilePreview } from '../../core/dataset/service/filePreviews.js';
import { readAbout, type KnownPreview } from './previewAbout.js';

const HOUR_MS = 3600 * 1000;
const KEPT_MS = 7 * 24 * HOUR_MS;
const KEPT_BYTES = 200_000_000;

/**
 * Removes what was not used for a week, and above 200 MB what was not used for longest; never what
 * is in use: `spared`, and what was used within the hour, which another window may show.
 */
export async function prunePreviews(
  folder: string,
  spared: readonly string[],
  now = Date.now(),
): Promise<void> {
  const inUse = new Set(spared.map((path) => resolve(path)));
  const removable: { readonly home: string; readonly bytes: number; readonly usedMs: number }[] =
    [];
  let total = 0;
  for (const { home, known } of await previewsIn(folder)) {
    const bytes = known?.preview.bytes ?? 0;
    // What is half there may be under way.
    const usedMs = known?.usedMs ?? (await changedMs(home));
    total += bytes;
    const isUsed = known !== undefined && inUse.has(resolve(known.preview.path));
    if (!isUsed && now - usedMs > HOUR_MS) removable.push({ home, bytes, usedMs });
  }
  removable.sort((a, b) => a.usedMs - b.usedMs);
  for (const { home, bytes, usedMs } of removable) {
    const isOld = now - usedMs > KEPT_MS;
    if (!isOld && total <= KEPT_BYTES) break;
    await rm(home, { recursive: true, force: true });
    total -= bytes;
  }
}

/** Removes the previews that are meant. */
export async function removePreviews(
  folder: string,
  isMeant: (preview: FilePreview) => boolean,
): Promise<void> {
  for (const { home, known } of await previewsIn(folder)) {
    if (known && isMeant(known.preview)) await rm(home, { recursive: true, force: true });
  }
}

async function previewsIn(
  folder: string,
): Promise<readonly { readonly home: string; readonly known: KnownPreview | undefined }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const homes = entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(folder, name));
  return Promise.all(homes.map(async (home) => ({ home, known: await readAbout(home) })));
}

async function changedMs(home: string): Promise<number> {
  return stat(home).then(
    ({ mtimeMs }) => mtimeMs,
    () => Infinity,
  );
}
