import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';

/** Says what the keys of a view do; `?` opens it, Escape closes it. */
export function KeysHelp({ keys }: { keys: readonly (readonly [keys: string, does: string])[] }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || isTyping(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  useEffect(() => {
    if (open) dialog.current?.showModal();
  }, [open]);

  if (!open) return null;
  return (
    <dialog class="keys" ref={dialog} aria-labelledby="keys-title" onClose={() => setOpen(false)}>
      <h2 id="keys-title">{t('Keys')}</h2>
      <dl>
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button class="button secondary">{t('Close')}</button>
      </form>
    </dialog>
  );
}

/** True in a field in which letters are text, not commands. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
