import { useEffect, useRef } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { LabelFiguresView } from '../../shared/labelFiguresView.js';
import type { LabellingView } from '../../shared/labelsProtocol.js';
import { LabelFigures } from '../common/labelFigures.js';
import type { Kept, LabelsHost } from './kept.js';

interface SummaryProps {
  readonly host: LabelsHost;
  readonly view: LabellingView;
  readonly figures: LabelFiguresView;
  readonly kept: Kept;
  onAgain(): void;
}

/** How far the judge agrees with people, once the labels are there. */
export function Summary({ host, view, figures, kept, onAgain }: SummaryProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { differences } = figures;
  const skipped = kept.skipped.length;
  return (
    <main class="view">
      <header class="label-head">
        <h1 class="label-name clip" ref={heading} tabIndex={-1}>
          {t('Labels of {0}', view.name)}
        </h1>
        {skipped > 0 && (
          <span class="muted">{plural(skipped, '{0} row skipped', '{0} rows skipped')}</span>
        )}
        <span class="spacer" />
        <button class="button secondary" onClick={onAgain}>
          {t('Label more')}
        </button>
        <button class="button secondary" onClick={() => void host.call('close', {})}>
          {t('Close')}
        </button>
      </header>
      <div class="summary fill" tabIndex={0} role="region" aria-label={t('What the labels say')}>
        <LabelFigures figures={figures} />
        {differences > 0 && (
          <div class="actions">
            <button class="button" onClick={() => void host.call('showDifferences', {})}>
              {plural(
                differences,
                'Show the {0} row where you and the judge differ',
                'Show the {0} rows where you and the judge differ',
              )}
            </button>
            <button class="button secondary" onClick={() => void host.call('exportExamples', {})}>
              {t('Export them as examples…')}
            </button>
          </div>
        )}
      </div>
    </main>
  );
}
