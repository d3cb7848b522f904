import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';

interface ScoreFieldProps {
  readonly min: number;
  readonly max: number;
  onScore(score: number): void;
}

/** A score of a wide range: typed, or by arrows; Enter gives it. */
export function ScoreField({ min, max, onScore }: ScoreFieldProps) {
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const score = Number(text);
  const isUsable = text.trim() !== '' && score >= min && score <= max;
  return (
    <form
      class="score-field"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) onScore(score);
      }}
    >
      <label>
        {t('Score from {0} to {1}', min, max)}{' '}
        <input
          class="input number"
          ref={field}
          type="number"
          min={min}
          max={max}
          step={max - min <= 2 ? 0.1 : 1}
          value={text}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
      </label>
      <button class="button" disabled={!isUsable}>
        {t('Give score')}
      </button>
    </form>
  );
}
