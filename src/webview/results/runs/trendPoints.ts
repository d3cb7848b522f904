import type { TrendPoint } from '../../../core/charts/trendChart.js';
import { t } from '../../../l10n/t.js';
import type { SpecRunView } from '../../../shared/results/specRunsProtocol.js';

/** What breaks a line: figures on other data are not one series. */
const BREAK = '┊';

/** Oldest first, as many pixels apart: of runs of one hour and of one month alike, each is read. */
export function trendPoints(runs: readonly SpecRunView[]): TrendPoint[] {
  const shown = runs.filter(({ estimate }) => estimate !== null).toReversed();
  return shown.flatMap((run, index): TrendPoint[] => {
    const changes = run.changes.map(({ what }) => what);
    const words = changes.length === 0 ? '' : t('; changed: {0}', changes.join(', '));
    const point: TrendPoint = {
      x: index,
      label:
        run.isNewSeries || changes.length === 0 ? run.day : `${run.day} · ${changes.join(', ')}`,
      estimate: run.estimate,
      text: `${run.figure ?? t('no verdicts')}${words}`,
      target: run.id,
    };
    if (index === 0 || !run.isNewSeries) return [point];
    const gap = t('the line breaks: other rows, or verdicts of another kind, from here on');
    return [{ x: index - 0.5, label: BREAK, estimate: null, text: gap }, point];
  });
}
