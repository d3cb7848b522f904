import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { LabelStep, LabellingView } from '../../shared/labelsProtocol.js';
import { Fault, Icon } from '../common/icon.js';
import { KeysHelp, isTyping } from '../common/keysHelp.js';
import { reasonOf } from '../common/reasonOf.js';
import { formatCount } from '../common/wording.js';
import { answersOf, keyCap } from './answers.js';
import type { Answer } from './answers.js';
import type { Kept, LabelsHost } from './kept.js';
import { RowCard } from './rowCard.js';
import { ScoreField } from './scoreField.js';

interface LabellingProps {
  readonly host: LabelsHost;
  readonly view: LabellingView;
  readonly first: LabelStep;
  readonly kept: Kept;
  keep(change: Partial<Kept>): void;
  onEnd(): void;
}

/** One row at a time; each label is on disk before the next row shows. */
export function Labelling({ host, view, first, kept, keep, onEnd }: LabellingProps) {
  const [step, setStep] = useState(first);
  const [note, setNote] = useState(first.note);
  const [problem, setProblem] = useState<string | null>(null);
  const isBusy = useRef(false);
  const shownAt = useRef(performance.now());
  const noteField = useRef<HTMLTextAreaElement>(null);
  const card = useRef<HTMLElement>(null);
  const answers = answersOf(view.scale);
  const id = step.card?.id;

  useEffect(() => {
    shownAt.current = performance.now();
    card.current?.scrollTo(0, 0);
  }, [id]);
  useEffect(() => {
    if (step.card === null) onEnd();
    else if (document.activeElement === document.body) card.current?.focus();
  }, [step]);

  /** One thing after the other: a key that is held labels no second row. */
  const ask = async (call: () => Promise<LabelStep>): Promise<void> => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      const next = await call();
      // Together: the note of one row must not be said of the next.
      setStep(next);
      if (next.card?.id !== id) setNote(next.note);
      setProblem(null);
    } catch (error) {
      setProblem(reasonOf(error));
    } finally {
      isBusy.current = false;
    }
  };
  const label = (verdict: Answer['verdict']) => {
    if (id === undefined) return;
    const tookMs = performance.now() - shownAt.current;
    void ask(() => host.call('label', { id, verdict, note, tookMs }));
  };
  const skip = () => {
    if (id === undefined) return;
    void ask(async () => {
      const next = await host.call('skip', { id });
      keep({ skipped: [...kept.skipped, id] });
      return next;
    });
  };
  const undo = () =>
    void ask(async () => {
      const back = await host.call('undo', {});
      keep({ skipped: kept.skipped.filter((one) => one !== back.card?.id) });
      return back;
    });
  const backToCard = () => card.current?.focus();

  // Before the row is painted: a quick key is about the row that is seen.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (document.querySelector('dialog[open]')) return;
      const { key, target } = event;
      if (target === noteField.current) {
        if (key === 'Escape' || (key === 'Enter' && !event.shiftKey)) {
          event.preventDefault();
          backToCard();
        }
        return;
      }
      const isNumber = target instanceof HTMLInputElement && target.type === 'number';
      if (isTyping(target) && !isNumber) return;
      const answer = isNumber ? undefined : answers.find(({ keys }) => keys.includes(key));
      const act = { s: skip, u: undo, n: () => noteField.current?.focus() }[key];
      if (!answer && !act) return;
      event.preventDefault();
      if (answer && !event.repeat) label(answer.verdict);
      else if (act && !event.repeat) act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });

  if (!step.card) return <main class="view" />;
  const place = t(
    'Row {0} of {1}',
    formatCount(Math.min(step.done + 1, step.total)),
    formatCount(step.total),
  );
  return (
    <main class="view">
      <header class="label-head">
        <h1 class="label-name clip">{t('Label rows of {0}', view.name)}</h1>
        <span class="muted clip">{t('as {0}', kept.session?.rater ?? '')}</span>
        {view.demo && <span class="muted">{t('demo: the judge is scripted')}</span>}
        <span class="spacer" />
        <span class="label-progress">
          <progress value={step.done} max={step.total} aria-label={t('Labelled rows')} />
          {t('{0} of {1}', formatCount(step.done), formatCount(step.total))}
          {kept.skipped.length > 0 && (
            <span class="muted"> {t('· {0} skipped', formatCount(kept.skipped.length))}</span>
          )}
        </span>
        <button class="button secondary" onClick={onEnd}>
          {t('Finish')}
        </button>
      </header>
      <p class="hidden" role="status">
        {place}
      </p>
      <RowCard
        card={step.card}
        place={place}
        rubric={view.rubric}
        isRubricOpen={kept.isRubricOpen}
        onRubric={(isRubricOpen) => keep({ isRubricOpen })}
        root={card}
      />
      <footer class="label-foot">
        {problem !== null && (
          <p class="label-problem" role="alert">
            <Fault words={problem} /> {t('Nothing is lost: the row is still here.')}
          </p>
        )}
        <div class="answers" role="group" aria-label={t('Your verdict')}>
          {view.scale.kind === 'score' && answers.length === 0 ? (
            <ScoreField key={id} min={view.scale.min} max={view.scale.max} onScore={label} />
          ) : (
            answers.map((answer) => (
              <button
                class="button secondary answer"
                key={answer.verdict}
                onClick={() => label(answer.verdict)}
              >
                {answer.keys
                  .filter((key) => key !== answer.text)
                  .map((key) => (
                    <kbd key={key}>{keyCap(key)}</kbd>
                  ))}
                {answer.text}
              </button>
            ))
          )}
          <span class="spacer" />
          <button class="tool" title={t('Skip this row (s)')} onClick={skip}>
            <Icon name="debug-step-over" /> {t('Skip')}
          </button>
          <button
            class="tool"
            title={t('Take back the last label (u)')}
            disabled={!step.canUndo}
            onClick={undo}
          >
            <Icon name="discard" /> {t('Undo')}
          </button>
        </div>
        <label class="note-field">
          <span class="hidden">{t('Note')}</span>
          <textarea
            class="input"
            ref={noteField}
            rows={1}
            value={note}
            placeholder={t(
              'Note (n): why you think so; it helps to mend the rubric. Enter goes back.',
            )}
            onInput={({ currentTarget }) => setNote(currentTarget.value)}
          />
        </label>
        <Live
          lines={step.live}
          isShown={kept.showsFigures}
          onShow={(showsFigures) => keep({ showsFigures })}
          done={step.done}
        />
      </footer>
      <KeysHelp keys={keysOf(answers)} />
    </main>
  );
}

function Live({
  lines,
  isShown,
  onShow,
  done,
}: {
  readonly lines: readonly string[];
  readonly isShown: boolean;
  readonly done: number;
  onShow(isShown: boolean): void;
}) {
  return (
    <p class="live muted">
      <button class="link" aria-pressed={isShown} onClick={() => onShow(!isShown)}>
        {isShown ? t('Hide figures') : t('Show figures')}
      </button>
      {isShown && (
        <span class="live-text">
          {lines.length > 0
            ? lines.join(' · ')
            : plural(
                Math.max(1, 10 - done),
                'Figures after {0} more label',
                'Figures after {0} more labels',
              )}
        </span>
      )}
    </p>
  );
}

function keysOf(answers: readonly Answer[]): readonly (readonly [string, string])[] {
  const own = answers
    .filter(({ keys }) => keys.length > 0)
    .map(({ keys, text }) => [keys.map(keyCap).join(' '), text] as const);
  return [
    ...(answers.length === 0
      ? [['↑ ↓', t('Higher or lower score; Enter: give it')] as const]
      : own),
    ['s', t('Skip this row')],
    ['u', t('Take back the last label or skip')],
    ['n', t('Write a note; Enter or Escape: back to the row')],
    ['?', t('This list')],
  ];
}
