import * as vscode from 'vscode';
import { needsConfirmation } from '../../core/preflight/confirmation.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { confirmCostAboveUsd } from '../settings.js';
import { estimatedPlan } from './plannedLaunch.js';
import { confirmationDetail } from './preflightView.js';

/** What a person decided about a launch that may cost much. */
type LaunchDecision = 'run' | 'preflight' | 'cancel';

/** Shows what a launch costs and asks, where that is much; `run` without a question where it isn't. */
export async function confirmLaunch(
  plan: EvalPlan,
  { ui, signal }: { readonly ui: GavelUi; readonly signal: AbortSignal },
): Promise<LaunchDecision> {
  if (plan.backend === 'demo') return 'run';
  // The figures alone are asked about: what is wrong with rows is the card's matter.
  const estimated = await estimatedPlan(plan, ui, { signal, budgetMs: 0 });
  if (!needsConfirmation(estimated, confirmCostAboveUsd())) return 'run';
  const chosen = await vscode.window.showWarningMessage(
    t('Run {0}?', plan.name),
    { modal: true, detail: confirmationDetail(estimated) },
    t('Run'),
    t('Show Preflight'),
  );
  if (chosen === t('Run')) return 'run';
  return chosen === t('Show Preflight') ? 'preflight' : 'cancel';
}
