import { dirname, resolve } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { resultsProtocol } from '../../../shared/protocol.js';
import type { specRunsMethods } from '../../../shared/results/specRunsProtocol.js';
import type { Handlers } from '../../../shared/rpc.js';
import type { KnownRun } from '../../runs/runsList.js';
import { spacedCalls } from '../../runs/spacedCalls.js';
import type { OpenRun } from '../openRun.js';
import { dayText, deltaOf, specRunsView } from './specRunsView.js';
import { fileUri } from '../../fileUri.js';

type SpecRunsHandlers = Pick<Handlers<typeof resultsProtocol>, keyof typeof specRunsMethods>;

const COMMANDS = {
  open: 'gavel.openResults',
  compare: 'gavel.compareRuns',
  pin: 'gavel.pinBaseline',
  unpin: 'gavel.unpinBaseline',
} as const;

/** The runs of this run's spec, and how it stands to the one that is pinned. */
export function specRunsHandlers(open: OpenRun): SpecRunsHandlers {
  const { ui } = open;
  return {
    async specRuns() {
      const known = await open.current();
      const runs = await runsOfSpec(known, open);
      const baseline = await ui.baselines.pinnedFor(known);
      const pinned = runs.find(({ manifest }) => manifest.id === baseline);
      const spec = specOf(known);
      return specRunsView({
        current: known.manifest.id,
        spec: spec === undefined ? null : vscode.workspace.asRelativePath(spec),
        runs,
        baseline,
        standing: (one) => ui.baselines.standing(one, pinned),
      });
    },
    async baseline() {
      const standing = await ui.baselines.find(await open.current());
      const delta = deltaOf(standing);
      if (!delta || standing?.kind !== 'compared') return { baseline: null };
      const { id, created_at: createdAt } = standing.baseline.manifest;
      return { baseline: { id, day: dayText(createdAt), delta } };
    },
    async specRunAct({ id, action }) {
      const known = await open.current();
      const run = (await runsOfSpec(known, open)).find(({ manifest }) => manifest.id === id);
      if (!run) throw new UserError('not_found', t('This run is not there any more.'));
      const manifest = fileUri(await ui.services.runs.manifestPath(run.run));
      // The commands say their failures themselves. The other run is what this one is held against.
      const argument = action === 'compare' ? [manifest, open.uri] : manifest;
      await vscode.commands.executeCommand(COMMANDS[action], argument);
      return {};
    },
  };
}

const REST_MS = 250;

/** Tells an open editor that the list of runs is another, or their figures are. */
export function tellSpecRuns({ ui }: OpenRun, tell: () => void): vscode.Disposable {
  const calls = spacedCalls(tell, REST_MS);
  return vscode.Disposable.from(
    { dispose: () => calls.dispose() },
    ui.baselines.onDidChange(() => calls.soon()),
    ui.onDidChangeRuns(() => calls.soon()),
  );
}

function specOf({ run, manifest }: KnownRun): string | undefined {
  return manifest.spec_path === undefined ? undefined : resolve(run.folder, manifest.spec_path);
}

/** Those of the very same file; the run alone where it has none. */
async function runsOfSpec(known: KnownRun, { ui }: OpenRun): Promise<readonly KnownRun[]> {
  const spec = specOf(known);
  if (spec === undefined) return [known];
  const roots = new Set([...ui.runsRoots(), dirname(known.run.folder)]);
  const lists = await Promise.all([...roots].map((root) => ui.services.runs.list(root)));
  const all = new Map(lists.flat().map((one) => [one.run.folder, one]));
  return [...all.values()].filter((one) => specOf(one) === spec);
}
