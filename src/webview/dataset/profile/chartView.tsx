import type { ColumnChart } from './columnChart.js';

/** Bars of a chart, and below them how full the column is. The words for it stand elsewhere. */
export function ChartView({ chart }: { chart: ColumnChart }) {
  const { kind, bars, filled, missing } = chart;
  const empty = Math.max(0, 1 - filled - missing);
  return (
    <span class="chart" aria-hidden="true">
      <span class={`chart-bars ${kind}`}>
        {bars.map(({ height }, index) => (
          <span
            class="chart-bar"
            key={index}
            // Few are still some.
            style={{ height: height === 0 ? '0' : `max(1px, ${(100 * height).toFixed(1)}%)` }}
          />
        ))}
      </span>
      <span class="chart-fill">
        <span class="chart-filled" style={{ width: percent(filled) }} />
        <span class="chart-empty" style={{ width: percent(empty) }} />
        <span class="chart-missing" style={{ width: percent(missing) }} />
      </span>
    </span>
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}
