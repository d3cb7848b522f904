import * as z from 'zod/mini';

// Zod compiles validators with `new Function` where it may; a webview's CSP forbids that.
z.config({ jitless: true });

/** One webview's protocol: what it may ask the host, and what the host tells it unasked. */
export interface Protocol {
  readonly methods: Readonly<Record<string, { request: z.ZodMiniType; reply: z.ZodMiniType }>>;
  readonly events: Readonly<Record<string, z.ZodMiniType>>;
}

export type Request<P extends Protocol, M extends keyof P['methods']> = z.infer<
  P['methods'][M]['request']
>;
export type Reply<P extends Protocol, M extends keyof P['methods']> = z.infer<
  P['methods'][M]['reply']
>;
export type Event<P extends Protocol, E extends keyof P['events']> = z.infer<P['events'][E]>;

/** One handler for each method of a protocol. */
export type Handlers<P extends Protocol> = {
  readonly [M in keyof P['methods']]: (
    request: Request<P, M>,
    signal: AbortSignal,
  ) => Reply<P, M> | Promise<Reply<P, M>>;
};

const requestEnvelope = z.object({
  type: z.literal('request'),
  id: z.number(),
  method: z.string(),
  params: z.unknown(),
});

const hostEnvelope = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reply'), id: z.number(), ok: z.literal(true), value: z.unknown() }),
  z.object({ type: z.literal('failure'), id: z.number(), message: z.string() }),
  z.object({ type: z.literal('event'), name: z.string(), value: z.unknown() }),
]);

/** The asking side (the webview). */
export interface Caller<P extends Protocol> {
  call<M extends keyof P['methods'] & string>(
    method: M,
    request: Request<P, M>,
  ): Promise<Reply<P, M>>;
  on<E extends keyof P['events'] & string>(
    event: E,
    listener: (value: Event<P, E>) => void,
  ): () => void;
  /** Takes one message of the host; what doesn't belong to the protocol is ignored. */
  receive(message: unknown): void;
  /** Rejects every call that waits, and each later one. */
  dispose(): void;
}

interface Pending {
  readonly method: string;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

export function createCaller<P extends Protocol>(
  protocol: P,
  post: (message: unknown) => void,
): Caller<P> {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<(value: unknown) => void>>();
  let nextId = 1;
  let disposed = false;

  const settle = (id: number, act: (call: Pending) => void) => {
    const call = pending.get(id);
    if (!call) return;
    pending.delete(id);
    act(call);
  };

  return {
    call(method, request) {
      if (disposed) return Promise.reject(closed());
      const id = nextId++;
      return new Promise((resolve, reject) => {
        // The reply's schema made the value what its type says before `resolve` sees it.
        pending.set(id, { method, resolve, reject });
        post({ type: 'request', id, method, params: request });
      });
    },
    on(event, listener) {
      const all = listeners.get(event) ?? new Set();
      listeners.set(event, all);
      // The event's schema made the value what its type says before a listener sees it.
      const added = listener as (value: unknown) => void;
      all.add(added);
      return () => void all.delete(added);
    },
    receive(message) {
      const parsed = hostEnvelope.safeParse(message);
      if (!parsed.success) return;
      const envelope = parsed.data;
      if (envelope.type === 'event') {
        const schema = ownOf(protocol.events, envelope.name);
        const value = schema?.safeParse(envelope.value);
        if (value?.success) listeners.get(envelope.name)?.forEach((tell) => tell(value.data));
        return;
      }
      settle(envelope.id, (call) => {
        if (envelope.type === 'failure') {
          call.reject(new Error(envelope.message));
          return;
        }
        const value = protocol.methods[call.method]?.reply.safeParse(envelope.value);
        if (value?.success) call.resolve(value.data);
        else call.reject(new Error(`The answer to “${call.method}” can't be read.`));
      });
    },
    dispose() {
      disposed = true;
      const waiting = [...pending.values()];
      pending.clear();
      for (const call of waiting) call.reject(closed());
    },
  };
}

/** The answering side (the extension host). */
interface Responder<P extends Protocol> {
  /** Resolves when the answer is out. A message that is no request of the protocol is refused. */
  receive(message: unknown): Promise<void>;
  emit<E extends keyof P['events'] & string>(event: E, value: Event<P, E>): void;
  /** Aborts what is being answered; nothing is sent any more. */
  dispose(): void;
}

interface ResponderOptions<P extends Protocol> {
  readonly handlers: Handlers<P>;
  post(message: unknown): void;
  /** One sentence for the person who asked; the default is the error's message. */
  describe?(error: unknown): string;
}

export function createResponder<P extends Protocol>(
  protocol: P,
  options: ResponderOptions<P>,
): Responder<P> {
  const abort = new AbortController();
  const send = (message: unknown) => {
    if (!abort.signal.aborted) options.post(message);
  };
  const describe = options.describe ?? messageOf;

  return {
    async receive(message) {
      const envelope = requestEnvelope.safeParse(message);
      if (!envelope.success) return;
      const { id, method, params } = envelope.data;
      try {
        const schemas = ownOf(protocol.methods, method);
        // The request's schema, checked below, is what the handler's type says.
        const handler = options.handlers[method] as
          ((request: unknown, signal: AbortSignal) => unknown) | undefined;
        if (!schemas || !handler) throw new Error(`There is no method “${method}”.`);
        if (!isBounded(params)) throw new Error(`The request “${method}” is too large.`);
        const request = schemas.request.safeParse(params);
        if (!request.success) throw new Error(`The request “${method}” can't be read.`);
        const value = await handler(request.data, abort.signal);
        // Parsing also drops fields that aren't part of the protocol.
        send({ type: 'reply', id, ok: true, value: schemas.reply.parse(value) });
      } catch (error) {
        send({ type: 'failure', id, message: describe(error) });
      }
    },
    emit(name, value) {
      send({ type: 'event', name, value });
    },
    dispose() {
      abort.abort();
    },
  };
}

/** A member of a protocol; names such as `constructor`, which every object has, are none. */
function ownOf<T>(members: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** More than a view ever asks with; pictures of charts are the longest texts. */
const MOST_VALUES = 200_000;
const MOST_CHARACTERS = 64 * 1024 ** 2;
const DEEPEST = 32;

/** Whether a request is small enough to be looked at, whatever its schema lets pass. */
function isBounded(params: unknown): boolean {
  let values = 0;
  let characters = 0;
  const isSmall = (value: unknown, depth: number): boolean => {
    values++;
    if (typeof value === 'string') characters += value.length;
    if (values > MOST_VALUES || characters > MOST_CHARACTERS || depth > DEEPEST) return false;
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([name, inside]) => {
      characters += name.length;
      return isSmall(inside, depth + 1);
    });
  };
  return isSmall(params, 0);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function closed(): Error {
  return new Error('The view was closed.');
}
