import type { JudgeReliability } from '../../../core/reliability/judgeReliability.js';
import { grouped } from '../../../core/stats/figures.js';
import { t } from '../../../l10n/t.js';
import type { JudgePanel } from '../../../shared/results/judgeProtocol.js';
import { countedIn, shareFigure } from './figureOf.js';

const PLAIN = { figures: [], matrix: null, labels: [], notes: [] };

/** How far the judge repeats itself; undefined for a run that judged each row once. */
export function repeatsPanel({ repeats, type }: JudgeReliability): JudgePanel | undefined {
  if (!repeats) return undefined;
  const panel = { ...PLAIN, id: 'repeats' as const, title: t('Repeats') };
  const { self_consistency: consistency, differing } = repeats;
  if (!consistency) return { ...panel, sentences: [t('No row has two verdicts to compare.')] };
  const words = repeatWords(type);
  return {
    ...panel,
    sentences: [
      differing.count === 0
        ? words.always
        : words.differing(countedIn(differing.count, 'row'), grouped(consistency.n ?? 0)),
    ],
    figures: [
      shareFigure(consistency, {
        label: words.pairs,
        title: t(
          'Mean over rows of the share of pairs that agree (Fleiss 1971), nothing taken off for chance',
        ),
        rows:
          differing.count > 0
            ? { text: countedIn(differing.count, 'row'), filters: ['disputed'] }
            : undefined,
      }),
    ],
  };
}

function repeatWords(type: JudgeReliability['type']) {
  switch (type) {
    case 'classify':
      return {
        always: t('Every row got the same label each time.'),
        differing: (rows: string, of: string) =>
          t('{0} of {1} got different labels when judged again.', rows, of),
        pairs: t('pairs of judgements with the same label'),
      };
    case 'score':
      return {
        always: t('Every row got the same score each time.'),
        differing: (rows: string, of: string) =>
          t('{0} of {1} got different scores when judged again.', rows, of),
        pairs: t('pairs of judgements with the same score'),
      };
    case 'compare':
      return {
        always: t('Every row got the same decision each time.'),
        differing: (rows: string, of: string) =>
          t('{0} of {1} got different decisions when judged again.', rows, of),
        pairs: t('pairs of judgements with the same decision'),
      };
  }
}
