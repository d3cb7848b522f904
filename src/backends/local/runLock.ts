import { randomUUID } from 'node:crypto';
import { rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { HEARTBEAT_MS, leaveLock, lockedBy, lookAtLock, takeLock } from './lockFile.js';

/** A run that this process works on, and no other does meanwhile. */
export interface RunLock {
  /**
   * The owner before was silent and may be asleep: once awake it may still write where it was about
   * to, into files that it has open.
   */
  readonly mayReturn: boolean;
  /** Throws `UserError` of kind `busy` or `storage`, and tells the watcher, where the run is not ours any more. */
  confirm(): Promise<void>;
  release(): Promise<void>;
}

interface LockWatcher {
  /** Another process asks to end the work on the run. */
  readonly stopRequested: (how: StopRequest) => void;
  /**
   * The lock was lost: this process was asleep for so long that another took the run over, or the
   * run's folder is gone.
   */
  readonly lost: (why: UserError) => void;
}

export type StopRequest = 'cancel' | 'pause';

const LOCK = '.running';
const REQUESTS = { cancel: '.cancel', pause: '.pause' } as const satisfies Record<
  StopRequest,
  string
>;
/** A lock that is being looked at by another may be away for a moment. */
const LOOKS = 3;
const LOOK_AGAIN_MS = 30;

/**
 * Takes the run, or throws `UserError` of kind `busy` when another process works on it. `program` is
 * what those are told who come later, e.g. `the VS Code window “judges”`.
 */
export async function lockRun(
  folder: string,
  watcher: LockWatcher,
  program?: string,
): Promise<RunLock> {
  const path = join(folder, LOCK);
  const token = randomUUID();
  const { mayReturn } = await takeLock(path, {
    pid: process.pid,
    host: hostname(),
    token,
    ...(program !== undefined && { program }),
    since: new Date().toISOString(),
  });
  await forgetRequests(folder);

  /** False once another took the lock, and also when that one has let go of it since. */
  const isMine = async (): Promise<boolean> => {
    for (let look = 1; ; look += 1) {
      try {
        const seen = await lookAtLock(path);
        // What can't be read for a moment is no sign of another.
        if (seen) return seen.owner === undefined || seen.owner.token === token;
      } catch {
        return true;
      }
      if (look === LOOKS) return false;
      await setTimeout(LOOK_AGAIN_MS);
    }
  };
  let beating: Promise<void> | undefined;
  const beat = async () => {
    if (!(await isMine())) {
      watcher.lost(await whyLost(folder));
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
    mayReturn,
    async confirm() {
      if (await isMine()) return;
      const why = await whyLost(folder);
      watcher.lost(why);
      throw why;
    },
    async release() {
      clearInterval(timer);
      await beating;
      if (await isMine()) await forgetRequests(folder);
      await leaveLock(path, token);
    },
  };
}

/** Who works on the run, this process included, in words; undefined where nobody does. */
export function whoWorksOn(folder: string): Promise<string | undefined> {
  return lockedBy(join(folder, LOCK));
}

/** Asks the process that works on the run to end that. */
export async function requestStop(folder: string, how: StopRequest): Promise<void> {
  // Never through a link that stands there.
  await writeFile(join(folder, REQUESTS[how]), '', { flag: 'wx' }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  });
}

/** Takes back what was asked. */
export async function forgetRequests(folder: string): Promise<void> {
  for (const name of Object.values(REQUESTS)) await rm(join(folder, name), { force: true });
}

async function whyLost(folder: string): Promise<UserError> {
  let isThere = await exists(folder);
  // A folder goes file by file: the lock may be the first.
  for (let look = 1; isThere && look < LOOKS && !(await exists(join(folder, LOCK))); look += 1) {
    await setTimeout(LOOK_AGAIN_MS);
    isThere = await exists(folder);
  }
  if (isThere) {
    const message = t('Another process has taken this run over; follow it there.');
    return new UserError('busy', message);
  }
  const way = t('if it was moved, resume the run where it is now, else run the spec again');
  const message = t(
    "The folder of this run, {0}, is not there any more, and what is judged can't be kept; {1}.",
    folder,
    way,
  );
  return new UserError('storage', message);
}

async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
