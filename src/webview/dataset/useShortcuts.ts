import { useEffect, useRef } from 'preact/hooks';
import { isTyping } from '../common/keysHelp.js';

interface Shortcuts {
  find(): void;
  /** False: nothing is looked for. */
  findStep(backwards: boolean): boolean;
  goToRow(): void;
  copy(): void;
  wrap(): void;
}

/**
 * The keys of the whole view. They go no further: VS Code listens on the window and would open its
 * own widgets for them.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!act(event, latest.current)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

function act(event: KeyboardEvent, shortcuts: Shortcuts): boolean {
  const key = event.key.toLowerCase();
  const isInTable = event.target instanceof Element && event.target.matches('.grid');
  // A window over the view has keys of its own.
  const isOver = event.target instanceof Element && event.target.closest('.popover') !== null;
  if (event.altKey || isOver) return false;
  if (key === 'f3') return shortcuts.findStep(event.shiftKey);
  if (event.ctrlKey || event.metaKey) {
    if (key === 'f') shortcuts.find();
    else if (key === 'g' && event.ctrlKey) shortcuts.goToRow();
    // As on a Mac.
    else if (key === 'g') return shortcuts.findStep(event.shiftKey);
    else if (key === 'c' && isInTable) shortcuts.copy();
    else return false;
    return true;
  }
  if (key !== 'w' || isTyping(event.target)) return false;
  shortcuts.wrap();
  return true;
}
