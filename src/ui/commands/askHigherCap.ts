import * as vscode from 'vscode';
import { costText } from '../../core/runs/costText.js';

/** The new cap of a run that has reached its own, in US dollars; undefined when a person goes away. */
export async function askHigherCap(cap: number, cost: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Resume Run',
    prompt: `The run has cost ${costText(cost)} and stopped at run.max_cost_usd. US dollars that it may cost from now on, in all:`,
    value: String(cap * 2),
    validateInput: (entered) => {
      const amount = Number(entered);
      if (entered.trim() !== '' && amount > cap) return undefined;
      return `Enter an amount above ${costText(cap)}, e.g. ${cap * 2}.`;
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
