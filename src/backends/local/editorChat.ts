import {
  ChatFailure,
  type Chat,
  type ChatReply,
  type ChatRequest,
} from '../../core/judging/chat.js';
import { FIRST_DIALECT, type Dialect } from '../../core/judging/dialect.js';
import {
  readEditorModelName,
  type EditorModel,
  type EditorModels,
} from '../../core/models/editorModels.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { steadyClock, type Clock } from '../http/clock.js';
import { retryWaitMs } from '../http/retryTiming.js';
import { otherDialect } from './chatWire.js';
import { createConsents, type RunConsents } from './editorConsents.js';
import {
  editorFault,
  EmptyReply,
  isUnknownModel,
  noSuchModel,
  textOf,
  TookTooLong,
} from './editorErrors.js';

interface EditorChatOptions {
  readonly models: EditorModels;
  readonly clock: Clock;
  /** For one step of an exchange; ten minutes when left out, as over HTTP. */
  readonly timeoutMs?: number;
}

const TEN_MINUTES_MS = 600_000;
/** Characters. */
const MAX_REPLY = 8 * 1024 * 1024;

/**
 * Asks the editor's language models, named `vscode:<vendor>/<family>`. Gives a chat for each run: who
 * refuses consent is asked once in it.
 */
export function createEditorChats(options: EditorChatOptions): () => Chat {
  const consents = createConsents();
  return () => editorChat(options, consents());
}

/** A request and how the model wants to be asked. */
interface Call {
  readonly request: ChatRequest;
  readonly vendor: string;
  readonly dialect: Dialect;
}

function editorChat(
  { models, clock, timeoutMs = TEN_MINUTES_MS }: EditorChatOptions,
  consents: RunConsents,
): Chat {
  const found = new Map<string, Promise<EditorModel>>();
  const dialects = new Map<string, Dialect>();
  /** Vendor → time before which nothing more is sent there. */
  const closedUntil = new Map<string, number>();

  async function chat(request: ChatRequest, signal: AbortSignal): Promise<ChatReply> {
    const name = request.target.model;
    const vendor = readEditorModelName(name)?.vendor ?? '';
    for (let retries = 0; ;) {
      const dialect = dialects.get(name) ?? FIRST_DIALECT;
      try {
        await waitForTurn(vendor, signal);
        return await exchange({ request, vendor, dialect }, signal);
      } catch (error) {
        signal.throwIfAborted();
        const other = otherDialect(dialect, withoutSchema(request), textOf(error));
        if (other && !(error instanceof UserError)) {
          // Requests under way are asked the old way still: only the first refusal changes it.
          if ((dialects.get(name) ?? FIRST_DIALECT) === dialect) dialects.set(name, other);
          continue;
        }
        if (isUnknownModel(error)) found.delete(name);
        const fault = editorFault(error, name);
        if (retries >= fault.maxRetries) throw fault.error;
        const wait = retryWaitMs({}, { retries, random: clock.random(), now: clock.now() });
        if (fault.isRateLimit) closedUntil.set(vendor, steadyClock(clock).now() + wait);
        await clock.sleep(wait, signal);
        retries += 1;
      }
    }
  }

  async function waitForTurn(vendor: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = (closedUntil.get(vendor) ?? 0) - steadyClock(clock).now();
      if (wait <= 0) return;
      await clock.sleep(wait, signal);
    }
  }

  /** One request and its reply; ends at once with `signal`, whatever the provider does. */
  async function exchange(call: Call, signal: AbortSignal): Promise<ChatReply> {
    const { request, vendor } = call;
    const own = new AbortController();
    const pass = () => own.abort(signal.reason);
    if (signal.aborted) pass();
    signal.addEventListener('abort', pass, { once: true });
    try {
      const model = await inTime(findModel(request.target.model), own.signal);
      const send = () => model.send(request.messages, optionsOf(call), own.signal);
      // A person who is asked for consent may take any time.
      const pieces = await (consents.isKnown(vendor)
        ? inTime(send(), own.signal)
        : untilAborted(consents.first(vendor, send, own.signal), own.signal));
      const text = await inTime(readAll(pieces), own.signal);
      if (text.trim() === '') {
        throw new EmptyReply(t('{0} gave an empty reply.', request.target.model), {
          kind: 'unreadable',
        });
      }
      return { text, finish: 'stop' };
    } finally {
      signal.removeEventListener('abort', pass);
      // A provider that was given up shall not go on.
      own.abort();
    }
  }

  function findModel(name: string): Promise<EditorModel> {
    const known = found.get(name);
    if (known) return known;
    const looking = lookUp(name);
    found.set(name, looking);
    looking.catch(() => found.delete(name));
    return looking;
  }

  async function lookUp(name: string): Promise<EditorModel> {
    const id = readEditorModelName(name);
    if (!id) {
      const message = t(
        'The model {0} is not named vscode:<vendor>/<family>, e.g. vscode:copilot/gpt-4.1.',
        name,
      );
      throw new UserError('spec', message);
    }
    const model = await models.find(id);
    if (model) return model;
    throw await noSuchModel(name, models);
  }

  async function inTime<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
    const done = new AbortController();
    const late = clock.sleep(timeoutMs, done.signal).then(() => {
      throw new TookTooLong();
    });
    try {
      return await untilAborted(Promise.race([work, late]), signal);
    } finally {
      done.abort();
      late.catch(() => undefined);
    }
  }

  return chat;
}

/** The dialects' complaints about a schema are none of a model that is sent none. */
function withoutSchema(request: ChatRequest): ChatRequest {
  const { ...rest } = request;
  delete rest.schema;
  return rest;
}

/** Names of the chat completions API: what providers mostly speak behind the editor. */
function optionsOf({ request, dialect }: Call): Readonly<Record<string, number>> {
  const { max_tokens, temperature, seed } = request;
  return {
    [dialect.limit]: max_tokens,
    ...(dialect.temperature === 'sent' && { temperature }),
    ...(seed !== undefined && { seed }),
  };
}

async function readAll(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) {
    text += piece;
    if (text.length > MAX_REPLY)
      throw new ChatFailure(t('VS Code gave a reply that is too large.'), { kind: 'endpoint' });
  }
  return text;
}

/** Stops waiting; what `work` still comes to is dropped. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
