import type { Chart } from '../../../core/charts/chart.js';
import { trendChart } from '../../../core/charts/trendChart.js';
import type { TrendPoint } from '../../../core/charts/trendChart.js';
import type { SpecRunView, SpecRunsView } from '../../../shared/results/specRunsProtocol.js';
import { ChartFigure } from '../../common/chart/chartFigure.js';
import type { ResultsHost } from '../resultsEditor.js';

const HEIGHT = 168;
/** What breaks a line: figures on other data are not one series. */
const BREAK = 'other data';

/** The figure of every run in the order of time, with its interval; the line breaks where the data did. */
export function RunsTrend({ known, host }: { known: SpecRunsView; host: ResultsHost }) {
  const points = trendPoints(known.runs);
  if (points.filter(({ estimate }) => estimate !== null).length < 2) return null;
  const baseline = known.runs.find(({ isBaseline }) => isBaseline)?.estimate;
  const format = (value: number) =>
    known.isShare ? `${Number((100 * value).toFixed(1))} %` : String(Number(value.toFixed(2)));
  const layout = (width: number): Chart =>
    trendChart(
      {
        title: `${capitalised(known.measure)} by run, with 95 % intervals`,
        columns: ['Run', capitalised(known.measure)],
        series: [{ name: known.measure, points }],
        ...(known.isShare && { bounds: { min: 0, max: 1 } }),
        ...(baseline && { reference: { value: baseline.value, label: 'baseline' } }),
        format,
      },
      { width, height: HEIGHT },
    );
  const thisRun = known.runs.find(({ isThis }) => isThis)?.id;
  return (
    <ChartFigure
      name={`${known.measure} by run`}
      layout={layout}
      targets={{
        pressed: thisRun === undefined ? [] : [thisRun],
        hint: 'open this run',
        onTarget: (id) => void host.call('specRunAct', { id, action: 'open' }),
      }}
      onSave={(file) => void host.call('saveChart', file)}
    />
  );
}

/** Oldest first, as many pixels apart: of runs of one hour and of one month alike, each is read. */
export function trendPoints(runs: readonly SpecRunView[]): TrendPoint[] {
  const shown = runs.filter(({ estimate }) => estimate !== null).toReversed();
  return shown.flatMap((run, index): TrendPoint[] => {
    const changes = run.changes.filter((change) => change !== 'dataset' && change !== 'rows');
    const words = run.changes.length === 0 ? '' : `; other ${run.changes.join(', ')}`;
    const point: TrendPoint = {
      x: index,
      label: changes.length === 0 ? run.day : `${run.day} · ${changes.join(', ')}`,
      estimate: run.estimate,
      text: `${run.figure ?? 'no verdicts'}${words}`,
      target: run.id,
    };
    if (index === 0 || !run.isNewSeries) return [point];
    const gap = 'the line breaks: other rows were judged from here on';
    return [{ x: index - 0.5, label: BREAK, estimate: null, text: gap }, point];
  });
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
