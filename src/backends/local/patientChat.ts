import { ChatFailure } from '../../core/judging/chat.js';
import type { Asking, Chat, ChatReply, ChatRequest, ChatTarget } from '../../core/judging/chat.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { steadyClock, type Clock } from '../http/clock.js';
import { MOST_OUTAGE_MS } from '../http/mostOutageMs.js';
import { orAborted } from '../http/orAborted.js';
import { networkCode, UNREACHABLE } from './chatErrors.js';

/** While nothing answers, one request in so many milliseconds looks whether that is over. */
const PROBE_EVERY_MS = 60_000;

interface PatienceOptions {
  /** Where a request for the target goes. */
  readonly urlOf: (target: ChatTarget) => URL;
  readonly clock: Clock;
  /** One sentence of what is waited for; undefined: of nothing any more. Awaited before more is asked. */
  readonly tell: (silence: string | undefined) => Promise<void>;
}

/** A request and who waits for its answer. */
interface Question {
  readonly request: ChatRequest;
  readonly signal: AbortSignal;
  readonly asking: Asking;
}

/**
 * Waits where nothing answers any more at an address that has answered before: one of the requests
 * looks each minute, for `MOST_OUTAGE_MS`, and all others wait for it, with what their rows have so far.
 * An address that has never answered is a wrong one, or nobody has started it: that is thrown at once.
 */
export function patientChat(chat: Chat, { urlOf, clock, tell }: PatienceOptions): Chat {
  const steady = steadyClock(clock);
  const answered = new Set<string>();
  const outages = new Map<string, { readonly over: Promise<void>; readonly text: string }>();

  /** The sentence of an outage that is still on, if there is one. */
  const tellLast = () => tell([...outages.values()].at(-1)?.text);

  async function waitOut(url: URL, code: string, question: Question): Promise<ChatReply> {
    const since = new Date(clock.now()).toTimeString().slice(0, 5);
    const text = t(
      'Nothing has answered at {0} since {1} ({2}); it is asked again every minute, and the rows so far are kept.',
      url.host,
      since,
      code,
    );
    let end: (error?: Error) => void = () => undefined;
    const over = new Promise<void>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve());
    });
    // There may be nobody else.
    over.catch(() => undefined);
    outages.set(url.origin, { over, text });
    let last: Error | undefined;
    try {
      await tellLast();
      return await probe(question);
    } catch (error) {
      if (silentCode(error) !== undefined && error instanceof Error) last = error;
      throw error;
    } finally {
      outages.delete(url.origin);
      if (!question.signal.aborted && !last) await tellLast().finally(() => end());
      end(last);
    }
  }

  /** Asks until there is an answer, whatever it is, or it has lasted too long. */
  async function probe({ request, signal, asking }: Question): Promise<ChatReply> {
    const untilMs = steady.now() + MOST_OUTAGE_MS;
    for (;;) {
      await clock.sleep(PROBE_EVERY_MS, signal);
      try {
        return await chat(request, signal, { ...asking, isProbe: true });
      } catch (error) {
        signal.throwIfAborted();
        if (silentCode(error) === undefined || steady.now() >= untilMs) throw error;
      }
    }
  }

  return async (request, signal, asking) => {
    if (!asking) return chat(request, signal);
    const url = urlOf(request.target);
    for (;;) {
      const outage = outages.get(url.origin);
      if (outage) await orAborted(outage.over, signal);
      try {
        const reply = await chat(request, signal, asking);
        answered.add(url.origin);
        return reply;
      } catch (error) {
        if (error instanceof ChatFailure) throw error;
        const code = silentCode(error);
        signal.throwIfAborted();
        if (code === undefined || !answered.has(url.origin)) throw error;
        // Another request has found out meanwhile.
        if (outages.has(url.origin)) continue;
        return waitOut(url, code, { request, signal, asking });
      }
    }
  };
}

/** The word of the network for an address at which nobody is. */
function silentCode(error: unknown): string | undefined {
  if (!(error instanceof UserError) || error.kind !== 'unreachable') return undefined;
  const code = networkCode(error.cause);
  return UNREACHABLE.has(code) ? code : undefined;
}
