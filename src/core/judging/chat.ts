import type { JsonObject } from '../json.js';
import type { CacheUse, FailureCause, RequestRole } from '../runs/resultRow.js';
import type { ModelSource } from '../spec/evalSpec.js';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** Who is asked: the part of a spec's model object that says where the request goes. */
export interface ChatTarget {
  readonly model: string;
  readonly model_source: ModelSource;
  readonly external_base_url?: string;
  /** A reference, `${secret:NAME}` or `${env:NAME}`; whoever sends the request resolves it. */
  readonly external_api_token?: string;
}

export interface ChatRequest {
  readonly target: ChatTarget;
  readonly messages: readonly ChatMessage[];
  readonly max_tokens: number;
  readonly temperature: number;
  readonly seed?: number;
  /** JSON Schema of the reply. `name`: letters, digits, `_`, `-`, at most 64. */
  readonly schema?: { readonly name: string; readonly schema: JsonObject };
}

export interface ChatUsage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

export interface ChatReply {
  readonly text: string;
  readonly finish: 'stop' | 'length' | 'refusal' | 'other';
  readonly usage?: ChatUsage;
  /** The embedded service answered, by script. */
  readonly scripted?: true;
  /** Where a cache was asked: `hit` for a reply that nobody was asked for now, else why it missed. */
  readonly cache?: CacheUse;
}

/** Which of a row's requests it is; what is asked outside of a run is none. */
export interface Asking {
  readonly role: RequestRole;
  /** From 1: the same request of a row may be asked several times. */
  readonly repeat: number;
  /** An answer for its row is there already, and would be lost without this one. */
  readonly isContinued?: boolean;
  /** Nothing answered a while ago: sent once, to see whether that is over. */
  readonly isProbe?: boolean;
}

/**
 * This one request failed for good (retries included): the row is counted as an error and the run
 * goes on. A fault that every request will meet (wrong key, no credit, unknown model, nothing
 * answers) is thrown as `UserError` instead and stops the run.
 */
export class ChatFailure extends Error {
  override readonly name = 'ChatFailure';
  readonly kind: FailureCause;

  constructor(message: string, options?: ErrorOptions & { readonly kind?: FailureCause }) {
    super(message, options);
    this.kind = options?.kind ?? 'request';
  }
}

/** Port: asks one chat completion. Throws `ChatFailure` or `UserError`. */
export type Chat = (
  request: ChatRequest,
  signal: AbortSignal,
  asking?: Asking,
) => Promise<ChatReply>;
