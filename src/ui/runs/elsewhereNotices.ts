import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { endedJobs, endedSentence } from './endedElsewhere.js';
import type { KnownJobs, KnownRun } from './runsList.js';
import { jobsFromElsewhere } from './runsList.js';

/**
 * Says, once for all that ended together, that jobs have ended which this window saw running and
 * which have no run here: those that have one tell their end themselves.
 */
export function noticeEndedElsewhere(
  before: KnownJobs,
  now: KnownJobs,
  runs: readonly KnownRun[],
): void {
  if (before.kind !== 'listed' || now.kind !== 'listed') return;
  const ended = jobsFromElsewhere(runs, endedJobs(before.jobs, now.jobs));
  const [only] = ended;
  if (!only) return;
  const action = ended.length === 1 ? t('Open Results') : t('Show Runs');
  void vscode.window.showInformationMessage(endedSentence(ended), action).then(async (chosen) => {
    if (chosen === t('Show Runs')) await vscode.commands.executeCommand('gavel.runs.focus');
    if (chosen !== t('Open Results')) return;
    const element = { kind: 'item', id: '', item: { kind: 'job', job: only } };
    await vscode.commands.executeCommand('gavel.openResults', element);
  });
}
