import type { RefObject } from 'preact';
import { t } from '../../l10n/t.js';
import type { Jump } from '../../shared/previewProtocol.js';
import { Icon } from '../common/icon.js';
import { CopyTools } from './requestPanel.js';
import type { CopyForm } from './requestPanel.js';
import { RowStepper } from './rowStepper.js';

interface PreviewFootProps {
  readonly row: number;
  readonly rows: number | null;
  readonly pin: number | null;
  /** The request that is copied; null where several are on show. */
  readonly role: string | null;
  readonly field: RefObject<HTMLInputElement | null>;
  onRow(row: number): void;
  onJump(to: Jump): void;
  onPin(row: number | null): void;
  onCopy(role: string, as: CopyForm): void;
}

const jumps = () =>
  [
    ['fails', 'error', t('Next failing'), t('To the next failing row (f)')],
    ['longest', 'arrow-up', t('Longest'), t('To the longest row (l)')],
    ['shortest', 'arrow-down', t('Shortest'), t('To the shortest row (s)')],
  ] as const;

/** Ways to other rows, the pin, and the ways to take a request along. */
export function PreviewFoot(props: PreviewFootProps) {
  const { row, rows, pin, role, field, onRow, onJump, onPin, onCopy } = props;
  const isPinned = pin === row;
  return (
    <footer class="preview-foot">
      <RowStepper row={row} rows={rows} field={field} onRow={onRow} />
      <span class="foot-group">
        {jumps().map(([to, icon, word, what]) => (
          <button class="tool" key={to} title={what} aria-label={what} onClick={() => onJump(to)}>
            <Icon name={icon} />
            <span class="tool-word">{word}</span>
          </button>
        ))}
        <button
          class="tool"
          aria-pressed={isPinned}
          aria-label={t('Pin this row')}
          title={
            isPinned
              ? t('Unpin this row (p)')
              : t('Pin this row: it is kept, wherever it moves (p)')
          }
          onClick={() => onPin(isPinned ? null : row)}
        >
          <Icon name={isPinned ? 'pinned' : 'pin'} />
          <span class="tool-word">{isPinned ? t('Pinned') : t('Pin')}</span>
        </button>
        {pin !== null && !isPinned && (
          <button class="link" onClick={() => onRow(pin)}>
            {t('Row {0}', pin)}
          </button>
        )}
      </span>
      <span class="spacer" />
      {role !== null && (
        <span class="foot-group">
          <span class="muted">{t('Copy')}</span>
          <CopyTools role={role} of="" onCopy={onCopy} />
        </span>
      )}
    </footer>
  );
}
