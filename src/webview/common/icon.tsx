import type { Tone } from '../../shared/protocol.js';

/** A codicon; decoration only, the word stands beside it. */
export function Icon({ name, spin }: { name: string; spin?: boolean }) {
  return <span class={`codicon codicon-${name}${spin ? ' spin' : ''}`} aria-hidden="true" />;
}

/** What is wrong, in words with the icon for it: red letters are too faint in some themes. */
export function Fault({ words }: { words: string }) {
  return (
    <>
      <span class="tone-error">
        <Icon name="error" />
      </span>{' '}
      {words}
    </>
  );
}

const TONE_ICONS: Record<Tone, string> = {
  pass: 'pass',
  fail: 'error',
  warn: 'question',
  error: 'warning',
  a: 'circle-filled',
  b: 'circle-filled',
  neutral: 'circle-outline',
};

export function ToneIcon({ tone }: { tone: Tone }) {
  return (
    <span class={`tone-${tone}`}>
      <Icon name={TONE_ICONS[tone]} />
    </span>
  );
}
