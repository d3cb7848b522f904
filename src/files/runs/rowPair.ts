import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Confirm } from '../../core/runs/runStore.js';
import { renameOver, syncFolder } from '../atomicWrite.js';
import { openToRead } from '../openToRead.js';
import { errorCode } from '../storageError.js';

export const RESULTS = 'results.jsonl';
/** Line k describes line k of the results. */
export const DETAILS = 'details.jsonl';
const NAMES = [RESULTS, DETAILS] as const;

/**
 * Folder beside the two files with what takes their place. Its name is the commit: as long as it is
 * there, a file in it counts, and the file of the same name beside it no more. Files are moved out of
 * it one by one, then it goes.
 */
const COMMITTED = '.rows';
/** What is written before a commit, rows and manifests; worthless when its writer is gone. */
const UNCOMMITTED = /^\.rows-[0-9a-f]{12}$|\.evalrun\.json\.[0-9a-f]{12}\.tmp$/;

/** Each attempt fails for another change of the files; there are few in the life of a run. */
const MOST_ATTEMPTS = 20;

/** A file as it was when it was opened: `bytes` of it are to be read. */
export interface OpenFile {
  readonly handle: FileHandle;
  readonly bytes: number;
  /** As it is called where it belongs, for messages. */
  readonly path: string;
}

/** A run's two files, as they were at one moment; undefined for one that is not there. */
export interface RowPair {
  readonly results: OpenFile | undefined;
  readonly details: OpenFile | undefined;
  close(): Promise<void>;
}

/**
 * Opens the files as they belong together, whatever another process does meanwhile, and changes
 * nothing. Both are opened by name, then looked up again: as a file that was replaced never comes
 * back, two that are both current at the second look were so together between the looks.
 */
export async function openRowPair(folder: string): Promise<RowPair> {
  for (let attempt = 1; ; attempt += 1) {
    const handles: (FileHandle | undefined)[] = [];
    const close = async () => {
      for (const handle of handles) await handle?.close();
    };
    try {
      for (const name of NAMES) handles.push(await current(folder, name, openToRead));
      const [results, details] = handles;
      if ((await areCurrent(folder, handles)) || attempt === MOST_ATTEMPTS) {
        // The results first: every result that counts has its details by then.
        return {
          results: await sized(results, join(folder, RESULTS)),
          details: await sized(details, join(folder, DETAILS)),
          close,
        };
      }
    } catch (error) {
      await close();
      throw error;
    }
    await close();
  }
}

async function areCurrent(
  folder: string,
  handles: readonly (FileHandle | undefined)[],
): Promise<boolean> {
  for (const [index, name] of NAMES.entries()) {
    const known = await handles[index]?.stat({ bigint: true });
    const now = await current(folder, name, (path) => stat(path, { bigint: true }));
    if (known?.ino !== now?.ino || known?.dev !== now?.dev) return false;
  }
  return true;
}

/** Does something with the file that counts; undefined where there is none. */
async function current<T>(
  folder: string,
  name: string,
  look: (path: string) => Promise<T>,
): Promise<T | undefined> {
  const committed = await ifThere(look(join(folder, COMMITTED, name)));
  return committed ?? ifThere(look(join(folder, name)));
}

async function sized(handle: FileHandle | undefined, path: string): Promise<OpenFile | undefined> {
  return handle && { handle, bytes: (await handle.stat()).size, path };
}

/** Where the files are written that take the place of those of a run. */
export interface RowPaths {
  readonly results: string;
  readonly details: string;
}

/**
 * Puts new files in the place of both: a reader, or whoever comes after a crash, finds the old two
 * or the new two. `write` makes both files, durable; empty details stand for none.
 */
export async function replaceRowPair(
  folder: string,
  write: (paths: RowPaths) => Promise<void>,
  confirm?: Confirm,
): Promise<void> {
  await finishReplacing(folder);
  const next = join(folder, `${COMMITTED}-${randomBytes(6).toString('hex')}`);
  try {
    await mkdir(next);
    await write({ results: join(next, RESULTS), details: join(next, DETAILS) });
    await syncFolder(next);
    await confirm?.();
    await commit(folder, next);
  } catch (error) {
    await rm(next, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  }
  await finishReplacing(folder);
}

/** Two windows may bring the rows of one job: what another has committed meanwhile goes first. */
async function commit(folder: string, next: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await renameOver(next, join(folder, COMMITTED));
      return;
    } catch (error) {
      if (!isTaken(error) || attempt === MOST_ATTEMPTS) throw error;
      await finishReplacing(folder);
    }
  }
}

/** Brings a replacement that was committed to its end, whoever began it. */
export async function finishReplacing(folder: string): Promise<void> {
  const committed = join(folder, COMMITTED);
  if (!(await ifThere(stat(committed)))) return;
  for (const name of NAMES) await ifThere(renameOver(join(committed, name), join(folder, name)));
  const details = await ifThere(stat(join(folder, DETAILS)));
  if (details?.size === 0) await rm(join(folder, DETAILS), { force: true });
  await syncFolder(folder);
  try {
    await ifThere(rmdir(committed));
  } catch (error) {
    // Another has committed since, and brings that to its end.
    if (!isTaken(error)) throw error;
  }
}

function isTaken(error: unknown): boolean {
  return ['ENOTEMPTY', 'EEXIST'].includes(errorCode(error) ?? '');
}

/** Removes what a killed process did not commit. Only for who has the run to itself. */
export async function discardUncommitted(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (UNCOMMITTED.test(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
}

async function ifThere<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
