import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { resultsProtocol } from '../../../src/shared/protocol.js';
import type { DeltaView, specRunsMethods } from '../../../src/shared/results/specRunsProtocol.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import { dayText, specRunsView } from '../../../src/ui/results/runs/specRunsView.js';

export interface SpecRunsHost {
  readonly handlers: Pick<Handlers<typeof resultsProtocol>, keyof typeof specRunsMethods>;
  /** Each action on a run, e.g. `compare b2`. */
  readonly acts: string[];
  /** Other runs of the spec, by their manifests. */
  others(manifests: readonly RunManifest[]): void;
  /** Pins a run; `deltas`: id of a run → how it stands to it. */
  pin(id: string | undefined, deltas?: Readonly<Record<string, DeltaView>>): void;
}

/** The host of the runs of a spec, in memory. */
export function specRunsHost(current: () => RunManifest): SpecRunsHost {
  const acts: string[] = [];
  let others: readonly RunManifest[] = [];
  let pinned: string | undefined;
  let deltas: Readonly<Record<string, DeltaView>> = {};
  const known = (manifest: RunManifest) => ({
    run: { id: manifest.id, folder: `/runs/${manifest.id}` },
    manifest,
  });
  const all = () => [current(), ...others].map(known);

  return {
    acts,
    others: (manifests) => void (others = manifests),
    pin(id, standing = {}) {
      pinned = id;
      deltas = standing;
    },
    handlers: {
      specRuns: () =>
        specRunsView({
          current: current().id,
          spec: current().spec_path === undefined ? null : 'evals/sample.eval.yaml',
          runs: all(),
          baseline: pinned,
          standing({ manifest: { id } }) {
            const baseline = all().find(({ manifest }) => manifest.id === pinned);
            const delta = deltas[id];
            return baseline && delta
              ? { kind: 'compared', baseline, delta: { ...delta, judged: 500 } }
              : undefined;
          },
        }),
      baseline() {
        const delta = deltas[current().id];
        const run = all().find(({ manifest }) => manifest.id === pinned)?.manifest;
        if (!delta || !run) return { baseline: null };
        return { baseline: { id: run.id, day: dayText(run.created_at), delta } };
      },
      specRunAct({ id, action }) {
        acts.push(`${action} ${id}`);
        return {};
      },
    },
  };
}
