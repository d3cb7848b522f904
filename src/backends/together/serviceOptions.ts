import type { Account } from '../../core/account.js';
import type { AllowRows } from '../../core/allowRows.js';
import type { DatasetFiles } from '../../core/dataset/dataset.js';
import type { SentFiles } from '../../core/dataset/service/sentFiles.js';
import type { Keys } from '../../core/keys.js';
import type { RunStore } from '../../core/runs/runStore.js';
import type { Clock, SetAlarm } from '../http/clock.js';

/** What the parts that speak to the evaluation service are made from. */
export interface ServiceOptions {
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  /** Reads files that this process has made itself, outside any project; `datasets` where absent. */
  readonly ownDatasets?: DatasetFiles;
  readonly keys: Keys;
  /** For addresses that the service sends rows on to; absent: they may go to any of the spec. */
  readonly allowRows?: AllowRows;
  /** Ends with `/v1`, e.g. `https://api.together.ai/v1`. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  /** `demo`: the embedded service, whose verdicts are scripted. */
  readonly name: 'together' | 'demo';
  /** Whose key is in use; undefined where that is not known. Rejects with `NoKey`, or as it is aborted. */
  readonly account?: (signal: AbortSignal) => Promise<Account | undefined>;
  /** The host's own where absent, so that an editor's proxy settings hold. */
  readonly fetch?: typeof fetch;
  readonly clock?: Clock;
  /** The machine's where absent. */
  readonly setAlarm?: SetAlarm;
  /** Remembers what was uploaded; absent: the same content is sent again. */
  readonly sentFiles?: SentFiles;
}
