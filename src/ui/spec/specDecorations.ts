import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { pathKey } from '../paths/pathKey.js';
import { newestRuns } from '../runs/newestRuns.js';
import type { KnownRun } from '../runs/runsList.js';
import { specStanding, type SpecStanding } from './specStanding.js';

/**
 * Of the files' names, so colours that are made for text: those of the test icons are too pale on a
 * light ground. What passed keeps the colour that its name has, for git's sake.
 */
const LOOKS: Readonly<
  Record<SpecStanding['kind'], { readonly badge: string; readonly color?: string } | undefined>
> = {
  passed: { badge: '✓' },
  failed: { badge: '✗', color: 'list.errorForeground' },
  inconclusive: { badge: '?', color: 'list.warningForeground' },
  none: undefined,
};

const words = (): Readonly<Record<SpecStanding['kind'], string>> => ({
  passed: t('passed its gates'),
  failed: 'failed',
  inconclusive: t('is not settled'),
  none: '',
});

/** What the explorer shows on a spec: how its newest run that has ended came out. */
export function specDecoration(
  spec: vscode.Uri,
  runs: readonly KnownRun[],
): vscode.FileDecoration | undefined {
  const now = Date.now();
  const ended = newestRuns(runs, ({ manifest }) => specStanding(manifest, now) !== undefined);
  const known = ended.get(pathKey(spec.fsPath));
  const standing = known && specStanding(known.manifest, now);
  const look = standing && LOOKS[standing.kind];
  if (!look) return undefined;
  const { badge, color } = look;
  const tooltip = [
    t('Last run {0}: {1}', words()[standing.kind], standing.line),
    ...standing.reasons,
  ];
  return new vscode.FileDecoration(
    badge,
    tooltip.join('\n'),
    color === undefined ? undefined : new vscode.ThemeColor(color),
  );
}
