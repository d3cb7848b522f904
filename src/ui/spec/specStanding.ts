import type { RunManifest } from '../../core/runs/manifest.js';
import { gatesOfRun } from '../../core/stats/gates.js';
import { headline } from '../../core/stats/headline.js';
import { statusWords } from '../../core/report/reportWords.js';
import { t } from '../../l10n/t.js';
import { agoText } from '../runs/agoText.js';

/** How the newest run of a spec came out. */
export interface SpecStanding {
  /** By its gates; `none` where there are none to hold it against. */
  readonly kind: 'passed' | 'failed' | 'inconclusive' | 'none';
  /** `82.0 % pass (78.1–85.3) · 2 h ago`, or what became of it without figures. */
  readonly line: string;
  /** Why it is not passed, one sentence each. */
  readonly reasons: readonly string[];
}

/** Of a run that has ended; undefined for one that has not, or was stopped by a person. */
export function specStanding(manifest: RunManifest, now: number): SpecStanding | undefined {
  const { status, statistics, reason, demo } = manifest;
  const ago = agoText(Date.parse(manifest.finished_at ?? manifest.created_at), now);
  const joined = (...parts: string[]): string => parts.filter(Boolean).join(' · ');
  if (status === 'failed') {
    return {
      kind: 'failed',
      line: joined(statusWords('failed'), ago),
      reasons: reason ? [reason] : [],
    };
  }
  if (status !== 'completed') return undefined;
  const figure = statistics ? headline(statistics) : t('no verdicts');
  const gates = gatesOfRun(manifest, statistics);
  const open = gates.filter(({ outcome }) => outcome !== 'passed');
  const isFailed = open.some(({ outcome }) => outcome === 'failed');
  const kind = gates.length === 0 ? 'none' : 'passed';
  return {
    kind: open.length === 0 ? kind : isFailed ? 'failed' : 'inconclusive',
    line: joined(figure, demo ? t('demo') : '', ago),
    reasons: open.map(({ message }) => message),
  };
}

/** As icons in a line of text. */
export const STANDING_ICONS: Readonly<Record<SpecStanding['kind'], string>> = {
  passed: '$(pass) ',
  failed: '$(error) ',
  inconclusive: '$(question) ',
  none: '',
};
