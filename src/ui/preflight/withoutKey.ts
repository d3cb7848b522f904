import * as vscode from 'vscode';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import { modelObjects } from '../../core/spec/responders.js';
import { t } from '../../l10n/t.js';
import type { SecretKeys } from '../secrets/secretKeys.js';

/** How a launch goes on that has no key for the service. */
type WayOn = 'key' | 'demo' | 'guide';

/** Whether a run of the plan would ask the service at `origin`, and no key can be had for it. */
export async function lacksServiceKey(
  plan: EvalPlan,
  origin: string,
  keys: SecretKeys,
): Promise<boolean> {
  const asksService =
    plan.backend === 'together' ||
    (plan.backend === 'local' &&
      modelObjects(plan.spec).some(([, { model_source }]) => model_source !== 'external'));
  if (!asksService || keys.hasEnvironmentKey(origin)) return false;
  return !(await keys.hasServiceKey(origin));
}

/** Asks a person who has no key how their spec shall run; undefined where they went away. */
export async function chooseWayOn(name: string, origin: string): Promise<WayOn | undefined> {
  const items: (vscode.QuickPickItem & { readonly way: WayOn })[] = [
    {
      label: t('$(key) Set API Key'),
      detail: t('Then it runs with the models of {0}', new URL(origin).host),
      way: 'key',
    },
    {
      label: t('$(beaker) Run on the Demo Service'),
      detail: t('No key, no network: a scripted judge, to see how your rows go through'),
      way: 'demo',
    },
    {
      label: t('$(book) Use a Model of Your Own'),
      detail: t('How a spec names an OpenAI-compatible endpoint, or a model of VS Code'),
      way: 'guide',
    },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: t('No API key is set for {0}', origin),
    placeHolder: t('How shall {0} run?', name),
    ignoreFocusOut: true,
  });
  return chosen?.way;
}
