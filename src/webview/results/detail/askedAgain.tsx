import { plural, t } from '../../../l10n/t.js';
import type { ResultDetail } from '../../../shared/protocol.js';
import type { RejudgementView } from '../../../shared/results/detailProtocol.js';
import { Fault, Icon, ToneIcon } from '../../common/icon.js';
import { Texts } from './texts.js';
import type { Rejudged } from './useRejudged.js';

interface AskedAgainProps {
  readonly detail: ResultDetail;
  readonly rejudged: Rejudged;
}

/** What the run says of a row, and beside it what the judge said when it was asked again. */
export function AskedAgain({ detail, rejudged }: AskedAgainProps) {
  const { all, isAsking, error } = rejudged;
  const isIdle = all.length === 0 && !isAsking && error === null;
  return (
    <>
      <p class="hidden" role="status">
        {isAsking ? t('Asking the judge.') : all.length > 0 ? sentenceOf(all) : ''}
      </p>
      {!isIdle && (
        <div class="again-head">
          {isAsking && (
            <>
              <Icon name="loading" spin /> {t('Asking the judge about this row…')}
              <button class="link" onClick={rejudged.stop}>
                {t('Stop')}
              </button>
            </>
          )}
          {!isAsking && error !== null && (
            <p role="alert">
              <Fault words={error} />{' '}
              <button class="link" onClick={rejudged.ask}>
                {t('Retry')}
              </button>
            </p>
          )}
          {!isAsking && error === null && <p>{sentenceOf(all)}</p>}
        </div>
      )}
      {all.length === 0 ? (
        <Texts texts={detail.feedback} />
      ) : (
        <div class="pair">
          <section class="block" aria-label={t('In the run')}>
            <p class="attempt-verdict">
              <span>
                <ToneIcon tone={detail.tone} /> {detail.verdict}
              </span>
              <span class="muted">{t('in the run')}</span>
            </p>
            <Texts texts={detail.feedback} stacked />
          </section>
          <section class="block" aria-label={t('Asked again')}>
            {all.toReversed().map((attempt, index) => (
              <Attempt key={all.length - index} attempt={attempt} />
            ))}
          </section>
        </div>
      )}
    </>
  );
}

function Attempt({ attempt }: { attempt: RejudgementView }) {
  return (
    <div class="attempt">
      <p class="attempt-verdict">
        <span>
          <ToneIcon tone={attempt.tone} /> {attempt.verdict}
        </span>
        <span class="muted">
          {attempt.isSame ? t('asked again: the same') : t('asked again: another verdict')}
        </span>
      </p>
      {attempt.errors.map((error) => (
        <p class="fault" key={error}>
          <Fault words={error} />
        </p>
      ))}
      {attempt.explanation !== null && <p class="explanation">{attempt.explanation}</p>}
      <Texts texts={attempt.feedback} stacked />
      <p class="muted facts">{attempt.facts.join(' · ')}</p>
      {attempt.notes.map((note) => (
        <p class="muted note" key={note}>
          <Icon name="info" /> {note}
        </p>
      ))}
    </div>
  );
}

function sentenceOf(all: readonly RejudgementView[]): string {
  const same = all.filter(({ isSame }) => isSame).length;
  const stays = t('The run stays as it is.');
  if (all.length === 1) {
    return same === 1
      ? t('Asked again, the judge gave the same verdict. {0}', stays)
      : t('Asked again, the judge gave another verdict. {0}', stays);
  }
  return t(
    'Asked again {0}, the judge gave the run’s verdict {1}. {2}',
    plural(all.length, '{0} time', '{0} times'),
    plural(same, '{0} time', '{0} times'),
    stays,
  );
}
