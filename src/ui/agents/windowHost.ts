import { isAbsolute, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { AgentHost, DriveOptions } from '../../core/agents/agentHost.js';
import { canPause } from '../../core/runs/pauseRun.js';
import { planRun } from '../../core/runs/planRun.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { fileUri, isFileUri } from '../fileUri.js';
import type { GavelUi } from '../gavelUi.js';
import { modelKnowledge } from '../models/modelKnowledge.js';
import { defaultBackend, dryRunRows, prices } from '../settings.js';
import { isSpecPath, LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';

const MOST_SPECS = 1000;

/** The tools' host in a window: its folders are the projects. */
export function windowHost(ui: GavelUi): AgentHost {
  const listAtHand: AgentHost['listAtHand'] = async (backend) =>
    (await modelKnowledge(ui).atHand(backend))?.list;
  return {
    get services() {
      return ui.services;
    },
    projects: () =>
      folders().map(({ uri }) => ({ folder: uri.fsPath, runsRoot: ui.runsRoot(uri) })),
    async specFiles() {
      const found = await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS);
      return found.map(({ fsPath }) => fsPath).sort();
    },
    locate: (written) => locate(written, ui),
    shown: (path) => vscode.workspace.asRelativePath(fileUri(path)),
    isTrusted: () => vscode.workspace.isTrusted,
    requireTrust: (what) => ui.requireTrust(what),
    defaultBackend: (specPath) => defaultBackend(fileUri(specPath)),
    listAtHand,
    dryRunRows: (specPath) => dryRunRows(fileUri(specPath)),
    plan(specPath, launch, signal) {
      mustBeSaved(specPath);
      const uri = fileUri(specPath);
      return planRun(
        {
          ...launch,
          specPath,
          runsRoot: ui.runsRoot(uri),
          defaultBackend: defaultBackend(uri),
          models: { last: listAtHand, now: Date.now() },
          prices: { set: prices(uri), serviceUrl: ui.services.serviceUrl },
        },
        ui.services,
        signal,
      );
    },
    async launch(plan, signal) {
      const backend = await ui.services.backend(plan.backend);
      const run = await backend.submit(plan, signal);
      ui.runChanged(undefined);
      return run;
    },
    drive: (run, options) => drive(run, options, ui),
    now: () => performance.now(),
    pause: () => setImmediate(),
  };
}

function folders(): readonly vscode.WorkspaceFolder[] {
  const open = vscode.workspace.workspaceFolders ?? [];
  return open.filter(({ uri }) => isFileUri(uri));
}

/** With several folders a path begins with the name of one, as `asRelativePath` writes it. */
async function locate(written: string, { services }: GavelUi): Promise<string> {
  if (!isSpecPath(written)) {
    const message = t(
      '{0} is no eval spec: its name must end with .eval.json, .eval.jsonc or .eval.yaml.',
      written,
    );
    throw new UserError('usage', message);
  }
  const candidates = isAbsolute(written) ? [written] : folders().flatMap(within(written));
  if (candidates.length === 0)
    throw new UserError('usage', t('Open the folder of the spec first.'));
  for (const path of candidates) {
    await services.paths.checkFile(path);
    if (await services.texts.exists(path)) return path;
  }
  throw new UserError(
    'not_found',
    t('There is no {0}; gavel_list_specs lists the specs.', written),
  );
}

function within(written: string): (folder: vscode.WorkspaceFolder) => string[] {
  const [first, ...rest] = written.split(/[\\/]/);
  return ({ uri, name }) => [
    join(uri.fsPath, written),
    ...(first === name && rest.length > 0 ? [join(uri.fsPath, ...rest)] : []),
  ];
}

/** What runs is the file: what the editor shows must be in it. */
function mustBeSaved(specPath: string): void {
  const dirty = vscode.workspace.textDocuments.some(
    ({ isDirty, uri }) => isDirty && uri.fsPath === specPath,
  );
  if (!dirty) return;
  const shown = vscode.workspace.asRelativePath(fileUri(specPath));
  throw new UserError('usage', t('{0} has changes that are not saved; save it first.', shown));
}

/** The window drives the run, as any other, and goes on when nobody waits any more. */
async function drive(run: RunRef, options: DriveOptions, ui: GavelUi): Promise<void> {
  const { waitMs, signal, progress } = options;
  ui.live.resume(run);
  const disposables: vscode.Disposable[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const settled = () => {
        if (!ui.live.isLive(run)) resolve();
      };
      const timer = setTimeout(resolve, waitMs);
      const aborted = () => reject(signal.reason as Error); // an AbortError: nobody gives another
      signal.addEventListener('abort', aborted, { once: true });
      disposables.push(
        ui.onDidChangeRuns(settled),
        ui.live.onDidEmit(({ run: emitting, event }) => {
          if (emitting.folder !== run.folder || event.type !== 'progress') return;
          progress(event.progress.done, event.progress.total);
        }),
        new vscode.Disposable(() => {
          clearTimeout(timer);
          signal.removeEventListener('abort', aborted);
        }),
      );
      if (signal.aborted) aborted();
      settled();
    });
  } catch (error) {
    const { backend } = await ui.services.runs.read(run);
    // A job of the service goes on there, whoever stops looking.
    if (canPause(backend)) await ui.live.pause(run).catch(() => undefined);
    throw error;
  } finally {
    vscode.Disposable.from(...disposables).dispose();
  }
}
