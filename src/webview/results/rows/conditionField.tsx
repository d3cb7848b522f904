import { useRef, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ResultsView } from '../../../shared/protocol.js';
import { Fault } from '../../common/icon.js';
import { reasonOf } from '../../common/reasonOf.js';
import { completions } from './completions.js';

interface ConditionProblem {
  /** The character, from 1. */
  readonly at: number;
  readonly message: string;
}

interface ConditionFieldProps {
  readonly columns: ResultsView['conditionColumns'];
  readonly start: string;
  /** What the button does, in a word. */
  readonly action: string;
  check(text: string): Promise<ConditionProblem | null>;
  onDone(condition: string): void;
}

const forms = () =>
  [
    ['~text', t('holds')],
    ['=text', t('is')],
    ['>=3', t('at least')],
    [':empty', t('is empty')],
    ['!~ != !:empty', t('the opposite')],
  ] as const;

/** A condition as text, with the names of columns completed; what is wrong is said when it is used. */
export function ConditionField({ columns, start, action, check, onDone }: ConditionFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(start);
  const [problem, setProblem] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const options = isOpen ? completions(columns, text) : [];

  const choose = (index: number) => {
    const option = options[index];
    if (!option) return;
    setText(option.text);
    setAt(0);
    input.current?.focus();
  };
  const submit = async () => {
    const condition = text.trim();
    setOpen(false);
    try {
      const found = await check(condition);
      if (!found) {
        onDone(condition);
        return;
      }
      setProblem(found.message);
      const place = Math.min(condition.length, found.at - 1);
      input.current?.setSelectionRange(place, place);
      input.current?.focus();
    } catch (error) {
      setProblem(reasonOf(error));
    }
  };
  const onKey = (event: KeyboardEvent) => {
    const isListed = options.length > 0;
    if (event.key === 'ArrowDown') {
      if (isListed) setAt((at + 1) % options.length);
      else setOpen(true);
    } else if (event.key === 'ArrowUp' && isListed) {
      setAt((at + options.length - 1) % options.length);
    } else if (event.key === 'Enter' || (event.key === 'Tab' && isListed && text !== '')) {
      if (isListed) choose(at);
      else void submit();
    } else if (event.key === 'Escape' && isListed) setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <form
      class="condition-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <div class="condition-line">
        <div class="condition-field">
          <input
            class="input condition"
            ref={input}
            role="combobox"
            aria-label={t('Condition on a column')}
            aria-expanded={options.length > 0}
            aria-controls="condition-list"
            aria-autocomplete="list"
            aria-describedby="condition-help"
            {...(options.length > 0 && { 'aria-activedescendant': `condition-${at}` })}
            {...(problem !== null && { 'aria-invalid': true })}
            placeholder="question~refund"
            spellcheck={false}
            autocomplete="off"
            value={text}
            onInput={(event) => {
              setText(event.currentTarget.value);
              setProblem(null);
              setAt(0);
              setOpen(true);
            }}
            onClick={() => setOpen(true)}
            onBlur={() => setOpen(false)}
            onKeyDown={onKey}
          />
          <ul
            class={options.length > 0 ? 'condition-list' : 'hidden'}
            id="condition-list"
            role="listbox"
            aria-label={t('Columns')}
          >
            {options.map(({ label, about }, index) => (
              <li
                class={`condition-option${index === at ? ' active' : ''}`}
                role="option"
                id={`condition-${index}`}
                key={label}
                aria-selected={index === at}
                // Before the field loses the focus, which closes the list.
                onPointerDown={(event) => {
                  event.preventDefault();
                  choose(index);
                }}
              >
                <bdi class="clip condition">{label}</bdi>
                {about !== null && <span class="clip condition-about">{about}</span>}
              </li>
            ))}
          </ul>
        </div>
        <button class="button" disabled={text.trim() === ''}>
          {action}
        </button>
      </div>
      {problem !== null && (
        <p class="condition-problem" role="alert">
          <Fault words={problem} />
        </p>
      )}
      <p class="muted condition-help" id="condition-help">
        {t('A column, then')}{' '}
        {forms().map(([form, words], index) => (
          <span key={form}>
            {index > 0 && ' · '}
            <span class="condition">{form}</span> {words}
          </span>
        ))}
      </p>
    </form>
  );
}
