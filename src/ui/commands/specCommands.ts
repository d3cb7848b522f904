import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { BackendName } from '../../core/spec/evalSpec.js';
import { BACKEND_NAMES } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import { modelKnowledge } from '../models/modelKnowledge.js';
import { defaultBackend, dryRunRows } from '../settings.js';
import { cancellable, specUri } from './arguments.js';
import type { CommandContext } from './commands.js';
import { uploadSteps } from './transferSteps.js';

/** The second argument of `gavel.run`. */
export interface RunOptions {
  readonly backend?: BackendName;
  /** Rows at most, from the start of the dataset unless the spec has a `sample_seed`. */
  readonly limit?: number;
  /** False: the results editor stays closed. */
  readonly open?: boolean;
}

/** Starts a run; gives the manifest's `Uri` as soon as the run is durable. */
export async function run(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  context.ui.requireTrust('Running an evaluation');
  const uri = await specUri(argument);
  return uri && launch(context, uri, readOptions(options));
}

/** As `run`, on the first rows only. */
export async function dryRun(
  context: CommandContext,
  argument?: unknown,
  options?: unknown,
): Promise<vscode.Uri | undefined> {
  context.ui.requireTrust('Running an evaluation');
  const uri = await specUri(argument);
  return uri && launch(context, uri, { limit: dryRunRows(uri), ...readOptions(options) });
}

async function launch(
  { ui, datasets }: CommandContext,
  uri: vscode.Uri,
  options: RunOptions,
): Promise<vscode.Uri> {
  await saveIfDirty(uri);
  const { planRun } = await import('../../core/runs/planRun.js');
  const { services } = ui;
  const run = await cancellable(`Starting ${basename(uri.path)}`, async (signal, report) => {
    const plan = await planRun(
      {
        specPath: uri.fsPath,
        runsRoot: ui.runsRoot(uri),
        defaultBackend: defaultBackend(uri),
        models: {
          last: async (name) => (await modelKnowledge(ui).atHand(name))?.list,
          now: Date.now(),
        },
        ...(options.backend && { backend: options.backend }),
        ...(options.limit !== undefined && { limit: options.limit }),
      },
      services,
      signal,
    );
    for (const note of plan.notes) ui.log.info(`${plan.name}: ${note}`);
    const backend = await services.backend(plan.backend);
    const submitted = await backend.submit(plan, signal, uploadSteps(report));
    // Its dataset is among the service's files now.
    if (plan.backend !== 'local') datasets.filesChanged(plan.backend);
    return submitted;
  });
  ui.runChanged(undefined);
  ui.live.resume(run);
  const manifest = vscode.Uri.file(await services.runs.manifestPath(run));
  if (options.open !== false) {
    await vscode.commands.executeCommand('vscode.openWith', manifest, 'gavel.results');
  }
  return manifest;
}

/** What runs is the file: what the editor shows must be in it. */
async function saveIfDirty(uri: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (open && !(await open.save())) {
    throw new UserError(
      'storage',
      `${basename(uri.path)} could not be saved; save it and run again.`,
    );
  }
}

function readOptions(given: unknown): RunOptions {
  // The editor title and the explorer pass a context or a list of files as second argument.
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return {};
  const backend =
    'backend' in given ? BACKEND_NAMES.find((name) => name === given.backend) : undefined;
  if ('backend' in given && given.backend !== undefined && !backend) {
    throw new UserError('usage', `The backend must be one of ${BACKEND_NAMES.join(', ')}.`);
  }
  const limit = 'limit' in given ? given.limit : undefined;
  if (limit !== undefined && !(typeof limit === 'number' && Number.isInteger(limit) && limit > 0)) {
    throw new UserError('usage', 'The limit must be a whole number of rows, at least 1.');
  }
  return {
    ...(backend && { backend }),
    ...(limit !== undefined && { limit }),
    ...('open' in given && given.open === false && { open: false }),
  };
}
