import * as vscode from 'vscode';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { openComparison } from '../compare/comparePanels.js';
import { plainLabel } from '../plainText.js';
import type { KnownRun } from '../runs/runsList.js';
import { activeUri, runOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/**
 * Compares runs in a view of their own. `argument`: a run, or several (manifests' `Uri`s, tree
 * elements) of which the first is the baseline; `selection`: those selected in the tree. A run alone
 * is compared with those that are picked. Gives the manifests' `Uri`s, the baseline first.
 */
export async function compareRuns(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<readonly vscode.Uri[] | undefined> {
  const { ui, extensionUri } = context;
  const chosen = await chosenRuns(context, argument, selection);
  if (!chosen) return undefined;
  const manifests: vscode.Uri[] = [];
  for (const run of distinct(chosen)) {
    manifests.push(fileUri(await ui.services.runs.manifestPath(run)));
  }
  if (manifests.length < 2) {
    throw new UserError(
      'usage',
      t('A run can’t be compared with itself; choose another one as well.'),
    );
  }
  openComparison(manifests, { extensionUri, ui });
  return manifests;
}

/** Undefined where the person who was asked went away. */
async function chosenRuns(
  context: CommandContext,
  argument: unknown,
  selection: unknown,
): Promise<readonly RunRef[] | undefined> {
  const several = [argument, selection].find((each) => Array.isArray(each) && each.length > 1);
  if (Array.isArray(several)) {
    const runs = [];
    for (const each of several as readonly unknown[]) {
      const run = await runOf(context, each);
      if (run) runs.push(run);
    }
    // Out of the tree they come in the order of the clicks: the earliest run is the baseline.
    return several === selection ? oldestFirst(runs, context) : runs;
  }
  const one = Array.isArray(argument) ? (argument as readonly unknown[])[0] : argument;
  const active = activeUri();
  const isGiven = one !== undefined || active?.path.endsWith('.evalrun.json') === true;
  if (!isGiven) return pickRuns(context, undefined);
  const run = await runOf(context, one);
  return run && pickRuns(context, run);
}

async function oldestFirst(
  runs: readonly RunRef[],
  { ui }: CommandContext,
): Promise<readonly RunRef[]> {
  const known = await Promise.all(
    runs.map(async (run) => ({ run, manifest: await ui.services.runs.read(run) })),
  );
  return known.sort(byAge).map(({ run }) => run);
}

function byAge(one: KnownRun, other: KnownRun): number {
  return one.manifest.created_at < other.manifest.created_at ? -1 : 1;
}

/**
 * Asks for the runs to compare: two or more, or those to compare one with, in which the runs of the same
 * spec come first, then those of the same dataset, those of the same judge first among them, then others
 * of the type.
 */
async function pickRuns(
  { tree }: CommandContext,
  run: RunRef | undefined,
): Promise<readonly RunRef[] | undefined> {
  const all = [...(await tree.runs())].sort(byAge).reverse();
  const first = run && all.find((known) => known.run.folder === run.folder);
  const others = first ? all.filter((known) => mayCompare(known, first) && known !== first) : all;
  if (others.length < (run ? 1 : 2)) {
    const message = run
      ? t('There is no other run of this type to compare with; run the evaluation again.')
      : t('There are not two runs yet to compare; run an evaluation twice.');
    throw new UserError('usage', message);
  }
  const { runNode } = await import('../runs/runNode.js');
  const now = Date.now();
  const item = (known: KnownRun) => {
    const { label, description, icon } = runNode(known.manifest, { now });
    const detail = first && kinship(known, first);
    return {
      label: `$(${icon.id}) ${plainLabel(label)}`,
      description: plainLabel(description),
      ...(detail && { detail: plainLabel(detail) }),
      known,
    };
  };
  const items = first
    ? others
        .map((known, place) => ({ known, place, weight: closeness(known, first) }))
        .sort((a, b) => b.weight - a.weight || a.place - b.place)
        // The nearest is chosen already: Enter compares with it.
        .map(({ known }, at) => ({ ...item(known), picked: at === 0 }))
    : others.map((known) => ({ ...item(known), picked: false }));
  const picked = await vscode.window.showQuickPick(items, {
    canPickMany: true,
    matchOnDescription: true,
    title: first ? t('Compare {0} With…', first.manifest.name) : t('Compare Runs'),
    placeHolder: first
      ? t('Other runs, one or more')
      : t('Two runs or more; the earliest is the baseline'),
  });
  if (!picked || picked.length === 0) return undefined;
  const known = [...picked.map((each) => each.known), ...(first ? [first] : [])];
  return known.sort(byAge).map((each) => each.run);
}

function mayCompare({ manifest: one }: KnownRun, { manifest: other }: KnownRun): boolean {
  return (one.type === 'compare') === (other.type === 'compare');
}

function closeness({ manifest: one }: KnownRun, { manifest: other }: KnownRun): number {
  const isOfSpec = one.spec_path !== undefined && one.spec_path === other.spec_path;
  const { sha256 } = one.dataset;
  const isOfDataset = sha256 !== undefined && sha256 === other.dataset.sha256;
  // A scripted judge says nothing of a real one's rows.
  const isOfJudge = one.models.judge.model === other.models.judge.model && one.demo === other.demo;
  const type = one.type === other.type ? 1 : 0;
  return (isOfSpec ? 8 : 0) + (isOfDataset ? 4 : 0) + (isOfJudge ? 2 : 0) + type;
}

function kinship(known: KnownRun, first: KnownRun): string | undefined {
  const weight = closeness(known, first);
  if (weight >= 12) return t('same spec, same dataset');
  if (weight >= 8) return t('same spec, another dataset');
  if (weight >= 6) return t('same dataset, same judge');
  return weight >= 4 ? t('same dataset') : undefined;
}

function distinct(runs: readonly RunRef[]): readonly RunRef[] {
  return [...new Map(runs.map((run) => [run.folder, run])).values()];
}
