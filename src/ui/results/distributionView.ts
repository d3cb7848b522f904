import type { RunStatistics } from '../../core/runs/manifest.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { scoreText } from '../../core/stats/figures.js';
import { shortNumber, t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';

/** How the judged rows spread over labels, scores or decisions. */
export function distributionView(
  statistics: RunStatistics,
  spec: ResolvedSpec,
): ResultsView['distribution'] {
  switch (spec.type) {
    case 'classify':
      return {
        title: t('Labels of the judged rows'),
        unit: t('Label'),
        isScale: false,
        threshold: null,
        bars: Object.entries(statistics.labels ?? {}).map(([label, count]) => ({
          label,
          count,
          tone: spec.pass_labels.includes(label) ? ('pass' as const) : ('fail' as const),
          filter: `label:${label}`,
        })),
      };
    case 'score': {
      const bins = withEmptySteps(statistics.scores ?? [], spec);
      return {
        title: t('Scores of the judged rows'),
        unit: t('Score'),
        isScale: true,
        threshold: thresholdOf(bins, spec.pass_threshold),
        bars: bins.map(({ from, to, count }, index) => ({
          label: from === to ? scoreText(from) : `${shortNumber(from)}–${shortNumber(to)}`,
          count,
          tone:
            from >= spec.pass_threshold
              ? ('pass' as const)
              : to < spec.pass_threshold || (to === spec.pass_threshold && from < to)
                ? ('fail' as const)
                : ('neutral' as const),
          filter: `score:${from}:${to}:${index === bins.length - 1 ? 1 : 0}`,
        })),
      };
    }
    case 'compare': {
      const {
        a_wins: a,
        b_wins: b,
        ties,
      } = statistics.compare ?? { a_wins: 0, b_wins: 0, ties: 0 };
      return {
        title: t('Decisions of the judged rows'),
        unit: t('Decision'),
        isScale: false,
        threshold: null,
        bars: [
          { label: t('A wins'), count: a, tone: 'a', filter: 'a' },
          { label: t('Tie'), count: ties, tone: 'neutral', filter: 'tie' },
          { label: t('B wins'), count: b, tone: 'b', filter: 'b' },
        ],
      };
    }
  }
}

/** Where every bin is on one side of the threshold. */
function thresholdOf(
  bins: NonNullable<RunStatistics['scores']>,
  threshold: number,
): NonNullable<ResultsView['distribution']>['threshold'] {
  const passing = bins.findIndex(({ from }) => from >= threshold);
  const before = passing < 0 ? bins.length : passing;
  const last = bins[before - 1];
  if (bins.length === 0 || (last && last.from < last.to && last.to > threshold)) return null;
  return { before, label: t('passes from {0}', shortNumber(threshold)) };
}

/** Longer scales show the given scores alone. */
const MOST_STEPS = 20;

/** A step that no row got is part of the picture: without it the columns would close over the gap. */
function withEmptySteps(
  bins: NonNullable<RunStatistics['scores']>,
  scale: { readonly min_score: number; readonly max_score: number },
): NonNullable<RunStatistics['scores']> {
  const { min_score: min, max_score: max } = scale;
  const isWhole = [min, max, ...bins.flatMap(({ from, to }) => [from, to])].every(Number.isInteger);
  const isSteps = isWhole && max - min < MOST_STEPS && bins.every(({ from, to }) => from === to);
  if (!isSteps || bins.length === 0) return bins;
  return Array.from({ length: max - min + 1 }, (_, index) => {
    const step = min + index;
    return bins.find(({ from }) => from === step) ?? { from: step, to: step, count: 0 };
  });
}
