import type { Chart } from '../../../core/charts/chart.js';
import { trendChart } from '../../../core/charts/trendChart.js';
import { shortNumber, t, tIn } from '../../../l10n/t.js';
import type { SpecRunsView } from '../../../shared/results/specRunsProtocol.js';
import { ChartFigure } from '../../common/chart/chartFigure.js';
import type { ResultsHost } from '../resultsEditor.js';
import { trendPoints } from './trendPoints.js';

const HEIGHT = 168;
/** The figure of every run in the order of time, with its interval; the line breaks where the data did. */
export function RunsTrend({ known, host }: { known: SpecRunsView; host: ResultsHost }) {
  const points = trendPoints(known.runs);
  if (points.filter(({ estimate }) => estimate !== null).length < 2) return null;
  const baseline = known.runs.find(({ isBaseline }) => isBaseline)?.estimate;
  const format = (value: number) =>
    known.isShare ? `${shortNumber(100 * value, 1)} %` : shortNumber(value, 2);
  const layout = (width: number): Chart =>
    trendChart(
      {
        title: t('{0} by run, with 95 % intervals', capitalised(known.measure)),
        columns: [tIn('noun', 'Run'), capitalised(known.measure)],
        series: [{ name: known.measure, points }],
        ...(known.isShare && { bounds: { min: 0, max: 1 } }),
        ...(baseline && { reference: { value: baseline.value, label: t('baseline') } }),
        format,
      },
      { width, height: HEIGHT },
    );
  return (
    <ChartFigure
      name={`${known.measure} by run`}
      layout={layout}
      targets={{
        pressed: [],
        hint: t('open this run'),
        onTarget: (id) => void host.call('specRunAct', { id, action: 'open' }),
      }}
      onSave={(file) => void host.call('saveChart', file)}
    />
  );
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
