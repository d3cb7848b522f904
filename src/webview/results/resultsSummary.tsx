import type { ResultsView } from '../../shared/protocol.js';
import { ToneIcon } from '../common/icon.js';
import { counted, formatCount } from '../common/wording.js';
import { Distribution } from './distribution.js';
import { IntervalBar } from './intervalBar.js';
import type { ResultsHost } from './resultsEditor.js';

interface SummaryProps {
  readonly view: ResultsView;
  readonly host: ResultsHost;
  readonly filters: readonly string[];
  onFilter(filters: string[]): void;
}

/** The answer: the figure with its interval, how the rows spread, and how they add up. */
export function ResultsSummary({ view, host, filters, onFilter }: SummaryProps) {
  const { headline } = view;
  const missing = missingFigure(view);
  return (
    <section class="summary" aria-label="Summary">
      <div class="headline">
        <p class="headline-text">{headline?.text ?? missing.text}</p>
        {headline?.estimate && (
          <IntervalBar type={view.type} estimate={headline.estimate} scale={headline.scale} />
        )}
        <p class="headline-sentence muted">{headline?.sentence ?? missing.sentence}</p>
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
        <Distribution
          name={view.name}
          distribution={view.distribution}
          filters={filters}
          onFilter={onFilter}
          onSave={(file) => void host.call('saveChart', file)}
        />
      )}
      <Accounting view={view} />
    </section>
  );
}

const ENDED: ReadonlySet<ResultsView['status']> = new Set(['completed', 'failed', 'cancelled']);

/** What stands in the figure's place; blanks of the same height while the rows are read. */
function missingFigure({ loaded, status, total }: ResultsView) {
  if (!loaded) return { text: '\u00a0', sentence: '\u00a0' };
  if (!ENDED.has(status)) {
    return { text: 'No verdict yet', sentence: 'The figure appears with the first judged row.' };
  }
  const sentence =
    total === 0 ? 'The run ended before its first row.' : 'No row got a verdict that counts.';
  return { text: 'No verdict', sentence };
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
      {view.failures !== null && <span class="muted"> · {view.failures}</span>}
    </p>
  );
}
