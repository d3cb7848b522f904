import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import { Icon } from '../../common/icon.js';
import { isTyping } from '../../common/keysHelp.js';

const TYPING_PAUSE_MS = 150;

/** Words that must stand somewhere in a row; `/` leads here. */
export function RowSearch({ text, onText }: { readonly text: string; onText(text: string): void }) {
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onText(typed), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || isTyping(event.target)) return;
      event.preventDefault();
      input.current?.select();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);

  return (
    <span class="search">
      <Icon name="search" />
      <input
        class="input"
        ref={input}
        type="search"
        placeholder={t('Search in rows')}
        aria-label={t('Search in rows')}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
        }}
      />
    </span>
  );
}
