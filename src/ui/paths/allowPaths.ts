import { resolve } from 'node:path';
import * as vscode from 'vscode';
import { outsideReferences, type OutsideReference } from '../../core/paths/specReferences.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { pathDetail, runsDetail } from './pathDetail.js';

const allRead = () => t('Read It');
const keep = () => t('Keep Them There');

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

/** Asks for the folder of runs of a spec where the workspace's settings put it elsewhere. */
export async function allowRunsFolder(root: string, ui: GavelUi): Promise<void> {
  const verdict = await ui.services.paths.look(root);
  if (verdict.kind === 'inside') return;
  if (verdict.kind === 'refused') throw new UserError('outside', verdict.message);
  const chosen = await vscode.window.showWarningMessage(
    t('Keep runs outside the workspace?'),
    { modal: true, detail: runsDetail(root, verdict.real) },
    t('Do Not Keep'),
    keep(),
  );
  if (chosen !== keep()) {
    throw new UserError(
      'outside',
      t(
        'No run was made in {0}, because you did not allow it; choose a folder of the workspace in the setting gavel.runsFolder.',
        verdict.real,
      ),
    );
  }
  await ui.pathConsents.allow(verdict.real);
}

function refused(real: string): UserError {
  return new UserError(
    'outside',
    t('{0} was not read, because you did not allow it; do it again to be asked again.', real),
  );
}

/** What is not a yes is a no. */
async function ask(reference: OutsideReference, asker: string, ui: GavelUi): Promise<boolean> {
  const detail = pathDetail(reference, vscode.workspace.asRelativePath(asker));
  // The first button is the one that Enter presses.
  const chosen = await vscode.window.showWarningMessage(
    t('Read a file outside the workspace?'),
    { modal: true, detail },
    t('Do Not Read'),
    allRead(),
  );
  if (chosen !== allRead()) return false;
  await ui.pathConsents.allow(reference.real);
  return true;
}
