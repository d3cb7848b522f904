import { resolve } from 'node:path';
import * as vscode from 'vscode';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import { fileUri } from '../fileUri.js';
import type { GavelUi } from '../gavelUi.js';
import type { KnownRun } from '../runs/runsList.js';
import { pathKey } from '../paths/pathKey.js';
import { newestRuns } from '../runs/newestRuns.js';
import { reportGate, reportGates } from './gateReport.js';

import { boundsText } from '../../core/stats/gates.js';
import { specItems } from './specItems.js';

/** Shows what the newest run of each spec came to, from the manifests alone: no row is read for it. */
export function showLastResults(
  controller: vscode.TestController,
  runs: readonly KnownRun[],
): void {
  const newest = newestRuns(runs, ({ manifest }) => manifest.status === 'completed');
  const found = specItems(controller.items).flatMap((spec) => {
    const known = spec.uri && newest.get(pathKey(spec.uri.fsPath));
    const gates = known ? unchangedGates(spec, known.manifest) : [];
    return known && gates.length > 0 ? [{ known, gates }] : [];
  });
  if (found.length === 0) return;
  const test = testRun(
    controller,
    found.flatMap(({ gates }) => gates),
  );
  for (const { known, gates } of found) {
    const folder = fileUri(known.run.folder);
    for (const gate of gates) {
      reportGate(test, gate, { manifest: known.manifest, rows: [], folder });
    }
  }
  test.end();
}

/** A run that was begun elsewhere in this window is a result of the same tests. */
export async function showResult(
  controller: vscode.TestController,
  ended: { readonly run: RunRef; readonly manifest: RunManifest; readonly ui: GavelUi },
): Promise<void> {
  const { run, manifest } = ended;
  const { spec_path: path } = manifest;
  if (path === undefined || manifest.status !== 'completed') return;
  if (manifest.dry_run) return;
  const file = pathKey(resolve(run.folder, path));
  const spec = specItems(controller.items).find(({ uri }) => uri && pathKey(uri.fsPath) === file);
  const gates = spec ? unchangedGates(spec, manifest) : [];
  if (gates.length === 0) return;
  const test = testRun(controller, gates);
  await reportGates(test, gates, ended);
  test.end();
}

function testRun(
  controller: vscode.TestController,
  gates: readonly vscode.TestItem[],
): vscode.TestRun {
  return controller.createTestRun(new vscode.TestRunRequest(gates), t('Last run'), false);
}

/** A gate whose bounds are others than they were then has no result. */
function unchangedGates(spec: vscode.TestItem, { spec: run }: RunManifest): vscode.TestItem[] {
  const were = new Map(
    Object.entries(run.gates ?? {}).map(([metric, bounds]) => [metric, boundsText(bounds ?? {})]),
  );
  return [...spec.children].flatMap(([metric, gate]) =>
    were.get(metric) === gate.description ? [gate] : [],
  );
}
