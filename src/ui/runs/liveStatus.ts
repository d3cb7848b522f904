import * as vscode from 'vscode';
import type { ExtensionUi } from '../extensionUi.js';
import { rowsText } from './runNode.js';

/** A status bar item while runs are live: how many, how far. */
export function registerLiveStatus(ui: ExtensionUi): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('gavel.live', vscode.StatusBarAlignment.Left, 0);
  item.name = 'Gavel: Live Runs';
  item.command = 'gavel.runs.focus';

  const show = (): void => {
    const runs = ui.liveRuns.all();
    if (runs.length === 0) {
      item.hide();
      return;
    }
    const progress = runs.map((run) => ui.live.progress(run)).filter((one) => one !== undefined);
    const done = progress.reduce((sum, one) => sum + one.done, 0);
    const totals = progress.map((one) => one.total);
    const total = totals.includes(null)
      ? null
      : totals.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
    item.text = `$(loading~spin) ${count} · ${rowsText(done, total)}`;
    item.tooltip = 'Evaluations that are running. Click to see them.';
    item.accessibilityInformation = { label: `${count}, ${rowsText(done, total)} rows judged` };
    item.show();
  };

  const listeners = [ui.live.onDidEmit(show), ui.onDidChangeRuns(show)];
  return vscode.Disposable.from(item, ...listeners);
}
