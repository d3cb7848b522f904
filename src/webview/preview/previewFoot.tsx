import type { RefObject } from 'preact';
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

const JUMPS = [
  ['fails', 'error', 'Next failing', 'To the next failing row (f)'],
  ['longest', 'arrow-up', 'Longest', 'To the longest row (l)'],
  ['shortest', 'arrow-down', 'Shortest', 'To the shortest row (s)'],
] as const;

/** Ways to other rows, the pin, and the ways to take a request along. */
export function PreviewFoot(props: PreviewFootProps) {
  const { row, rows, pin, role, field, onRow, onJump, onPin, onCopy } = props;
  const isPinned = pin === row;
  return (
    <footer class="preview-foot">
      <RowStepper row={row} rows={rows} field={field} onRow={onRow} />
      <span class="foot-group">
        {JUMPS.map(([to, icon, word, what]) => (
          <button class="tool" key={to} title={what} aria-label={what} onClick={() => onJump(to)}>
            <Icon name={icon} />
            <span class="tool-word">{word}</span>
          </button>
        ))}
        <button
          class="tool"
          aria-pressed={isPinned}
          aria-label="Pin this row"
          title={
            isPinned ? 'Unpin this row (p)' : 'Pin this row: it is kept, wherever it moves (p)'
          }
          onClick={() => onPin(isPinned ? null : row)}
        >
          <Icon name={isPinned ? 'pinned' : 'pin'} />
          <span class="tool-word">{isPinned ? 'Pinned' : 'Pin'}</span>
        </button>
        {pin !== null && !isPinned && (
          <button class="link" onClick={() => onRow(pin)}>
            Row {pin}
          </button>
        )}
      </span>
      <span class="spacer" />
      {role !== null && (
        <span class="foot-group">
          <span class="muted">Copy</span>
          <CopyTools role={role} of="" onCopy={onCopy} />
        </span>
      )}
    </footer>
  );
}
