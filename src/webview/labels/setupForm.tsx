import { useEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type {
  LabelSession,
  LabelStep,
  LabellingView,
  PlanId,
} from '../../shared/labelsProtocol.js';
import { Fault } from '../common/icon.js';
import { reasonOf } from '../common/reasonOf.js';
import { formatCount } from '../common/wording.js';
import type { LabelsHost } from './kept.js';

interface SetupFormProps {
  readonly host: LabelsHost;
  readonly view: LabellingView;
  onStart(session: LabelSession, step: LabelStep): void;
  onFigures(): void;
}

/** Who labels, which rows, how many; and what that will tell. */
export function SetupForm({ host, view, onStart, onFigures }: SetupFormProps) {
  const [rater, setRater] = useState(view.rater);
  const [plan, setPlan] = useState<PlanId>(view.plan);
  const [number, setNumber] = useState(view.number);
  const [seed, setSeed] = useState(view.seed);
  const [sentence, setSentence] = useState(' ');
  const [problem, setProblem] = useState<string | null>(null);
  const name = useRef<HTMLInputElement>(null);
  const isUsable = Number.isInteger(number) && number > 0 && Number.isInteger(seed);

  useEffect(() => {
    name.current?.focus();
    name.current?.select();
  }, []);
  useEffect(() => {
    if (!isUsable) return;
    let current = true;
    host.call('foresee', { rater, plan, number, seed }).then(
      (answer) => current && setSentence(answer.sentence),
      (error: unknown) => current && setSentence(reasonOf(error)),
    );
    return () => void (current = false);
  }, [host, rater, plan, number, seed, isUsable]);

  const start = async () => {
    setProblem(null);
    try {
      const answer = await host.call('start', {
        ...{ rater, plan, number, seed },
        since: null,
        skipped: [],
      });
      onStart(answer.session, answer.step);
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  const labelled = view.raters.map((one) => `${one.name} (${formatCount(one.rows)})`).join(', ');

  return (
    <main class="view">
      <header class="label-head">
        <h1 class="label-name clip">{t('Label rows of {0}', view.name)}</h1>
        {view.demo && <span class="muted">{t('demo: the judge is scripted')}</span>}
      </header>
      <form
        class="setup fill"
        onSubmit={(event) => {
          event.preventDefault();
          if (isUsable) void start();
        }}
      >
        <p class="setup-lead">
          {t(
            'You see what the judge sees and say what you think. Its verdicts and the names of models stay hidden until you have finished.',
          )}
        </p>
        <label class="setup-field">
          <span>{t('Your name')}</span>
          <input
            class="input"
            ref={name}
            required
            value={rater}
            maxLength={80}
            onInput={({ currentTarget }) => setRater(currentTarget.value)}
          />
        </label>
        <fieldset class="setup-plans">
          <legend>{t('Which rows')}</legend>
          {view.plans.map(({ id, label, detail, rows }) => (
            <label key={id} class="setup-plan">
              <input
                type="radio"
                name="plan"
                checked={plan === id}
                onChange={() => setPlan(id)}
                aria-describedby={`plan-${id}`}
              />
              <span>
                {label} <span class="muted">{plural(rows, '{0} row', '{0} rows')}</span>
                <span class="muted setup-detail" id={`plan-${id}`}>
                  {detail}
                </span>
              </span>
            </label>
          ))}
        </fieldset>
        <div class="setup-numbers">
          <label class="setup-field">
            <span>{t('How many')}</span>
            <input
              class="input number"
              type="number"
              min={1}
              step={1}
              required
              value={number}
              onInput={({ currentTarget }) => setNumber(currentTarget.valueAsNumber)}
            />
          </label>
          <label
            class="setup-field"
            title={t(
              'The same seed gives the same rows: two people with one seed label the same rows',
            )}
          >
            <span>{t('Seed')}</span>
            <input
              class="input number"
              type="number"
              step={1}
              required
              value={seed}
              onInput={({ currentTarget }) => setSeed(currentTarget.valueAsNumber)}
            />
          </label>
        </div>
        <p class="setup-sentence" role="status">
          {sentence}
        </p>
        {problem !== null && (
          <p role="alert">
            <Fault words={problem} />
          </p>
        )}
        <div class="actions">
          <button class="button" type="submit">
            {t('Start labelling')}
          </button>
          {view.raters.length > 0 && (
            <button class="button secondary" type="button" onClick={onFigures}>
              {t('Show the figures so far')}
            </button>
          )}
        </div>
        {labelled !== '' && <p class="muted">{t('Labelled so far: {0}', labelled)}</p>}
      </form>
    </main>
  );
}
