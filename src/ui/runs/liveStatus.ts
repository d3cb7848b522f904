import * as vscode from 'vscode';
import { sumProgress } from '../../core/runs/progressFacts.js';
import { longProgress, remainingText } from '../../core/runs/progressText.js';
import { plural, t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { spacedCalls } from './spacedCalls.js';

const REDRAW_MS = 250;

/** A status bar item while runs are live: how many, what is left to do, and what they have cost. */
export function registerLiveStatus(ui: ExtensionUi): vscode.Disposable {
  const item = vscode.window.createStatusBarItem('gavel.live', vscode.StatusBarAlignment.Left, 0);
  item.name = t('Gavel: Live Runs');
  item.command = 'gavel.runs.focus';

  const show = (): void => {
    const runs = ui.liveRuns.all();
    if (runs.length === 0) {
      item.hide();
      return;
    }
    const progress = runs.map((run) => ui.live.progress(run)).filter((one) => one !== undefined);
    const sum = sumProgress(progress);
    const count = plural(runs.length, '{0} run', '{0} runs');
    item.text = t('$(loading~spin) {0} · {1}', count, remainingText(sum));
    item.tooltip = t(
      'Evaluations that are running: {0}. Click to see them.',
      longProgress(sum).join(' · '),
    );
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
