import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import { Fault } from '../../common/icon.js';
import { formatCount } from '../../common/wording.js';

interface GoToRowProps {
  readonly rows: number;
  /** A row that the list hasn't got: to be told, with a way to it. */
  readonly missing: number | null;
  onGo(row: number): void;
  onShowAll(row: number): void;
  onClose(): void;
}

/** Asks for a row by its number in the file. */
export function GoToRow({ rows, missing, onGo, onShowAll, onClose }: GoToRowProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  useLayoutEffect(() => field.current?.focus(), []);

  const submit = (event: Event) => {
    event.preventDefault();
    const row = Number(text.replace(/[\s,]/g, ''));
    const isRow = text.trim() !== '' && Number.isInteger(row) && row >= 1 && row <= rows;
    setFault(isRow ? null : t('Write a number from 1 to {0}.', formatCount(rows)));
    if (isRow) onGo(row);
  };
  return (
    <form
      class="find go-to"
      aria-label={t('Go to row')}
      noValidate
      onSubmit={submit}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <input
        class="input"
        ref={field}
        inputMode="numeric"
        aria-label={t('Row number')}
        placeholder={t('Row, 1 to {0}', formatCount(rows))}
        value={text}
        {...(fault !== null && { 'aria-invalid': true, 'aria-describedby': 'go-to-fault' })}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setFault(null);
        }}
      />
      <button class="button">{t('Go')}</button>
      {fault !== null && (
        <p class="find-fault" id="go-to-fault" role="alert">
          <Fault words={fault} />
        </p>
      )}
      {missing !== null && fault === null && (
        <p class="find-fault" role="alert">
          {t('Row {0} is not in this list.', formatCount(missing))}{' '}
          <button class="link" type="button" onClick={() => onShowAll(missing)}>
            {t('Show all rows')}
          </button>
        </p>
      )}
    </form>
  );
}
