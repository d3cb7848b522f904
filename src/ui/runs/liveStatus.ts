import * as vscode from 'vscode';
import { sumProgress } from '../../core/runs/progressFacts.js';
import { longProgress, remainingText } from '../../core/runs/progressText.js';
import type { ExtensionUi } from '../extensionUi.js';
import { spacedCalls } from './spacedCalls.js';

const REDRAW_MS = 250;

/** A status bar item while runs are live: how many, what is left to do, and what they have cost. */
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
    const sum = sumProgress(progress);
    const count = runs.length === 1 ? '1 run' : `${runs.length} runs`;
    item.text = `$(loading~spin) ${count} · ${remainingText(sum)}`;
    item.tooltip = `Evaluations that are running: ${longProgress(sum).join(' · ')}. Click to see them.`;
    item.accessibilityInformation = { label: `${count}, ${longProgress(sum).join(', ')}` };
    item.show();
  };

  const redraw = spacedCalls(show, REDRAW_MS);
  const listeners = [
    ui.live.onDidEmit(({ event }) => {
      if (event.type === 'progress') redraw.soon();
    }),
    ui.onDidChangeRuns(show),
  ];
  return vscode.Disposable.from(item, redraw, ...listeners);
}
