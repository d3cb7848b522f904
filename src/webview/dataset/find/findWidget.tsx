import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../../l10n/t.js';
import type { FindQuery } from '../../../shared/datasetViews.js';
import { Fault, Icon } from '../../common/icon.js';
import { formatCount } from '../../common/wording.js';
import type { FindSteps, Finding } from './useFind.js';

const TYPING_PAUSE_MS = 200;

const switches = () =>
  [
    ['matchCase', 'case-sensitive', t('Match case'), 'c'],
    ['wholeWord', 'whole-word', t('Match whole word'), 'w'],
    ['regex', 'regex', t('Use regular expression'), 'r'],
  ] as const;

interface FindWidgetProps {
  readonly find: FindQuery;
  readonly finding: Finding;
  readonly steps: FindSteps;
  /** Counts how often it was asked for: each time the field takes the focus. */
  readonly asked: number;
  onFind(find: FindQuery): void;
  onClose(): void;
}

/** Looks like the find widget of an editor, and has its keys. */
export function FindWidget({ find, finding, steps, asked, onFind, onClose }: FindWidgetProps) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(find.text);
  // At once: what is typed next is meant for it.
  useLayoutEffect(() => field.current?.select(), [asked]);
  useEffect(() => {
    if (typed === find.text) return;
    const timer = setTimeout(() => onFind({ ...find, text: typed }), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, find]);

  const toggle = (name: ReturnType<typeof switches>[number][0]) =>
    onFind({ ...find, text: typed, [name]: !find[name] });
  const onKey = (event: KeyboardEvent) => {
    const chosen =
      event.altKey && switches().find(([, , , key]) => key === event.key.toLowerCase());
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && typed !== find.text) onFind({ ...find, text: typed });
    else if (event.key === 'Enter') steps.step(event.shiftKey);
    else if (chosen) toggle(chosen[0]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const isRunning = steps.work?.phase === 'running';
  const cannot = finding.find === null || (steps.work?.phase === 'done' && steps.work.rows === 0);
  return (
    <div class="find" role="search" aria-label={t('Find in rows')} onKeyDown={onKey}>
      <div class={`find-field${finding.fault === null ? '' : ' fault'}`}>
        <input
          class="find-input"
          ref={field}
          type="text"
          placeholder={t('Find in rows')}
          aria-label={t('Find in rows')}
          spellcheck={false}
          value={typed}
          {...(finding.fault !== null && {
            'aria-invalid': true,
            'aria-describedby': 'find-fault',
          })}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        {switches().map(([name, icon, label, key]) => (
          <button
            class="icon-button switch"
            key={name}
            title={t('{0} (Alt+{1})', label, key.toUpperCase())}
            aria-label={label}
            aria-pressed={find[name]}
            onClick={() => toggle(name)}
          >
            <Icon name={icon} />
          </button>
        ))}
      </div>
      <span class="find-count" role="status">
        {countWords(find, steps)}
      </span>
      {isRunning ? (
        <button
          class="tool square"
          aria-label={t('Stop counting')}
          title={t('Stop')}
          onClick={steps.stop}
        >
          <Icon name="debug-stop" />
        </button>
      ) : (
        <span class="find-rest">{steps.isStepping && <Icon name="loading" spin />}</span>
      )}
      <button
        class="tool square"
        aria-label={t('Previous match')}
        title={t('Previous match (Shift+F3)')}
        disabled={cannot}
        onClick={() => steps.step(true)}
      >
        <Icon name="arrow-up" />
      </button>
      <button
        class="tool square"
        aria-label={t('Next match')}
        title={t('Next match (F3)')}
        disabled={cannot}
        onClick={() => steps.step(false)}
      >
        <Icon name="arrow-down" />
      </button>
      <span class="spacer" />
      <button
        class="tool square"
        aria-label={t('Close find')}
        title={t('Close (Escape)')}
        onClick={onClose}
      >
        <Icon name="close" />
      </button>
      {finding.fault !== null && (
        <p class="find-fault" id="find-fault" role="alert">
          <Fault words={finding.fault} />
        </p>
      )}
    </div>
  );
}

/** `3 of 1,204 rows`, `1,204 rows so far, 40 %`, `No row` */
function countWords(find: FindQuery, { work, match, failure }: FindSteps): string {
  if (failure !== null) return failure;
  if (find.text === '' || work === null) return '';
  if (work.phase === 'failed') return work.failure ?? '';
  const isOver = work.phase === 'done';
  if (isOver && work.rows === 0) return t('No row');
  // A match may be ahead of what is counted by now.
  const rows = plural(Math.max(work.rows, match?.ordinal ?? 0), '{0} row', '{0} rows');
  const percent = `${Math.floor(100 * work.share)} %`;
  const all = isOver
    ? rows
    : `${rows}${work.phase === 'stopped' ? t(', stopped at {0}', percent) : t(' so far, {0}', percent)}`;
  return match ? t('{0} of {1}', formatCount(match.ordinal), all) : all;
}
