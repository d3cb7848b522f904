import type { ResultsView } from '../../shared/protocol.js';
import { counted, formatCount, formatShare } from '../common/wording.js';

interface DistributionProps {
  readonly distribution: NonNullable<ResultsView['distribution']>;
  readonly filters: readonly string[];
  onFilter(filters: string[]): void;
}

/** Labels and decisions as lines, scores as columns. A click shows these rows alone. */
export function Distribution(props: DistributionProps) {
  return props.distribution.isScale ? <Histogram {...props} /> : <Bars {...props} />;
}

/** A table whose second column is a bar, so that it reads well aloud too. */
function Bars({ distribution, filters, onFilter }: DistributionProps) {
  const most = Math.max(1, ...distribution.bars.map((bar) => bar.count));
  const all = distribution.bars.reduce((sum, bar) => sum + bar.count, 0);
  return (
    <div class="distribution" tabIndex={0} role="group" aria-label={distribution.title}>
      <table>
        <caption class="muted">{distribution.title}</caption>
        <thead class="hidden">
          <tr>
            <th scope="col">{distribution.unit}</th>
            <th scope="col">Rows</th>
            <th scope="col">Share</th>
            <th scope="col">Bar</th>
          </tr>
        </thead>
        <tbody>
          {distribution.bars.map((bar) => (
            <tr key={bar.label}>
              <th scope="row">
                {bar.filter === null ? (
                  bar.label
                ) : (
                  <button
                    class="link plain"
                    aria-pressed={filters.includes(bar.filter)}
                    title={`${bar.label}: show only these rows`}
                    onClick={() =>
                      onFilter(filters.includes(bar.filter ?? '') ? [] : [bar.filter ?? ''])
                    }
                  >
                    {bar.label}
                  </button>
                )}
              </th>
              <td class="numeric">{formatCount(bar.count)}</td>
              <td class="numeric muted">{formatShare(bar.count, all) ?? ''}</td>
              <td class="bar-cell" aria-hidden="true">
                {bar.count > 0 && (
                  <div
                    class={`bar tone-${bar.tone}`}
                    style={{ width: `${(100 * bar.count) / most}%` }}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** More columns than this are labelled at both ends alone. */
const MOST_LABELS = 12;

function Histogram({ distribution, filters, onFilter }: DistributionProps) {
  const { bars } = distribution;
  const most = Math.max(1, ...bars.map((bar) => bar.count));
  const all = bars.reduce((sum, bar) => sum + bar.count, 0);
  const isLabelled = (index: number) =>
    bars.length <= MOST_LABELS || index === 0 || index === bars.length - 1;
  return (
    <div class="distribution" role="group" aria-label={distribution.title}>
      <p class="muted distribution-title">{distribution.title}</p>
      <ul class="histogram">
        {bars.map((bar) => {
          const rows = `${counted(bar.count, 'row')}, ${formatShare(bar.count, all) ?? ''}`;
          return (
            <li key={bar.label}>
              <button
                class="histogram-column"
                aria-label={`${distribution.unit} ${bar.label}: ${rows}`}
                aria-pressed={bar.filter !== null && filters.includes(bar.filter)}
                title={`${bar.label}: ${rows}`}
                onClick={() =>
                  onFilter(bar.filter === null || filters.includes(bar.filter) ? [] : [bar.filter])
                }
              >
                {bar.count > 0 && (
                  <span
                    class={`bar tone-${bar.tone}`}
                    style={{ height: `${(100 * bar.count) / most}%` }}
                  />
                )}
              </button>
            </li>
          );
        })}
      </ul>
      <div class="histogram-scale" aria-hidden="true">
        {bars.map((bar, index) => (
          <span key={bar.label}>{isLabelled(index) ? bar.label : ''}</span>
        ))}
      </div>
    </div>
  );
}
