import { labelInvitation } from '../../../src/core/labels/labelInvitation.js';
import { isJudged } from '../../../src/core/labels/labelRow.js';
import type { LabelRecord } from '../../../src/core/labels/labelRecord.js';
import { figuresOf, readLabelling } from '../../../src/core/labels/readLabelling.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import type { labelMethods } from '../../../src/shared/results/labelsProtocol.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import { differenceFilters, rowLabels } from '../../../src/ui/labels/humanLabels.js';
import { labelFiguresView } from '../../../src/ui/labels/labelFiguresView.js';

export interface RunLabelsHost {
  readonly handlers: Handlers<{
    methods: typeof labelMethods;
    events: Readonly<Record<string, never>>;
  }>;
  /** What people have said; a test adds to it. */
  readonly records: LabelRecord[];
  readonly acts: string[];
  wantDifferences(): void;
}

/** What the results editor asks of people's labels, over rows in memory. */
export function runLabelsHost(
  run: () => { readonly manifest: RunManifest; readonly rows: readonly StoredRow[] },
): RunLabelsHost {
  const records: LabelRecord[] = [];
  const acts: string[] = [];
  let wanted = false;
  const read = () => {
    const { manifest, rows } = run();
    // eslint-disable-next-line @typescript-eslint/require-await -- a list stands for a file
    const stored = async function* () {
      yield* rows;
    };
    return readLabelling(manifest, stored, { records, faults: [] });
  };
  const filters = async () => differenceFilters((await read()).labels, run().manifest.spec);
  return {
    records,
    acts,
    wantDifferences: () => void (wanted = true),
    handlers: {
      async labels() {
        const { manifest } = run();
        const labelling = await read();
        const figures = labelFiguresView(figuresOf(labelling, manifest), {
          demo: manifest.demo,
          faults: [],
        });
        const invitation = labelInvitation(labelling.rows.filter(isJudged).length);
        return { figures, filters: await filters(), invitation };
      },
      async rowLabels({ id }) {
        return { labels: rowLabels((await read()).labels, id, run().manifest.spec) };
      },
      labelAct({ action }) {
        acts.push(action);
        return {};
      },
      async wantedDifferences() {
        if (!wanted) return { filters: null };
        wanted = false;
        return { filters: await filters() };
      },
    },
  };
}
