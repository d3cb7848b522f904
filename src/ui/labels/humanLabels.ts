import { differsFromJudge } from '../../core/labels/labelFigures.js';
import type { RunLabels } from '../../core/labels/labelsOfRun.js';
import { verdictClass } from '../../core/labels/verdictClass.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { scoreText } from '../../core/stats/figures.js';
import { t } from '../../l10n/t.js';
import type { RowLabelView } from '../../shared/results/labelsProtocol.js';

/** The filter of the Rows page that holds the rows on which people and the judge differ. */
export function differenceFilters({ rows }: RunLabels, spec: ResolvedSpec): string[] {
  const ids = rows.filter((one) => differsFromJudge(one, spec) === true).map(({ row }) => row.id);
  return ids.length === 0 ? [] : [`rows:${ids.sort((a, b) => a - b).join(',')}`];
}

/** What people said of one row (`LabelRow.id`), in the order in which they said it. */
export function rowLabels({ byId }: RunLabels, id: number, spec: ResolvedSpec): RowLabelView[] {
  const one = byId.get(id);
  if (!one) return [];
  const judge = one.row.verdict;
  return [...one.byRater].map(([rater, { label, verdict }]) => ({
    rater,
    verdict: verdictWords(verdict, spec),
    note: label.note ?? null,
    differs: judge === undefined ? null : verdictClass(judge, spec) !== verdictClass(verdict, spec),
  }));
}

function verdictWords(verdict: string | number, { type }: ResolvedSpec): string {
  if (typeof verdict === 'number') return scoreText(verdict);
  if (type !== 'compare') return verdict;
  return verdict === 'Tie' ? t('tie') : t('{0} wins', verdict);
}
