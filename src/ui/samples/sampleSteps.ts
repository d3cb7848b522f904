import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { KnownRun } from '../runs/runsList.js';
import type { RunsTree } from '../runs/runsTree.js';
import { SAMPLE_SPECS, knownSampleFolder } from './sampleFiles.js';

/** Steps of the walkthrough, by the context key that says that one is done. */
type SampleStep =
  | 'gavel.sampleRan'
  | 'gavel.sampleRubricChanged'
  | 'gavel.sampleRanAgain'
  | 'gavel.sampleCompared'
  | 'gavel.specMade';

export function stepDone(step: SampleStep): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', step, true);
}

/** Finished runs of the sample of the walkthrough, the oldest first. */
async function sampleRuns(tree: RunsTree): Promise<readonly KnownRun[]> {
  const folder = await knownSampleFolder();
  if (!folder) return [];
  const spec = vscode.Uri.joinPath(folder, SAMPLE_SPECS.classify).fsPath;
  return (await tree.runs())
    .filter(
      ({ run, manifest }) =>
        manifest.status === 'completed' &&
        manifest.dry_run !== true &&
        manifest.spec_path !== undefined &&
        resolve(run.folder, manifest.spec_path) === spec,
    )
    .sort((a, b) => (a.manifest.created_at < b.manifest.created_at ? -1 : 1));
}

/** The first run of the sample, and the last one whose rubric is another; undefined before there are two. */
export async function twoRubrics(
  tree: RunsTree,
): Promise<readonly [first: KnownRun, last: KnownRun] | undefined> {
  const runs = await sampleRuns(tree);
  const [first] = runs;
  const last = runs.findLast(({ manifest }) => rubricOf(manifest) !== rubricOf(first?.manifest));
  return first && last && [first, last];
}

function rubricOf(manifest: KnownRun['manifest'] | undefined): string | undefined {
  return manifest?.spec.judge.system_template;
}

/** Says which steps of the walkthrough the runs show to be done. */
export async function tellSampleRuns(tree: RunsTree): Promise<void> {
  if ((await sampleRuns(tree)).length > 0) await stepDone('gavel.sampleRan');
  if (await twoRubrics(tree)) await stepDone('gavel.sampleRanAgain');
}
