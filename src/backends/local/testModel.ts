import * as z from 'zod';
import { t } from '../../l10n/t.js';
import { bareOrData } from '../http/bareOrData.js';
import { parseReply } from '../http/parseReply.js';
import type { AllowRows } from '../../core/allowRows.js';
import { ChatFailure, type ChatRequest, type ChatTarget } from '../../core/judging/chat.js';
import { FIRST_DIALECT, type Dialect } from '../../core/judging/dialect.js';
import type { Keys } from '../../core/keys.js';
import type { EditorModels } from '../../core/models/editorModels.js';
import type { ModelTest, ModelTestOptions } from '../../core/models/modelTest.js';
import { shortcutProvider } from '../../core/models/providerBases.js';
import { closest } from '../../core/spec/problems/didYouMean.js';
import { requestHeaders } from './chatClient.js';
import { chatEndpoint, isEditorModel, type ChatEndpoint } from './chatEndpoint.js';
import { createKeyring } from './keyring.js';
import { chatBody, otherDialect } from './chatWire.js';
import { systemClock } from '../http/clock.js';
import { createEditorChats } from './editorChat.js';
import { EmptyReply } from './editorErrors.js';
import { createHttpPool, type HttpPool, type HttpReply } from './httpPool.js';
import { faultIn, faultOf, isSpent, type TestFault } from './modelTestFaults.js';

export interface TestModelOptions extends ModelTestOptions {
  readonly keys: Keys;
  /** See `ChatClientOptions`. */
  readonly allowRows?: AllowRows;
  /** Base URL for serverless and dedicated models. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  /** Answers for `vscode:` models, where there is an editor. */
  readonly editorModels?: EditorModels;
  /** A minute when left out: a model may have to be loaded first. */
  readonly timeoutMs?: number;
}

const MINUTE_MS = 60_000;
const MAX_REPLY_BYTES = 4 * 1024 * 1024;
/** Providers behind the editor may ask where fewer are refused. */
const EDITOR_TOKENS = 16;
/** A list of models is read for a hint alone. */
const LIST_MS = 5000;

/**
 * Asks for one token where a run asks, with the very key; once, without retries. A reply counts as
 * reachable even if it was cut off. Rejects only when aborted.
 */
export async function testModel(
  target: ChatTarget,
  options: TestModelOptions,
  signal: AbortSignal,
): Promise<ModelTest> {
  const asked = whomToAsk(target, options.backend);
  if ('outcome' in asked) return asked;
  if (isEditorModel(asked.target)) return testEditorModel(asked.target, options, signal);
  let host: string | undefined;
  let key: string | undefined;
  let http: HttpPool | undefined;
  try {
    const endpoint = chatEndpoint(asked.target, options.baseUrl);
    host = endpoint.host;
    key = await createKeyring(options.keys, options)(endpoint, asked.target.model);
    http = await createHttpPool({
      connections: 1,
      timeoutMs: options.timeoutMs ?? MINUTE_MS,
      maxReplyBytes: MAX_REPLY_BYTES,
    });
    const call = { target: asked.target, endpoint, key, http, options };
    return await testEndpoint(call, signal);
  } catch (error) {
    signal.throwIfAborted();
    return faultOf(error, host);
  } finally {
    await http?.close();
  }
}

/** Where the run's own request for this model would go. */
function whomToAsk(
  target: ChatTarget,
  backend: ModelTestOptions['backend'],
): { readonly target: ChatTarget } | ModelTest {
  if (target.model_source !== 'external' || backend === 'local') return { target };
  if (backend === 'demo') {
    const reason = t(
      'The embedded service answers for external models by script; nobody is asked.',
    );
    return { outcome: 'untested', reason };
  }
  if (target.external_base_url !== undefined) return { target };
  const meant = shortcutProvider(target.model);
  if (meant) {
    return { target: { ...target, model: meant.model, external_base_url: meant.base.url } };
  }
  const reason = t(
    'Only the service knows where “{0}” is asked; it tells with the first run, or give external_base_url.',
    target.model,
  );
  return { outcome: 'untested', reason };
}

interface Call {
  readonly target: ChatTarget;
  readonly endpoint: ChatEndpoint;
  readonly key: string | undefined;
  readonly http: HttpPool;
  readonly options: TestModelOptions;
}

async function testEndpoint(call: Call, signal: AbortSignal): Promise<ModelTest> {
  const { host, url } = call.endpoint;
  const startedMs = performance.now();
  const { reply, dialect } = await ask(call, signal);
  const latencyMs = Math.round(performance.now() - startedMs);
  const fault = faultIn(reply, { host, path: url.pathname, model: call.target.model });
  if (fault?.kind === 'model') return withSuggestion(fault, call, signal);
  if (fault) return fault;
  const answeredBy = modelNamed(reply.text);
  const takesSchema = call.options.asksSchema
    ? await schemaIsTaken(call, dialect, signal)
    : undefined;
  return {
    outcome: 'reachable',
    host,
    latencyMs,
    ...(answeredBy !== undefined && { answeredBy }),
    ...(takesSchema !== undefined && { takesSchema }),
  };
}

