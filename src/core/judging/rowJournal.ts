import { t } from '../../l10n/t.js';
import {
  REQUEST_ROLES,
  type CacheUse,
  type FailureCause,
  type RequestRole,
  type RoleUsage,
  type RowDetails,
  type RowError,
} from '../runs/resultRow.js';
import { ChatFailure } from './chat.js';
import type { Asking, Chat, ChatReply, ChatRequest } from './chat.js';
import { addUsage, totalUsage } from './roleUsage.js';

/** What happened while a row was judged. */
export interface RowJournal {
  /** The reply; null for a failure of this request alone. Throws what every request would meet. */
  ask(asking: Asking, request: ChatRequest): Promise<ChatReply | null>;
  /** Keeps why something came to nothing. */
  fail(stage: FailedStage, cause: FailureCause, message: string): null;
  /** Runs tasks side by side; see `allOrThrow`. */
  all<T>(tasks: readonly (() => Promise<T>)[]): Promise<readonly T[]>;
  /** What is known of the row's requests; absent where there is nothing to tell. */
  details(): Pick<RowDetails, 'errors' | 'usage' | 'by_role' | 'cache'>;
}

/** `repeat`: of a request that is made several times. */
interface FailedStage {
  readonly role: RequestRole;
  readonly repeat?: number;
}

/** Gives the work a journal whose requests end with `signal`. `repeats`: judgements of the row. */
export async function withRowJournal<T>(
  chat: Chat,
  { signal, repeats }: { readonly signal: AbortSignal; readonly repeats: number },
  work: (journal: RowJournal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any: what it derives from a signal that lives as long as a run piles up.
  const stop = new AbortController();
  const pass = () => stop.abort(signal.reason);
  if (signal.aborted) pass();
  signal.addEventListener('abort', pass, { once: true });
  try {
    return await work(createRowJournal(chat, stop, repeats));
  } finally {
    signal.removeEventListener('abort', pass);
  }
}

function createRowJournal(chat: Chat, stop: AbortController, repeats: number): RowJournal {
  const errors: RowError[] = [];
  const byRole = new Map<RequestRole, RoleUsage>();
  const cacheUses = new Map<CacheUse, number>();

  function count(role: RequestRole, { usage, cache }: ChatReply): void {
    if (cache !== undefined) cacheUses.set(cache, (cacheUses.get(cache) ?? 0) + 1);
    if (cache === 'hit') return;
    byRole.set(role, addUsage(byRole.get(role), usage));
  }

  let isContinued = false;

  function fail({ role, repeat }: FailedStage, cause: FailureCause, message: string): null {
    const isTold = repeat !== undefined && repeats > 1 && isJudge(role);
    errors.push({ stage: role, cause, message, ...(isTold && { repeat }) });
    return null;
  }

  return {
    fail,
    async ask(asking, request) {
      stop.signal.throwIfAborted();
      try {
        const reply = await chat(request, stop.signal, { ...asking, isContinued });
        isContinued = true;
        count(asking.role, reply);
        if (reply.finish === 'length') {
          fail(
            asking,
            'truncated',
            t('The reply was cut off at max_tokens ({0}).', request.max_tokens),
          );
        }
        return reply;
      } catch (error) {
        if (error instanceof ChatFailure) return fail(asking, error.kind, error.message);
        throw error;
      }
    },
    all: (tasks) => allOrThrow(tasks, () => stop.abort()),
    details() {
      // Requests run side by side: their order of failing is chance, that of repeats and stages is not.
      const inOrder = errors.toSorted(
        (a, b) =>
          (a.repeat ?? 0) - (b.repeat ?? 0) ||
          REQUEST_ROLES.indexOf(a.stage) - REQUEST_ROLES.indexOf(b.stage),
      );
      const usage = totalUsage([...byRole.values()]);
      return {
        ...(inOrder.length > 0 && { errors: inOrder }),
        ...(usage && { usage }),
        ...(byRole.size > 0 && { by_role: inOrderOfRoles(byRole) }),
        ...(cacheUses.size > 0 && { cache: Object.fromEntries(cacheUses) }),
      };
    },
  };
}

function isJudge(role: RequestRole): boolean {
  return role === 'judge' || role === 'judge-flipped';
}

type ByRole = NonNullable<RowDetails['by_role']>;

/** Which role was answered first is chance; the row's line does not tell it. */
function inOrderOfRoles(byRole: ReadonlyMap<RequestRole, RoleUsage>): ByRole {
  return Object.fromEntries(
    REQUEST_ROLES.flatMap((role) => {
      const usage = byRole.get(role);
      return usage ? [[role, usage] as const] : [];
    }),
  );
}

/**
 * Runs the tasks side by side. When one throws, the others are stopped and waited for, so that no
 * request outlives its row; the first error is thrown.
 */
async function allOrThrow<T>(
  tasks: readonly (() => Promise<T>)[],
  stop: () => void,
): Promise<readonly T[]> {
  let failure: { readonly error: unknown } | undefined;
  const settled = await Promise.allSettled(
    tasks.map(async (task) => {
      try {
        return await task();
      } catch (error) {
        failure ??= { error };
        stop();
        throw error;
      }
    }),
  );
  if (failure) throw failure.error;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}
