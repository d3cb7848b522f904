import { setImmediate } from 'node:timers/promises';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { preflight, type Preflight } from '../../core/preflight/preflight.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import { planRun, type PlanOptions } from '../../core/runs/planRun.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { modelKnowledge } from '../models/modelKnowledge.js';
import { allowRunsFolder, allowSpecPaths } from '../paths/allowPaths.js';
import { defaultBackend, prices } from '../settings.js';

export type LaunchChoice = Pick<
  PlanOptions,
  'backend' | 'limit' | 'sampleSeed' | 'rows' | 'isDryRun'
>;

/** How long a first list of models may keep a launch waiting. */
const LIST_WAIT_MS = 3000;

/** The plan of a launch from the editor, of the spec as it is on screen. Throws `UserError`. */
export async function plannedLaunch(
  uri: vscode.Uri,
  choice: LaunchChoice,
  { ui, signal }: { readonly ui: GavelUi; readonly signal: AbortSignal },
): Promise<EvalPlan> {
  await saveIfDirty(uri);
  await allowSpecPaths(uri, ui);
  const runsRoot = ui.runsRoot(uri);
  await allowRunsFolder(runsRoot, ui);
  const { services } = ui;
  return planRun(
    {
      ...choice,
      specPath: uri.fsPath,
      runsRoot,
      defaultBackend: defaultBackend(uri),
      models: {
        last: async (name) => (await modelKnowledge(ui).soon(name, LIST_WAIT_MS))?.list,
        now: Date.now(),
      },
      prices: { set: prices(uri), serviceUrl: services.serviceUrl },
    },
    services,
    signal,
  );
}

/** What the run of a plan comes to; `budgetMs`: time for looking at every row. */
export async function estimatedPlan(
  plan: EvalPlan,
  ui: GavelUi,
  options: {
    readonly signal: AbortSignal;
    readonly budgetMs?: number;
    readonly progress?: (done: number, total: number) => void;
  },
): Promise<Preflight> {
  const list = (await modelKnowledge(ui).atHand(plan.backend))?.list;
  return preflight(plan, ui.services, {
    ...options,
    list,
    now: () => performance.now(),
    pause: () => setImmediate(),
  });
}

/** What runs is the file: what the editor shows must be in it. */
async function saveIfDirty(uri: vscode.Uri): Promise<void> {
  const open = vscode.workspace.textDocuments.find(
    (document) => document.isDirty && document.uri.toString() === uri.toString(),
  );
  if (open && !(await open.save())) {
    throw new UserError(
      'storage',
      t('{0} could not be saved; save it and run again.', basename(uri.path)),
    );
  }
}
