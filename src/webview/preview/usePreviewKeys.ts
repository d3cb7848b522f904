import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { Jump } from '../../shared/previewProtocol.js';
import { isTyping } from '../common/keysHelp.js';

export const previewKeys = () =>
  [
    ['→ j', t('Next row')],
    ['← k', t('Previous row')],
    [t('Home End'), t('First or last row')],
    ['g', t('To the field for a row’s number')],
    ['f', t('Next row that fails')],
    ['l s', t('Longest or shortest row')],
    ['/', t('Search in rows; then n, N: next, previous')],
    ['p', t('Pin this row, or unpin it')],
    ['r', t('Show or hide the list of rows')],
    ['1 2 3', t('First, second, third request')],
    ['↑ ↓', t('On a part from a column: to the next one')],
    [t('Enter'), t('On a part from a column: to its template')],
  ] as const;

interface PreviewActions {
  readonly row: number;
  readonly rows: number | null;
  onRow(row: number): void;
  onJump(to: Jump): void;
  onPin(): void;
  onRail(): void;
  onSearch(): void;
  onNumber(): void;
  /** From 0; false where there is no such request. */
  onRequest(index: number): boolean;
}

/** Keys that hold everywhere in the view but in fields. */
export function usePreviewKeys(actions: PreviewActions): void {
  const current = useRef(actions);
  current.current = actions;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isTyping(event.target) || event.target instanceof HTMLSelectElement) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if ((event.target as Element).closest('[role=tablist], dialog')) return;
      if (act(event.key, current.current)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function act(key: string, actions: PreviewActions): boolean {
  const { row, rows } = actions;
  switch (key) {
    case 'ArrowRight':
    case 'j':
      actions.onRow(row + 1);
      return true;
    case 'ArrowLeft':
    case 'k':
      actions.onRow(row - 1);
      return true;
    case 'Home':
      actions.onRow(1);
      return true;
    case 'End':
      if (rows !== null) actions.onRow(rows);
      return true;
    case 'g':
      actions.onNumber();
      return true;
    case 'f':
      actions.onJump('fails');
      return true;
    case 'l':
      actions.onJump('longest');
      return true;
    case 's':
      actions.onJump('shortest');
      return true;
    case '/':
      actions.onSearch();
      return true;
    case 'n':
      actions.onJump('match');
      return true;
    case 'N':
      actions.onJump('previousMatch');
      return true;
    case 'p':
      actions.onPin();
      return true;
    case 'r':
      actions.onRail();
      return true;
    default:
      return /^[1-9]$/.test(key) && actions.onRequest(Number(key) - 1);
  }
}