function oneToken(target: ChatTarget): ChatRequest {
  return {
    target,
    messages: [{ role: 'user', content: 'Say ok.' }],
    max_tokens: 1,
    temperature: 0,
  };
}

/** One request, said again only where the endpoint wants its fields named otherwise. */
async function ask(
  { endpoint, http, key, options, target }: Call,
  signal: AbortSignal,
): Promise<{ readonly reply: HttpReply; readonly dialect: Dialect }> {
  const headers = requestHeaders(options.toolVersion, key);
  const request = oneToken(target);
  for (let dialect = FIRST_DIALECT; ;) {
    const body = JSON.stringify(chatBody(request, dialect));
    const reply = await http.post({ url: endpoint.url, headers, body }, signal);
    const isRefused = reply.status === 400 || reply.status === 422;
    const other = isRefused ? otherDialect(dialect, request, reply.text) : undefined;
    if (!other) return { reply, dialect };
    dialect = other;
  }
}

const namedModel = z.looseObject({ model: z.string().min(1) });

function modelNamed(text: string): string | undefined {
  return readAs(namedModel, text)?.model;
}

const listed = z.looseObject({ id: z.string().min(1).max(500) });
/** Each is compared letter by letter. */
const MOST_NAMES = 5000;
/** The endpoint's own list of models knows the nearest name; many have none. */
async function withSuggestion(
  fault: TestFault,
  call: Call,
  signal: AbortSignal,
): Promise<TestFault> {
  const { endpoint, http, key, options, target } = call;
  const url = new URL(endpoint.url);
  url.pathname = url.pathname.replace(/\/chat\/completions$/, '/models');
  const headers = requestHeaders(options.toolVersion, key);
  try {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(LIST_MS)]);
    const reply = await http.get({ url, headers }, limited);
    const items = readAs(bareOrData, reply.text) ?? [];
    const names = items.slice(0, MOST_NAMES).flatMap((item) => {
      const { data } = listed.safeParse(item);
      return data ? [data.id] : [];
    });
    const near = closest(target.model, names);
    if (near === undefined) return fault;
    return { ...fault, reason: t('{0} Did you mean “{1}”?', fault.reason, near) };
  } catch {
    signal.throwIfAborted();
    return fault;
  }
}

function readAs<T>(schema: z.ZodType<T>, text: string): T | undefined {
  return schema.safeParse(parseReply(text)).data;
}

/** Whether a reply to a JSON Schema is accepted, as judges are asked for it; undefined if unclear. */
async function schemaIsTaken(
  { endpoint, http, key, options, target }: Call,
  dialect: Dialect,
  signal: AbortSignal,
): Promise<boolean | undefined> {
  const schema = {
    type: 'object',
    properties: { ok: { type: 'boolean' } },
    required: ['ok'],
    additionalProperties: false,
  };
  const request = { ...oneToken(target), schema: { name: 'ok', schema } };
  const headers = requestHeaders(options.toolVersion, key);
  const body = JSON.stringify(chatBody(request, dialect));
  const reply = await http.post({ url: endpoint.url, headers, body }, signal);
  if (reply.status === 200) return true;
  if (reply.status !== 400 && reply.status !== 422) return undefined;
  return isSpent(reply);
}

async function testEditorModel(
  target: ChatTarget,
  { editorModels, timeoutMs = MINUTE_MS }: TestModelOptions,
  signal: AbortSignal,
): Promise<ModelTest> {
  if (!editorModels) {
    const reason = t('Only VS Code itself can ask “{0}”.', target.model);
    return { outcome: 'untested', reason };
  }
  const chat = createEditorChats({ models: editorModels, clock: systemClock, timeoutMs })();
  const startedMs = performance.now();
  const reachable = (): ModelTest => ({
    outcome: 'reachable',
    host: 'VS Code',
    latencyMs: Math.round(performance.now() - startedMs),
  });
  try {
    await chat({ ...oneToken(target), max_tokens: EDITOR_TOKENS }, signal);
    return reachable();
  } catch (error) {
    signal.throwIfAborted();
    // A model that reasons may spend the few tokens before it says a word.
    if (error instanceof EmptyReply) return reachable();
    if (!(error instanceof ChatFailure)) return faultOf(error, 'VS Code');
    return { outcome: 'failed', host: 'VS Code', kind: 'refused', reason: error.message };
  }
}
