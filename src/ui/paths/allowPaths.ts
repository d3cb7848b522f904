import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { outsideReferences, type OutsideReference } from '../../core/paths/specReferences.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import type { GavelUi } from '../gavelUi.js';
import { pathDetail } from './pathDetail.js';

const READ = 'Read It';

/**
 * Asks for each file outside the workspace that a spec names; a yes is kept for this workspace. Throws
 * `UserError` of kind `outside` at the first no.
 */
export async function allowSpecPaths(uri: vscode.Uri, ui: GavelUi): Promise<void> {
  const { paths, texts } = ui.services;
  await paths.home(uri.fsPath);
  // A spec that can't be read is told by whoever needs it.
  const { spec } = parseSpec(await texts.read(uri.fsPath).catch(() => ''), uri.fsPath);
  const outside = spec
    ? await outsideReferences(spec, paths, (written) => texts.resolve(uri.fsPath, written))
    : [];
  for (const reference of outside) {
    if (!(await ask(reference, uri.fsPath, ui))) throw refused(reference.real);
  }
}

/** As `allowSpecPaths`, for the dataset whose rows a run reads once more. */
export async function allowRunPaths(run: RunRef, ui: GavelUi): Promise<void> {
  const { dataset } = await ui.services.runs.read(run);
  if (dataset.path === undefined) return;
  const by = { file: await ui.services.runs.manifestPath(run), field: 'dataset' };
  await allowPath(resolve(run.folder, dataset.path), by, ui);
}

/** As `allowSpecPaths`, for one file (absolute) that another names. */
export async function allowPath(
  path: string,
  by: { readonly file: string; readonly field: string },
  ui: GavelUi,
): Promise<void> {
  const verdict = await ui.services.paths.look(path);
  if (verdict.kind === 'inside') return;
  if (verdict.kind === 'refused') throw new UserError('outside', verdict.message);
  // Without trust nobody is asked: the check says what is to do.
  if (!vscode.workspace.isTrusted) return ui.services.paths.check(path);
  const reference = { field: by.field, written: path, real: verdict.real };
  if (!(await ask(reference, by.file, ui))) throw refused(verdict.real);
}

function refused(real: string): UserError {
  return new UserError(
    'outside',
    `${real} was not read, because you did not allow it; do it again to be asked again.`,
  );
}

/** What is not a yes is a no. */
async function ask(reference: OutsideReference, asker: string, ui: GavelUi): Promise<boolean> {
  const detail = pathDetail(reference, vscode.workspace.asRelativePath(asker));
  // The first button is the one that Enter presses.
  const chosen = await vscode.window.showWarningMessage(
    'Read a file outside the workspace?',
    { modal: true, detail },
    'Do Not Read',
    READ,
  );
  if (chosen !== READ) return false;
  await ui.pathConsents.allow(reference.real);
  return true;
}
