import type { LabelRecord } from '../../../src/core/labels/labelRecord.js';
import type { LabelStore } from '../../../src/core/labels/labelStore.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import { UserError } from '../../../src/core/userError.js';
import type { labelsProtocol } from '../../../src/shared/labelsProtocol.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import { labelSession } from '../../../src/ui/labels/labelSession.js';

export interface LabelsHost {
  readonly handlers: Handlers<typeof labelsProtocol>;
  /** What is on disk. */
  readonly records: LabelRecord[];
  /** Commands of the end, as they were asked for. */
  readonly asked: string[];
  /** While true, nothing can be written. */
  isFull: boolean;
}

/** The panel's host over rows and labels in memory; each label is a second after the last. */
export function labelsHost(
  { manifest, rows }: { readonly manifest: RunManifest; readonly rows: readonly StoredRow[] },
  {
    records = [],
    filtered,
  }: { readonly records?: LabelRecord[]; readonly filtered?: ReadonlySet<number> } = {},
): LabelsHost {
  let now = Date.parse('2026-11-20T10:00:00.000Z');
  let name = '';
  const asked: string[] = [];
  const store: LabelStore = {
    read: () => Promise.resolve({ records: [...records], faults: [] }),
    append: (_run, record) => {
      if (host.isFull) {
        const message =
          'Could not write the label in labels.jsonl: the disk is full; free some space, then continue.';
        return Promise.reject(new UserError('storage', message));
      }
      records.push(record);
      return Promise.resolve();
    },
  };
  const host: LabelsHost = {
    records,
    asked,
    isFull: false,
    handlers: labelSession({
      run: { id: manifest.id, folder: '/runs/a' },
      uri: 'file:///runs/a/sample.evalrun.json',
      runs: {
        read: () => Promise.resolve(manifest),
        // eslint-disable-next-line @typescript-eslint/require-await -- a list stands for a file
        async *rows() {
          yield* rows;
        },
      },
      labels: store,
      rater: { get: () => name, set: (next) => void (name = next) },
      ...(filtered && { filtered }),
      now: () => (now += 1000),
      requireTrust: () => undefined,
      showDifferences: () => void asked.push('differences'),
      exportExamples: () => void asked.push('examples'),
      close: () => void asked.push('close'),
      signal: new AbortController().signal,
    }),
  };
  return host;
}
