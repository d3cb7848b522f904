import type { LabelFigures } from '../../../core/labels/labelFigures.js';
import { labelSentences } from '../../../core/labels/labelWords.js';
import type { JudgePanel } from '../../../shared/results/judgeProtocol.js';
import { coefficientFigure, shareFigure } from './figureOf.js';

/** How far the judge agrees with the people who labelled rows. */
export function peoplePanel(people: LabelFigures | null): JudgePanel {
  const panel = { id: 'people' as const, title: 'People', labels: [], notes: [] };
  const held = people && (people.consensus ?? people.raters[0]);
  if (!held) {
    const sentence =
      'Nobody has labelled a row of this run yet, so the judge has not been checked against people.';
    return { ...panel, sentences: [sentence], figures: [], matrix: null };
  }
  const who = held.rater ?? 'raters together';
  const { labels, counts } = held.confusion;
  return {
    ...panel,
    sentences: labelSentences(people).map((sentence) => `${sentence}.`),
    figures: [
      ...(held.accuracy
        ? [
            shareFigure(held.accuracy, {
              label: `same verdict as ${who}`,
              title: 'Of the rows on which both gave a verdict; Wilson (1927)',
            }),
          ]
        : []),
      ...(held.kappa
        ? [
            coefficientFigure(
              held.kappa,
              {
                label: 'Cohen’s κ',
                title:
                  'Agreement beyond chance (Cohen 1960), standard error of Fleiss, Cohen and Everitt (1969)',
              },
              held.n,
            ),
          ]
        : []),
    ],
    matrix: {
      caption: 'Labelled rows by what people and the judge said',
      down: 'people',
      across: 'judge',
      labels: [...labels],
      cells: counts.map((row) => row.map((count) => ({ count, rows: null }))),
    },
  };
}
