import { t } from '../../l10n/t.js';
import type { ComparisonView } from '../../shared/compareProtocol.js';
import { Icon } from '../common/icon.js';
import type { CompareHost } from './compareRuns.js';
import { DeltaBar } from './deltaBar.js';

interface AnswerProps {
  readonly comparison: ComparisonView;
  readonly host: CompareHost;
  onFailed(error: unknown): void;
}

/** The answer, what it is over, what was made differently, and what to know before it is believed. */
export function Answer({ comparison, host, onFailed }: AnswerProps) {
  const { cautions, sentence, delta, scale, a, b, measure, facts } = comparison;
  return (
    <>
      <section class="answer" aria-label={t('Answer')}>
        <div>
          <p class="answer-text">{sentence}</p>
          {delta && (
            <div class="delta">
              <span class="muted">{comparison.ends[0]}</span>
              <DeltaBar estimate={delta.estimate} scale={scale} />
              <span class="muted">{comparison.ends[1]}</span>
            </div>
          )}
          {a !== null && b !== null && (
            <p class="numbers">{t('{0} over the same rows: A {1} → B {2}', measure, a, b)}</p>
          )}
          <p class="muted numbers">{facts}</p>
        </div>
        <Differences comparison={comparison} host={host} onFailed={onFailed} />
        {cautions.length > 0 && (
          <ul class="cautions" aria-label={t('Before this is believed')}>
            {cautions.map((caution) => (
              <li key={caution}>
                <span class="tone-warn">
                  <Icon name="warning" />
                </span>{' '}
                {caution}
              </li>
            ))}
          </ul>
        )}
      </section>
    </>
  );
}

function Differences({ comparison, host, onFailed }: AnswerProps) {
  const { differences } = comparison;
  const show = (field: string) => void host.call('showDiff', { field }).catch(onFailed);
  if (differences.length === 0) {
    return (
      <section class="differences" aria-label={t('What differs')}>
        <h2>{t('What differs')}</h2>
        <p class="muted">{t('Nothing in spec, dataset and place: the same run, made twice.')}</p>
      </section>
    );
  }
  return (
    <section class="differences" aria-label={t('What differs')}>
      <h2>
        {t('What differs')}
        <button class="link" onClick={() => show('spec')}>
          {t('Diff spec')}
        </button>
      </h2>
      <ul tabIndex={0} aria-label={t('Differences')}>
        {differences.map(({ field, label, a, b, isTemplate }) => (
          <li key={field}>
            <span class="difference-label clip" title={field}>
              {label}
            </span>
            <span class="clip" title={`${a ?? t('none')} → ${b ?? t('none')}`}>
              <Value text={a} /> <span class="muted">→</span> <Value text={b} />
            </span>
            {isTemplate && (
              <button class="link" onClick={() => show(field)}>
                {t('Diff {0}', label)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Value({ text }: { text: string | null }) {
  return text === null ? <span class="muted">{t('none')}</span> : <>{text}</>;
}
