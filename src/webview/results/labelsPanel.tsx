import { useEffect, useState } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { Reply } from '../../shared/rpc.js';
import type { resultsProtocol } from '../../shared/protocol.js';
import { Fault, Icon } from '../common/icon.js';
import { LabelFigures } from '../common/labelFigures.js';
import '../common/labelFigures.css';
import { reasonOf } from '../common/reasonOf.js';
import type { ResultsHost } from './resultsEditor.js';

interface LabelsPanelProps {
  readonly host: ResultsHost;
  /** Of the rows. */
  readonly version: number;
  toRows(filters: string[]): void;
}

/** How far the judge agrees with people, or how to find out. */
export function LabelsPanel({ host, version, toRows }: LabelsPanelProps) {
  const [read, setRead] = useState<Reply<typeof resultsProtocol, 'labels'> | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let current = true;
    host.call('labels', { version }).then(
      (reply) => {
        if (!current) return;
        setRead(reply);
        setProblem(null);
      },
      (error: unknown) => current && setProblem(reasonOf(error)),
    );
    return () => void (current = false);
  }, [host, version, attempt]);
  const act = (action: 'label' | 'export') => void host.call('labelAct', { action });

  return (
    <section class="judge-panel" aria-labelledby="people-title">
      <h2 class="judge-title" id="people-title">
        {t('People')}
      </h2>
      {problem !== null && (
        <p role="alert">
          <Fault words={problem} />{' '}
          <button class="link" onClick={() => setAttempt(attempt + 1)}>
            {t('Retry')}
          </button>
        </p>
      )}
      {!read && problem === null && <p class="muted">{t('Reading the labels…')}</p>}
      {read?.figures.rows === 0 && (
        <>
          <p>{read.invitation}</p>
          <p class="labels-tools">
            <button class="button" onClick={() => act('label')}>
              <Icon name="tag" /> {t('Label rows')}
            </button>
          </p>
        </>
      )}
      {read && read.figures.rows > 0 && (
        <>
          <LabelFigures figures={read.figures} />
          <p class="labels-tools">
            {read.filters.length > 0 && (
              <>
                <button class="button secondary" onClick={() => toRows(read.filters)}>
                  {plural(
                    read.figures.differences,
                    'Show the {0} row that differ',
                    'Show the {0} rows that differ',
                  )}
                </button>
                <button class="button secondary" onClick={() => act('export')}>
                  {t('Export them as examples…')}
                </button>
              </>
            )}
            <button class="button secondary" onClick={() => act('label')}>
              <Icon name="tag" /> {t('Label more rows')}
            </button>
          </p>
        </>
      )}
    </section>
  );
}
