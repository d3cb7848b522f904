import type { DatasetNews } from '../../../core/dataset/openDataset.js';
import type { UserErrorKind } from '../../../core/userError.js';

/** Names a call, or an open dataset, for as long as there is one. */
type Id = number;

/** To the thread on which datasets are open. */
export type ToEngine =
  | { readonly type: 'open'; readonly id: Id; readonly dataset: Id; readonly path: string }
  | {
      readonly type: 'call';
      readonly id: Id;
      readonly dataset: Id;
      readonly name: string;
      readonly request: unknown;
    }
  | { readonly type: 'abort'; readonly id: Id }
  /** What is written there must not hold it. */
  | { readonly type: 'key'; readonly value: string; readonly name: string };

/** From there. */
export type FromEngine =
  | { readonly type: 'reply'; readonly id: Id; readonly value: unknown }
  | { readonly type: 'failure'; readonly id: Id; readonly failure: Failure }
  | { readonly type: 'progress'; readonly id: Id; readonly share: number; readonly count: number }
  | { readonly type: 'news'; readonly dataset: Id; readonly news: DatasetNews };

/** An error that crosses from one thread to another. */
export interface Failure {
  readonly kind: UserErrorKind | 'aborted' | 'stale' | 'fault';
  readonly message: string;
  readonly stack?: string;
}
