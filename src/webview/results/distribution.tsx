import { barChart } from '../../core/charts/barChart.js';
import type { Chart } from '../../core/charts/chart.js';
import { histogram } from '../../core/charts/histogram.js';
import { t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';
import type { ChartFile } from '../../shared/results/chartProtocol.js';
import { ChartFigure } from '../common/chart/chartFigure.js';
import { formatCount, formatShare } from '../common/wording.js';

type DistributionView = NonNullable<ResultsView['distribution']>;

interface DistributionProps {
  /** Of the run, for a file that the chart is saved as. */
  readonly name: string;
  readonly distribution: DistributionView;
  readonly filters: readonly string[];
  onFilter(filters: string[]): void;
  onSave(file: ChartFile): void;
}

const HISTOGRAM_HEIGHT = 104;

/** Labels and decisions as lines, scores as columns. A click shows these rows alone. */
export function Distribution({ name, distribution, filters, onFilter, onSave }: DistributionProps) {
  return (
    <div class="distribution">
      <ChartFigure
        name={`${name} ${distribution.unit.toLowerCase()}s`}
        layout={(width) => chartOf(distribution, width)}
        targets={{
          pressed: filters,
          hint: t('show only these rows'),
          onTarget: (target) => onFilter(filters.includes(target) ? [] : [target]),
        }}
        onSave={onSave}
      />
    </div>
  );
}

function chartOf(
  { title, unit, isScale, bars, threshold }: DistributionView,
  width: number,
): Chart {
  const all = bars.reduce((sum, { count }) => sum + count, 0);
  const shown = bars.map(({ label, count, tone, filter }) => ({
    ...{ label, count, value: count, ink: tone },
    texts: [formatCount(count), formatShare(count, all) ?? ''],
    ...(filter !== null && { target: filter }),
  }));
  const columns = [unit, t('Rows'), t('Share of judged rows')] as const;
  if (!isScale) return barChart({ title, columns, bars: shown }, width);
  return histogram(
    {
      ...{ title, columns, bins: shown },
      ...(threshold && { reference: { before: threshold.before, label: threshold.label } }),
    },
    { width, height: HISTOGRAM_HEIGHT },
  );
}
