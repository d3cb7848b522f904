import { basename } from 'node:path';
import * as vscode from 'vscode';
import { RowsRefused } from '../../core/allowRows.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import { keylessOrigins } from '../../core/spec/keylessOrigins.js';
import { usedColumns } from '../../core/spec/usedColumns.js';
import { t } from '../../l10n/t.js';
import { originOf, type ExtensionUi } from '../extensionUi.js';
import { confirmLaunch } from '../preflight/confirmLaunch.js';
import { plannedLaunch, type LaunchChoice } from '../preflight/plannedLaunch.js';
import { chooseWayOn, lacksServiceKey } from '../preflight/withoutKey.js';
import { baseUrl, dryRunRows } from '../settings.js';
import { setApiKey } from './accountCommands.js';
import { cancellable, specUri } from './arguments.js';
import type { CommandContext } from './commands.js';
import { launchChoice, readOptions, type LaunchOptions } from './launchOptions.js';
import { openGuide } from './openGuide.js';
import { uploadSteps } from './transferSteps.js';
import { fileUri } from '../fileUri.js';

/**
 * Starts a run; gives the manifest's `Uri` as soon as the run is durable. Where it would cost much a
 * person is asked first, and undefined is given where they don't want it.
 */
export async function run(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const uri = await specUri(argument);
  return uri && launch(context, uri, readOptions(options));
}

/** As `run`, on some rows and on this machine; asks which, unless `limit`, `seed` or `rows` say so. */
export async function dryRun(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  const uri = await specUri(argument);
  if (!uri) return undefined;
  const given = { ...readOptions(options), dryRun: true };
  const rows = dryRunRows(uri);
  const isSaid = given.limit !== undefined || given.seed !== undefined || given.rows !== undefined;
  if (isSaid) {
    const limit = given.rows === undefined && given.limit === undefined ? { limit: rows } : {};
    return launch(context, uri, { ...given, ...limit });
  }
  const { chooseRows } = await import('../preflight/chooseRows.js');
  const chosen = await chooseRows(rows);
  return chosen && launch(context, uri, given, chosen);
}

/**
 * Asks about addresses that are new before there is a run, so that a no leaves nothing behind; whoever
 * sends asks again.
 */
async function mayGoThere(plan: EvalPlan, ui: ExtensionUi): Promise<boolean> {
  if (plan.backend === 'demo') return true;
  const known = 'info' in plan.dataset ? plan.dataset.info.columns : [];
  const asker = { columns: usedColumns(plan.spec, known), spec: plan.specPath ?? plan.name };
  try {
    for (const { origin, model } of keylessOrigins(plan.spec)) {
      await ui.rowConsents.allow(origin, { ...asker, model });
    }
    return true;
  } catch (error) {
    if (error instanceof RowsRefused) return false;
    throw error;
  }
}

/** What a launch without a key does: goes on as somebody gave one, or ends as something else. */
async function wayOn(
  context: CommandContext,
  name: string,
  origin: string,
): Promise<'key' | 'demo' | 'cancel'> {
  const way = await chooseWayOn(name, origin);
  if (way === 'guide') await openGuide(context, 'running.md');
  if (way === 'demo') return way;
  return way === 'key' && (await setApiKey(context)) ? 'key' : 'cancel';
}

async function launch(
  context: CommandContext,
  uri: vscode.Uri,
  options: LaunchOptions,
  rows: LaunchChoice = {},
): Promise<vscode.Uri | undefined> {
  const { ui, datasets, extensionUri } = context;
  const { services } = ui;
  const choice = { ...launchChoice(options), ...rows };
  const run = await cancellable(t('Starting {0}', basename(uri.path)), async (signal, report) => {
    const plan = await plannedLaunch(uri, choice, { ui, signal });
    for (const note of plan.notes) ui.log.info(`${plan.name}: ${note}`);
    if (options.confirm !== false) {
      const origin = originOf(baseUrl());
      if (await lacksServiceKey(plan, origin, ui.keys)) {
        const way = await wayOn(context, plan.name, origin);
        if (way !== 'key') return way;
      }
      const decision = await confirmLaunch(plan, { ui, signal });
      if (decision !== 'run') return decision;
    }
    if (!(await mayGoThere(plan, ui))) return 'cancel';
    const backend = await services.backend(plan.backend);
    const submitted = await backend.submit(plan, signal, uploadSteps(report));
    // Its dataset is among the service's files now.
    if (plan.backend !== 'local') datasets.filesChanged(plan.backend);
    return submitted;
  });
  if (run === 'preflight') {
    const { openPreflight } = await import('../preflight/preflightPanel.js');
    openPreflight(uri, choice, { ui, extensionUri });
  }
  if (run === 'demo') return launch(context, uri, { ...options, backend: 'demo' }, rows);
  if (run === 'preflight' || run === 'cancel') return undefined;
  ui.runChanged(undefined);
  ui.live.resume(run);
  const manifest = fileUri(await services.runs.manifestPath(run));
  if (options.open !== false) {
    await vscode.commands.executeCommand('vscode.openWith', manifest, 'gavel.results');
  }
  return manifest;
}
