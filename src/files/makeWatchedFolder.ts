import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

/** Long enough for a watcher to have heard of a new folder, and to look into it. */
const HEARD_MS = 150;

/**
 * Makes a folder and what is missing above it, one level at a time, with a pause after each. VS Code's
 * recursive watcher on Linux begins to watch a new folder when it hears of it: a folder that is made in
 * it before that is never watched, and with it all that is ever written there.
 */
export async function makeWatchedFolder(
  folder: string,
  heard: () => Promise<unknown> = () => setTimeout(HEARD_MS),
): Promise<void> {
  if (await isThere(folder)) return;
  const parent = dirname(folder);
  if (parent !== folder) await makeWatchedFolder(parent, heard);
  // Another process may have made it meanwhile, and what is wrong with the place is said here.
  const made = await mkdir(folder, { recursive: true });
  if (made !== undefined) await heard();
}

/** Whether a folder is there; `mkdir` says what stands in its place, and what keeps it from being made. */
async function isThere(folder: string): Promise<boolean> {
  return (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;
}
