import { decimalText, t } from '../../l10n/t.js';
import type { LabelScale } from '../../shared/labelsProtocol.js';

/** One thing a person can say of a row, with the keys that say it. */
export interface Answer {
  readonly verdict: string | number;
  readonly text: string;
  /** As `KeyboardEvent.key`; the first one stands on the button. */
  readonly keys: readonly string[];
}

const choices = (): readonly Answer[] => [
  { verdict: 'first', text: t('First is better'), keys: ['1', 'ArrowLeft'] },
  { verdict: 'tie', text: t('Tie'), keys: ['0'] },
  { verdict: 'second', text: t('Second is better'), keys: ['2', 'ArrowRight'] },
];

/** The answers of a scale; none where the answer is a number from a wide range. */
export function answersOf(scale: LabelScale): readonly Answer[] {
  switch (scale.kind) {
    case 'choice':
      return choices();
    case 'labels':
      return scale.labels.map((label, at) => ({
        verdict: label,
        text: label,
        keys: at < 9 ? [String(at + 1)] : [],
      }));
    case 'score': {
      const { values } = scale;
      const isDigits = values.every((value) => value >= 0 && value <= 9);
      const isToTen = values[0] === 1 && values.at(-1) === 10;
      return values.map((value, at) => ({
        verdict: value,
        text: decimalText(String(value)),
        // A digit is its own key; the place is, where the scale holds other numbers.
        keys: isDigits || isToTen ? [String(value % 10)] : [String((at + 1) % 10)],
      }));
    }
  }
}

/** A key as it is written on a keyboard. */
export function keyCap(key: string): string {
  return { ArrowLeft: '←', ArrowRight: '→' }[key] ?? key;
}
