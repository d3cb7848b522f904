import * as z from 'zod';

const trigger = {
  /** HTTP method, e.g. `POST`; any where absent. */
  method: z.string().optional(),
  /** Beginning of the path without `/v1`, e.g. `/evaluation`; any where absent. */
  path: z.string().optional(),
  /** Strikes this often, then never again. */
  count: z.int().min(0).optional(),
  /** Share of the matching requests, 0 to 1; which ones is determined, not drawn. */
  rate: z.number().min(0).max(1).optional(),
};

const when = z.enum(['before', 'after']).optional();

/**
 * A fault to switch on. `when: 'after'` does the work first and then spoils the answer. The kinds
 * from `malformed` to `outside` spoil what the scripted judge says; `unanswered` chats fail for good; `user_error` and `failed_job`
 * end the next evaluation job. Those from `label_counts_text` on are no faults: ways in which the
 * service has been seen to answer.
 */
const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('status'),
    status: z.int().min(300).max(599),
    /** How the error is written; default `envelope`. */
    form: z.enum(['envelope', 'string', 'text', 'html']).optional(),
    headers: z.record(z.string(), z.string()).optional(),
    when,
    ...trigger,
  }),
  z.strictObject({ kind: z.literal('slow'), ms: z.number().min(0), ...trigger }),
  /** `bytes`: of the request's body, which are read first; with `before` alone. */
  z.strictObject({ kind: z.literal('cut'), when, bytes: z.int().min(1).optional(), ...trigger }),
  /** Sends half of the body and cuts the connection. */
  z.strictObject({ kind: z.literal('half'), ...trigger }),
  /** Takes the request and never answers; `half`: sends half of the answer and then nothing more. */
  z.strictObject({ kind: z.literal('stall'), half: z.boolean().optional(), ...trigger }),
  /** So many requests in so many milliseconds; the others get 429 with what is left of that time. */
  z.strictObject({
    kind: z.literal('rate_limit'),
    requests: z.int().min(1),
    ms: z.int().min(1),
    ...trigger,
  }),
  /** A file that is looked up is not processed yet. */
  z.strictObject({ kind: z.literal('unprocessed'), ...trigger }),
  /** A file that is looked up could not be processed. */
  z.strictObject({ kind: z.literal('unreadable_file'), ...trigger }),
  /** Downloads are answered by a redirect to the storage origin. */
  z.strictObject({ kind: z.literal('redirect_download'), ...trigger }),
  z.strictObject({ kind: z.literal('malformed'), ...trigger }),
  z.strictObject({ kind: z.literal('refusal'), ...trigger }),
  z.strictObject({ kind: z.literal('truncated'), ...trigger }),
  /** A label, score or choice that was not offered. */
  z.strictObject({ kind: z.literal('outside'), ...trigger }),
  /** Of a chat, and of a request of a job: the same question meets it however often it is asked. */
  z.strictObject({ kind: z.literal('unanswered'), ...trigger }),
  z.strictObject({ kind: z.literal('user_error'), message: z.string().optional(), ...trigger }),
  z.strictObject({ kind: z.literal('failed_job'), message: z.string().optional(), ...trigger }),
  /** `label_counts` of a job as JSON in a text, as the service's description has it. */
  z.strictObject({ kind: z.literal('label_counts_text'), ...trigger }),
  /** Result files of a job as older ones were: other names of columns, no raw output. */
  z.strictObject({ kind: z.literal('old_columns'), ...trigger }),
  /** Result files of a job without the rows that failed. */
  z.strictObject({ kind: z.literal('dropped_rows'), ...trigger }),
  /** A job keeps the keys of external models in its parameters, as the service may. */
  z.strictObject({ kind: z.literal('echoed_keys'), ...trigger }),
]);

export const faultsSchema = z.array(faultSchema);

export type Fault = z.infer<typeof faultSchema>;
type FaultKind = Fault['kind'];
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>;

/** The faults that are switched on, and how often each one has had its chance and struck. */
export interface Faults {
  set(faults: readonly Fault[]): void;
  list(): readonly Fault[];
  /**
   * The fault of these kinds that strikes now, if any. `share` (0 to 1) decides for `rate` where the
   * same question must always get the same answer; else every 1/rate-th chance strikes.
   */
  strike<K extends FaultKind>(kinds: readonly K[], at: FaultSite): FaultOf<K> | undefined;
}

interface FaultSite {
  readonly method: string;
  readonly path: string;
  readonly share?: number;
}

interface Armed {
  readonly fault: Fault;
  chances: number;
  strikes: number;
}

export function createFaults(initial: readonly Fault[] = []): Faults {
  let armed: Armed[] = [];
  const set = (faults: readonly Fault[]) => {
    armed = faults.map((fault) => ({ fault, chances: 0, strikes: 0 }));
  };
  set(initial);
  return {
    set,
    list: () => armed.map((one) => one.fault),
    strike: <K extends FaultKind>(kinds: readonly K[], at: FaultSite) => {
      const hit = armed.find(
        (one) => kinds.some((kind) => kind === one.fault.kind) && hits(one, at),
      );
      // `find` kept only the kinds that were asked for.
      return hit?.fault as FaultOf<K> | undefined;
    },
  };
}

function hits(one: Armed, at: FaultSite): boolean {
  const { method, path, count, rate } = one.fault;
  if (method !== undefined && method !== at.method) return false;
  if (path !== undefined && !at.path.startsWith(path)) return false;
  if (count !== undefined && one.strikes >= count) return false;
  one.chances += 1;
  const chosen =
    rate === undefined ||
    (at.share === undefined
      ? Math.floor(one.chances * rate) > Math.floor((one.chances - 1) * rate)
      : at.share < rate);
  if (chosen) one.strikes += 1;
  return chosen;
}
