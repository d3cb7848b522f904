import { t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';
import { Distribution } from './distribution.js';
import { IntervalBar } from './intervalBar.js';
import type { ResultsHost } from './resultsEditor.js';
import { Accounting } from './summary/accounting.js';
import { Gates } from './summary/gates.js';
import './summary/summary.css';
import { Warnings } from './summary/warnings.js';
import { BaselineLine } from './runs/baselineLine.js';

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
    <section class="summary" aria-label={t('Summary')}>
      <div class="headline">
        <p class="headline-text" title={headline?.title ?? ''}>
          {headline?.text ?? missing.text}
        </p>
        {headline?.estimate && (
          <IntervalBar type={view.type} estimate={headline.estimate} scale={headline.scale} />
        )}
        <Gates gates={view.gates} />
        <p class="headline-sentence muted">{headline?.sentence ?? missing.sentence}</p>
        <BaselineLine host={host} status={view.status} />
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
      <Accounting view={view} onFilter={onFilter} />
      <Warnings warnings={view.warnings} onAct={(action) => void host.call('act', { action })} />
    </section>
  );
}

const ENDED: ReadonlySet<ResultsView['status']> = new Set(['completed', 'failed', 'cancelled']);

/** What stands in the figure's place; blanks of the same height while the rows are read. */
function missingFigure({ loaded, status, total }: ResultsView) {
  if (!loaded) return { text: '\u00a0', sentence: '\u00a0' };
  if (!ENDED.has(status)) {
    return {
      text: t('No verdict yet'),
      sentence: t('The figure appears with the first judged row.'),
    };
  }
  const sentence =
    total === 0 ? t('The run ended before its first row.') : t('No row got a verdict that counts.');
  return { text: t('No verdict'), sentence };
}
