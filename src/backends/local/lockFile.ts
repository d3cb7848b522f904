import { link, lstat, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { durationText } from '../../core/durationText.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

const ownerSchema = z.object({
  pid: z.int(),
  host: z.string(),
  /** Of this one taking of the lock. */
  token: z.string(),
  /** What a person calls the program, e.g. `the VS Code window “judges”`. */
  program: z.string().optional(),
  /** ISO 8601, by the clock of the owner. */
  since: z.string().optional(),
});
type LockOwner = z.infer<typeof ownerSchema>;

/** A lock file as it was at one moment. */
interface SeenLock {
  readonly text: string;
  /** Undefined where nobody of ours wrote it. */
  readonly owner: LockOwner | undefined;
  /** Milliseconds since 1970, by the clock of whoever touched it. */
  readonly touchedMs: number;
}

export const HEARTBEAT_MS = 500;
/** A live owner touches its lock far more often; a process id may have been given to another since. */
const STALE_MS = 30_000;
/** So many beats a lock is watched before it is believed, or not. */
const WATCHED_BEATS = 4;
const LOOKS_A_BEAT = 5;
/** Whoever takes a stale lock may meet others that do the same. */
const MOST_ATTEMPTS = 10;
/** Ending of the file that says whose turn it is to remove a stale lock. */
const RECOVERY = '.recovery';
/** For such a turn. */
const MOST_TURN_MS = 2000;
const TURN_POLL_MS = 10;
/** Tokens of the locks that this process has. */
const held = new Set<string>();
/** No lock of ours is longer. */
const MOST_BYTES = 4096;

/**
 * Takes the lock, or throws `UserError` of kind `busy`, naming who has it. Gives whether the owner
 * before may come back: it was silent for too long, and may be asleep.
 */
export async function takeLock(path: string, owner: LockOwner): Promise<{ mayReturn: boolean }> {
  let mayReturn = false;
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
    if (await makeLock(path, owner)) {
      held.add(owner.token);
      await removeDrafts(path);
      return { mayReturn };
    }
    const seen = await lookAtLock(path);
    if (!seen) continue;
    const standing = await standingOf(path, seen);
    if (standing === 'live') throw busy((await lookAtLock(path)) ?? seen);
    mayReturn ||= standing === 'silent';
    await removeStale(path, seen, owner.token);
  }
  throw busy(undefined);
}

/** The lock as it is now; undefined where there is none. Throws `UserError` where a folder is in its place. */
export async function lookAtLock(path: string): Promise<SeenLock | undefined> {
  const entry = await entryOf(path);
  if (!entry) return undefined;
  if (entry.isDirectory()) {
    const message = t(
      '{0} is a folder, in the place of the file that says who works on the run; remove it, then resume.',
      path,
    );
    throw new UserError('storage', message);
  }
  const text = (await textOf(path)) ?? '';
  // After it was opened: over a network that is when the time is asked for anew.
  const { mtimeMs: touchedMs } = (await entryOf(path)) ?? entry;
  return { text, owner: ownerIn(text), touchedMs };
}

/** Removes the lock, if it still is the one of `token`. */
export async function leaveLock(path: string, token: string): Promise<void> {
  held.delete(token);
  const seen = await lookAtLock(path).catch(() => undefined);
  if (seen?.owner?.token === token) await rm(path, { force: true });
}

/** Who works on it, in words; undefined where nobody does. */
export async function lockedBy(path: string): Promise<string | undefined> {
  const seen = await lookAtLock(path);
  if (!seen || isDead(seen.owner)) return undefined;
  const isLive = isFresh(seen) || (await standingOf(path, seen)) === 'live';
  return isLive ? ownerText(seen.owner) : undefined;
}

