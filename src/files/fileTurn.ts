import { randomUUID } from 'node:crypto';
import { link, rename, rm, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import { readText } from './readText.js';
import { errorCode } from './storageError.js';

const POLL_MS = 20;
/** A turn takes milliseconds: one that does not end is of a process that was killed in it. */
const STALE_MS = 3000;
/** Others may each have their turn before. */
const MOST_WAIT_MS = 15_000;
/** No token of ours is longer. */
const MOST_BYTES = 4096;

/**
 * Does something to the file at `path` while no other window and no command line does so: reading,
 * changing and writing it whole would else undo what came in between. A file beside it says whose turn
 * it is. Throws `UserError` of kind `busy`, and what the file system and the work throw.
 */
export async function inFileTurn<T>(path: string, work: () => Promise<T>): Promise<T> {
  const turn = `${path}.lock`;
  const token = randomUUID();
  await takeTurn(turn, token);
  try {
    return await work();
  } finally {
    // It was another's since only where this process was asleep for long.
    if ((await tokenIn(turn)) === token) await rm(turn, { force: true });
  }
}

async function takeTurn(turn: string, token: string): Promise<void> {
  const startedMs = performance.now();
  let seen: { readonly token: string | undefined; readonly sinceMs: number } | undefined;
  while (performance.now() - startedMs < MOST_WAIT_MS) {
    if (await isFree(turn, token)) return;
    const now = await tokenIn(turn);
    if (!seen || now !== seen.token) seen = { token: now, sinceMs: performance.now() };
    else if (performance.now() - seen.sinceMs > STALE_MS) {
      await setAside(turn, seen.token, token);
      seen = undefined;
    }
    await delay(POLL_MS);
  }
  const message = t(
    'Another window or command is changing the file beside {0}; end that, or remove {0} if nothing does.',
    turn,
  );
  throw new UserError('busy', message);
}

async function isFree(turn: string, token: string): Promise<boolean> {
  try {
    await writeFile(turn, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    // A disk that is full makes the file and has no room for what is in it.
    const part = await tokenIn(turn);
    if (part !== undefined && token.startsWith(part)) await rm(turn, { force: true });
    throw error;
  }
}

/** Two that find a turn stale must not end the one that one of them has begun since. */
async function setAside(turn: string, stale: string | undefined, token: string): Promise<void> {
  const aside = `${turn}-${token}`;
  const isMoved = await rename(turn, aside).then(
    () => true,
    () => false,
  );
  if (!isMoved) return;
  if ((await tokenIn(aside)) !== stale) await link(aside, turn).catch(() => undefined);
  await rm(aside, { recursive: true, force: true });
}

/** Undefined where there is none, or none that can be read. */
async function tokenIn(turn: string): Promise<string | undefined> {
  return readText(turn, { doing: 'read', mostBytes: MOST_BYTES }).catch(() => undefined);
}
