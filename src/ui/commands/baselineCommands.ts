import type * as vscode from 'vscode';
import { baselineProblem } from '../../core/baseline/baselineOf.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { runOf } from './arguments.js';
import type { CommandContext } from './commands.js';
import { fileUri } from '../fileUri.js';

/** Holds later runs of the spec against this one; gives the manifest's `Uri`. */
export function pinBaseline(
  context: CommandContext,
  argument?: unknown,
): Promise<vscode.Uri | undefined> {
  return change(context, argument, 'pin');
}

/** Lets go of the baseline; gives the `Uri` of the manifest that was it. */
export function unpinBaseline(
  context: CommandContext,
  argument?: unknown,
): Promise<vscode.Uri | undefined> {
  return change(context, argument, 'unpin');
}

async function change(
  context: CommandContext,
  argument: unknown,
  how: 'pin' | 'unpin',
): Promise<vscode.Uri | undefined> {
  const { ui } = context;
  const { runs } = ui.services;
  const run = await runOf(context, argument);
  if (!run) return undefined;
  const known = { run, manifest: await runs.read(run) };
  if (how === 'pin') {
    const problem = baselineProblem(known.manifest);
    if (problem !== undefined) throw new UserError('usage', problem);
  } else if ((await ui.baselines.pinnedFor(known)) !== known.manifest.id) {
    throw new UserError('usage', t('{0} is not the baseline of its spec.', known.manifest.name));
  }
  await ui.baselines.pin(known, how);
  return fileUri(await runs.manifestPath(run));
}