/** A lock comes with all that is in it: a draft is given the name, which another may have. */
async function makeLock(path: string, owner: LockOwner): Promise<boolean> {
  const draft = `${path}-${owner.token}`;
  const text = JSON.stringify(owner);
  try {
    await writeFile(draft, text, { flag: 'wx' });
    return await nameLock({ draft, path, text });
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}

async function nameLock(lock: {
  readonly draft: string;
  readonly path: string;
  readonly text: string;
}): Promise<boolean> {
  const { draft, path, text } = lock;
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
  }
  // A file system where a file has one name only.
  try {
    await writeFile(path, text, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}

/**
 * Whether the owner works: `gone` is sure, and `silent` is an owner that did not touch its lock for
 * long. A process that was killed a moment ago may still be listed, and clocks of two machines differ:
 * what counts is whether the lock is touched while it is watched.
 */
async function standingOf(path: string, seen: SeenLock): Promise<'live' | 'gone' | 'silent'> {
  for (let look = 0; look < WATCHED_BEATS * LOOKS_A_BEAT; look += 1) {
    if (isDead(seen.owner)) return 'gone';
    await setTimeout(HEARTBEAT_MS / LOOKS_A_BEAT);
    const now = await lookAtLock(path);
    if (!now) return 'gone';
    if (now.text !== seen.text || now.touchedMs !== seen.touchedMs) return 'live';
  }
  return isFresh(seen) ? 'live' : 'silent';
}

/** A time to come is no sign of life: a clock was set back since, or is another machine's. */
function isFresh({ owner, touchedMs }: SeenLock): boolean {
  if (!owner || isLeft(owner)) return false;
  return Math.abs(Date.now() - touchedMs) < STALE_MS;
}

/** Of this process, which let go of it: the run's folder was moved meanwhile. */
function isLeft({ pid, host, token }: LockOwner): boolean {
  return pid === process.pid && host === hostname() && !held.has(token);
}

function isDead(owner: LockOwner | undefined): boolean {
  if (owner?.host !== hostname()) return false;
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return codeOf(error) !== 'EPERM';
  }
}

/**
 * Removes a lock that was found stale, and no other. Two that find it so at once must not remove the
 * lock that one of them has made since: they have turns, by a file of their own.
 */
async function removeStale(path: string, stale: SeenLock, token: string): Promise<void> {
  const turn = path + RECOVERY;
  if (!(await hasTurn(turn, token))) return;
  try {
    if ((await lookAtLock(path))?.text === stale.text) await rm(path, { force: true });
  } catch (error) {
    throw unwritable(path, error);
  } finally {
    await rm(turn, { force: true }).catch(() => undefined);
  }
}

/** False where another had its turn, for which this waits: it is over in milliseconds. */
async function hasTurn(turn: string, token: string): Promise<boolean> {
  try {
    await writeFile(turn, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') {
      // A disk that is full makes the file and has no room for what is in it.
      const part = await textOf(turn);
      if (part !== undefined && token.startsWith(part)) await rm(turn, { force: true });
      throw unwritable(turn, error);
    }
  }
  const first = await textOf(turn);
  for (let waitedMs = 0; waitedMs < MOST_TURN_MS; waitedMs += TURN_POLL_MS) {
    if ((await textOf(turn)) !== first) return false;
    await setTimeout(TURN_POLL_MS);
  }
  // Whoever had it was killed in it.
  await rm(turn, { force: true, recursive: true }).catch(() => undefined);
  return false;
}

/** What processes that were killed left of their own attempts; with a lock there nobody needs any of it. */
async function removeDrafts(path: string): Promise<void> {
  const folder = dirname(path);
  for (const name of await readdir(folder).catch(() => [])) {
    const rest = name.startsWith(basename(path)) ? name.slice(basename(path).length) : '';
    if (!rest.startsWith('-') && rest !== RECOVERY) continue;
    await rm(join(folder, name), { force: true }).catch(() => undefined);
  }
}

function busy(seen: SeenLock | undefined): UserError {
  const message = t(
    'This run is being worked on by {0}: its progress shows here as it comes; cancel it to stop it there.',
    ownerText(seen?.owner),
  );
  return new UserError('busy', message);
}

function ownerText(owner: LockOwner | undefined): string {
  if (!owner) return t('another process');
  const { pid, host, program, since } = owner;
  const at = t('process {0} on {1}', pid, plain(host));
  if (program === undefined) return at;
  const ms = Date.now() - Date.parse(since ?? '');
  return `${plain(program)} (${at}${ms >= 0 ? t(', for {0}', durationText(ms)) : ''})`;
}

/** Whoever can write into the folder can write a lock: nothing of it may look like a link. */
function plain(text: string): string {
  return text.replace(/[^\p{L}\p{N} ._“”-]/gu, '').slice(0, 80);
}

function ownerIn(text: string): LockOwner | undefined {
  try {
    return ownerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** Undefined for what can't be read, and for a link, a pipe or a file that nobody of ours wrote. */
async function textOf(path: string): Promise<string | undefined> {
  const entry = await entryOf(path).catch(() => undefined);
  if (!entry?.isFile() || entry.size > MOST_BYTES) return undefined;
  return readFile(path, 'utf8').catch(() => undefined);
}

async function entryOf(path: string) {
  try {
    return await lstat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : t('no code');
}

function unwritable(path: string, cause: unknown): unknown {
  if (cause instanceof UserError) return cause;
  const way = t('free some space or make the folder writable, then resume');
  const message = t('Could not write {0} ({1}); {2}.', path, codeOf(cause), way);
  return new UserError('storage', message, { cause });
}
