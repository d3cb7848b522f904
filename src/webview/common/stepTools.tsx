import { t } from '../../l10n/t.js';
import { Icon } from './icon.js';

interface StepToolsProps {
  onStep(by: 1 | -1): void;
  /** Absent: one that leads nowhere is refused elsewhere. */
  readonly canStep?: { readonly back: boolean; readonly on: boolean };
}

/** From the row that is shown in full to the one before it, and to the next. */
export function StepTools({ onStep, canStep = { back: true, on: true } }: StepToolsProps) {
  return (
    <>
      <button
        class="tool"
        aria-label={t('Previous row')}
        title={t('Previous row (k)')}
        disabled={!canStep.back}
        onClick={() => onStep(-1)}
      >
        <Icon name="arrow-up" />
      </button>
      <button
        class="tool"
        aria-label={t('Next row')}
        title={t('Next row (j)')}
        disabled={!canStep.on}
        onClick={() => onStep(1)}
      >
        <Icon name="arrow-down" />
      </button>
    </>
  );
}
