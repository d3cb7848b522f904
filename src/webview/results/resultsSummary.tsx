import type { ResultsView } from '../../shared/protocol.js';
import { ToneIcon } from '../common/icon.js';
import { counted, formatCount, formatShare } from '../common/wording.js';
import { IntervalBar } from './intervalBar.js';

interface SummaryProps {
  readonly view: ResultsView;
  readonly filters: readonly string[];
  onFilter(filters: string[]): void;
}

/** The answer: the figure with its interval, how the rows spread, and how they add up. */
export function ResultsSummary({ view, filters, onFilter }: SummaryProps) {
  const { headline } = view;
  return (
    <section class="summary" aria-label="Summary">
      <div class="headline">
        <p class="headline-text">{headline?.text ?? (view.loaded ? 'No verdict yet' : ' ')}</p>
        {headline?.estimate && (
          <IntervalBar type={view.type} estimate={headline.estimate} scale={headline.scale} />
        )}
        <p class="headline-sentence muted">
          {headline?.sentence ??
            (view.loaded ? 'The figure appears with the first judged row.' : ' ')}
        </p>
        {view.figures.length > 0 && (
          <dl class="figures">
            {view.figures.map((figure) => (
              <div key={figure.label} title={figure.title}>
                <dt class="muted">{figure.label}</dt>
                <dd>{figure.text}</dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      {view.distribution && (
        <Distribution distribution={view.distribution} filters={filters} onFilter={onFilter} />
      )}
      <Accounting view={view} />
    </section>
  );
}

function Accounting({ view }: { view: ResultsView }) {
  if (!view.loaded) return <p class="accounting"> </p>;
  return (
    <p class="accounting">
      {view.accounting.map((part, index) => (
        <span class={part.count === 0 ? 'muted' : ''} key={part.id}>
          {index > 0 && <span class="muted"> + </span>}
          <ToneIcon tone={part.count === 0 ? 'neutral' : part.tone} /> {formatCount(part.count)}{' '}
          {part.label}
        </span>
      ))}
      <span class="muted"> = </span>
      {counted(view.total, 'row')}
    </p>
  );
}

interface DistributionProps {
  readonly distribution: NonNullable<ResultsView['distribution']>;
  readonly filters: readonly string[];
  onFilter(filters: string[]): void;
}

/** A table whose second column is a bar, so that it reads well aloud too. */
function Distribution({ distribution, filters, onFilter }: DistributionProps) {
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
                    title={`Show only these rows`}
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
                <div
                  class={`bar tone-${bar.tone}`}
                  style={{ width: `${(100 * bar.count) / most}%` }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
