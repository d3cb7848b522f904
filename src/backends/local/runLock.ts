import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { UserError } from '../../core/userError.js';

/** A run that this process works on, and no other does meanwhile. */
export interface RunLock {
  /** Throws `UserError` of kind `busy`, and tells the watcher, where another has taken the run over. */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

export interface LockWatcher {
  /** Another process asks to end the work on the run. */
  readonly stopRequested: (how: StopRequest) => void;
  /** The lock was lost: this process was asleep for so long that another took the run over. */
  readonly lost: () => void;
}

export type StopRequest = 'cancel' | 'pause';

const LOCK = '.running';
const REQUESTS = { cancel: '.cancel', pause: '.pause' } as const satisfies Record<
  StopRequest,
  string
>;
const HEARTBEAT_MS = 500;
/** A live owner touches its lock far more often; a process id may have been given to another since. */
const STALE_MS = 30_000;

const ownerSchema = z.object({ pid: z.int(), host: z.string(), token: z.string() });
type Owner = z.infer<typeof ownerSchema>;

/** Takes the run, or throws `UserError` of kind `busy` when another process works on it. */
export async function lockRun(folder: string, watcher: LockWatcher): Promise<RunLock> {
  const path = join(folder, LOCK);
  const token = randomUUID();
  await take(path, { pid: process.pid, host: hostname(), token });
  await forgetRequests(folder);

  /** False once another took the lock, and also when that one has let go of it since. */
  const isMine = async (): Promise<boolean> => {
    try {
      return (await ownerOf(path))?.token === token;
    } catch (error) {
      // A file that can't be read for a moment is no sign of another.
      return !(error instanceof Error && 'code' in error && error.code === 'ENOENT');
    }
  };
  let beating: Promise<void> | undefined;
  const beat = async () => {
    if (!(await isMine())) {
      watcher.lost();
      return;
    }
    const now = new Date();
    await utimes(path, now, now);
    for (const how of ['cancel', 'pause'] as const) {
      if (await exists(join(folder, REQUESTS[how]))) watcher.stopRequested(how);
    }
  };
  const timer = setInterval(() => {
    // A folder that can't be read for a moment is no reason to stop: the next beat tells.
    beating ??= beat()
      .catch(() => undefined)
      .finally(() => (beating = undefined));
  }, HEARTBEAT_MS);
  timer.unref();

  return {
    async confirm() {
      if (await isMine()) return;
      watcher.lost();
      throw new UserError('busy', 'Another process has taken this run over; follow it there.');
    },
    async release() {
      clearInterval(timer);
      await beating;
      const owner = await ownerOf(path).catch(() => undefined);
      if (owner?.token === token) await rm(path, { force: true });
      await forgetRequests(folder);
    },
  };
}

/** Whether some process, this one included, works on the run. */
export async function isLocked(folder: string): Promise<boolean> {
  return isLive(join(folder, LOCK));
}

/** Asks the process that works on the run to end that. */
export async function requestStop(folder: string, how: StopRequest): Promise<void> {
  await writeFile(join(folder, REQUESTS[how]), '');
}

async function forgetRequests(folder: string): Promise<void> {
  for (const name of Object.values(REQUESTS)) await rm(join(folder, name), { force: true });
}

async function take(path: string, owner: Owner): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    try {
      await writeFile(path, JSON.stringify(owner), { flag: 'wx' });
      return;
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'no code';
      if (code !== 'EEXIST') throw unwritable(path, code, error);
    }
    if (await staysLive(path)) break;
    await rm(path, { force: true });
  }
  const other = await ownerOf(path).catch(() => undefined);
  const who = other ? `process ${other.pid} on ${other.host}` : 'another process';
  const message = `This run is being worked on by ${who}: its progress shows here as it comes; cancel it to stop it there.`;
  throw new UserError('busy', message);
}

/**
 * A process that was killed a moment ago may still be listed, and a run is often resumed at once: an
 * owner that doesn't touch its lock is watched for a few beats before it is believed.
 */
async function staysLive(path: string): Promise<boolean> {
  const first = await stat(path).catch(() => undefined);
  for (let waitedMs = 0; waitedMs < 4 * HEARTBEAT_MS; waitedMs += HEARTBEAT_MS / 5) {
    if (!(await isLive(path))) return false;
    const now = await stat(path).catch(() => undefined);
    if (now?.mtimeMs !== first?.mtimeMs) return true;
    await setTimeout(HEARTBEAT_MS / 5);
  }
  return true;
}

async function isLive(path: string): Promise<boolean> {
  const touched = await stat(path).catch(() => undefined);
  if (!touched) return false;
  const isFresh = Date.now() - touched.mtimeMs < STALE_MS;
  const owner = await ownerOf(path).catch(() => undefined);
  if (owner?.host !== hostname()) return isFresh;
  return isFresh && isAlive(owner.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function ownerOf(path: string): Promise<Owner | undefined> {
  return ownerSchema.safeParse(JSON.parse(await readFile(path, 'utf8'))).data;
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}

function unwritable(path: string, code: string, cause: unknown): UserError {
  const way = 'free some space or make the folder writable, then resume';
  return new UserError('storage', `Could not write ${path} (${code}); ${way}.`, { cause });
}
