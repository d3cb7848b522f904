import type { BackendName } from '../spec/evalSpec.js';

export interface ModelTestOptions {
  readonly backend: BackendName;
  /** Also ask, in a second call, whether the endpoint holds a reply to a JSON Schema. */
  readonly asksSchema?: boolean;
  /** Absolute path of the spec that names the model, for a person who is asked about its address. */
  readonly spec?: string;
}

/** How a model answered one small question. */
export type ModelTest =
  | {
      readonly outcome: 'reachable';
      /** Where it was asked, e.g. `api.openai.com`. */
      readonly host: string;
      readonly latencyMs: number;
      /** The model that the endpoint says it is; absent where it says none. */
      readonly answeredBy?: string;
      /** Absent where it was not asked for. */
      readonly takesSchema?: boolean;
    }
  | {
      readonly outcome: 'failed';
      /** Absent where it was not asked at all. */
      readonly host?: string;
      readonly kind: ModelTestFault;
      /** One sentence that says what, where and how to mend it; never holds a key. */
      readonly reason: string;
    }
  /** Nothing that can be asked from here. */
  | { readonly outcome: 'untested'; readonly reason: string };

/**
 * - `spec` the model object itself; `key` missing, not allowed there, or refused; `payment` (402);
 * - `model` the endpoint has no such model; `incompatible` no chat completions at that address;
 * - `unreachable` no answer; `refused` any other refusal.
 */
export type ModelTestFault =
  'spec' | 'key' | 'payment' | 'model' | 'incompatible' | 'unreachable' | 'refused';
