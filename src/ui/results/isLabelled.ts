import * as vscode from 'vscode';
import { hasLabels } from '../../core/labels/hasLabels.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { GavelServices } from '../../core/services.js';

/** Whether people have labelled rows of a run and left the labels there; `uri`: of its manifest. */
export async function isLabelled(
  uri: vscode.Uri,
  { run, manifest }: { readonly run: RunRef; readonly manifest: RunManifest },
  services: Pick<GavelServices, 'labels'>,
): Promise<boolean> {
  try {
    const file = vscode.Uri.joinPath(uri, '..', 'labels.jsonl');
    const { size } = await vscode.workspace.fs.stat(file);
    if (size === 0) return false;
    const { records } = await (await services.labels()).read(run);
    return hasLabels(records, manifest.spec);
  } catch {
    // Nobody has begun; why labels can't be read is said where they are shown.
    return false;
  }
}
