import { useEffect, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { t } from '../../l10n/t.js';
import { Icon } from '../common/icon.js';
import { formatCount } from '../common/wording.js';

interface RowStepperProps {
  readonly row: number;
  /** Null where the number of rows isn't known. */
  readonly rows: number | null;
  readonly field: RefObject<HTMLInputElement | null>;
  onRow(row: number): void;
}

/** Previous, next, and a field for a row's number. */
export function RowStepper({ row, rows, field, onRow }: RowStepperProps) {
  const [typed, setTyped] = useState(String(row));
  useEffect(() => setTyped(String(row)), [row]);
  const go = () => {
    const wanted = Math.round(Number(typed));
    if (wanted >= 1) onRow(rows === null ? wanted : Math.min(rows, wanted));
    else setTyped(String(row));
  };
  return (
    <span class="stepper">
      <button
        class="tool"
        aria-label={t('Previous row')}
        title={t('Previous row (←)')}
        disabled={row <= 1}
        onClick={() => onRow(row - 1)}
      >
        <Icon name="arrow-left" />
      </button>
      <label class="stepper-label">
        {t('Row')}
        <input
          class="input stepper-field"
          inputMode="numeric"
          aria-label={t('Row number')}
          ref={field}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
          onBlur={go}
          onKeyDown={(event) => {
            if (event.key === 'Enter') go();
          }}
        />
      </label>
      {rows !== null && <span class="muted">{t('of {0}', formatCount(rows))}</span>}
      <button
        class="tool"
        aria-label={t('Next row')}
        title={t('Next row (→)')}
        disabled={rows !== null && row >= rows}
        onClick={() => onRow(row + 1)}
      >
        <Icon name="arrow-right" />
      </button>
    </span>
  );
}
