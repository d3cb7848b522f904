import * as vscode from 'vscode';
import { costText } from '../../core/runs/costText.js';
import { t } from '../../l10n/t.js';

/** The new cap of a run that has reached its own, in US dollars; undefined when a person goes away. */
export async function askHigherCap(cap: number, cost: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Resume Run'),
    prompt: t(
      'The run has cost {0} and stopped at run.max_cost_usd. US dollars that it may cost from now on, in all:',
      costText(cost),
    ),
    value: String(cap * 2),
    validateInput: (entered) => {
      const amount = Number(entered);
      if (entered.trim() !== '' && amount > cap) return undefined;
      return t('Enter an amount above {0}, e.g. {1}.', costText(cap), String(cap * 2));
    },
  });
  return text === undefined ? undefined : Number(text);
}

/** The `maxCostUsd` of a caller that asks nobody. */
export function raisedCap(options: unknown): number | undefined {
  if (typeof options !== 'object' || options === null || !('maxCostUsd' in options))
    return undefined;
  const { maxCostUsd } = options;
  return typeof maxCostUsd === 'number' && maxCostUsd > 0 ? maxCostUsd : undefined;
}
