import type { ChatTarget } from '../../core/judging/chat.js';
import type { EditorModels } from '../../core/models/editorModels.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { modelObjects } from '../../core/spec/responders.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { chatEndpoint, isEditorModel } from './chatEndpoint.js';

interface LaunchPlace {
  /** Where serverless and dedicated models are asked. */
  readonly baseUrl: string;
  /** Answers for `vscode:` models, where there is an editor. */
  readonly editorModels?: EditorModels;
}

/** Throws `UserError` of kind `spec` for a plan that can't be carried out from here. */
export function checkLaunch(plan: EvalPlan, place: LaunchPlace): void {
  if (!('info' in plan.dataset)) {
    const message = t(
      '{0}: the local runner needs a dataset file on this machine, not a file id of the service.',
      plan.name,
    );
    throw new UserError('spec', message);
  }
  for (const target of targetsOf(plan.spec)) checkTarget(target, place);
  checkCap(plan);
}

function targetsOf(spec: ResolvedSpec): readonly ChatTarget[] {
  return modelObjects(spec).map(([, { model, model_source, ...rest }]) => ({
    model,
    model_source,
    ...(rest.external_base_url !== undefined && { external_base_url: rest.external_base_url }),
  }));
}

function checkTarget(target: ChatTarget, { baseUrl, editorModels }: LaunchPlace): void {
  if (!isEditorModel(target)) {
    chatEndpoint(target, baseUrl);
    return;
  }
  if (editorModels) return;
  const message = t(
    'Model "{0}" answers inside VS Code only; run this spec there, or name another model.',
    target.model,
  );
  throw new UserError('spec', message);
}

/** A cap that nobody can keep is worse than none: it is relied on. */
function checkCap({ spec, prices = {} }: EvalPlan): void {
  if (spec.run?.max_cost_usd === undefined) return;
  const unknown = modelObjects(spec).find(([field]) => !prices[field]);
  if (!unknown) return;
  const [field, { model }] = unknown;
  const way = t(
    'set it in gavel.prices (on the command line --price MODEL=IN/OUT), or remove the cap',
  );
  const message = t(
    'run.max_cost_usd can’t be kept: the price of {0} ({1}) is not known; {2}.',
    model,
    field,
    way,
  );
  throw new UserError('spec', message);
}
