import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { OriginView, PreviewMessage } from '../../shared/previewProtocol.js';
import { formatBytes } from '../common/wording.js';
import { cutLength, messageSegments } from './messageSegments.js';
import type { Segment, Stretch } from './messageSegments.js';
import { columnsName, originTitle } from './originTints.js';
import type { TintedColumn } from './originTints.js';

/** UTF-16 units that are drawn before somebody asks for all. */
const FIRST_LOOK = 24_000;

interface MessageProps {
  readonly message: PreviewMessage;
  /** Names it within the page. */
  readonly id: string;
  readonly origins: readonly OriginView[];
  readonly columns: readonly TintedColumn[];
  readonly marks: readonly Stretch[];
  /** Bring the first mark into view. */
  readonly reveal: boolean;
  onOrigin(offset: number): void;
}

/** One message: who speaks, how long it is, and its text with the parts that columns wrote. */
export function Message(props: MessageProps) {
  const { message, id, origins, columns, marks, reveal, onOrigin } = props;
  const { content, pieces } = message;
  const text = useRef<HTMLPreElement>(null);
  const [isWhole, setWhole] = useState(false);
  const beyond = marks.some(({ end }) => end > FIRST_LOOK);
  const length = isWhole || beyond ? content.length : cutLength(content, FIRST_LOOK);
  const segments = useMemo(() => messageSegments(length, pieces, marks), [length, pieces, marks]);
  // One stop of the tab key for each message; arrows walk on from there.
  const entry = segments.findIndex(({ origin }) => isLink(origins[origin]));
  useEffect(() => {
    if (!reveal || marks.length === 0) return;
    text.current?.querySelector('.marked')?.scrollIntoView({ block: 'nearest' });
  }, [marks, reveal]);

  return (
    <div class="message" role="group" aria-labelledby={`${id}-role`}>
      <h2 class="message-head">
        <span class="message-role" id={`${id}-role`}>
          {message.role}
        </span>
        <span class="message-tokens muted">
          {message.tokens === null ? '…' : plural(message.tokens, '{0} token', '{0} tokens')}
        </span>
      </h2>
      <pre
        class="text"
        ref={text}
        onClick={(event) => {
          const offset = offsetAt(event);
          if (offset !== null) onOrigin(offset);
        }}
        onKeyDown={(event) => stepPieces(event, onOrigin)}
      >
        {segments.map((segment, index) => (
          <Piece
            key={index}
            segment={segment}
            text={content.slice(segment.start, segment.end)}
            origin={origins[segment.origin]}
            columns={columns}
            isEntry={index === entry}
          />
        ))}
      </pre>
      {length < content.length && (
        <p class="message-rest">
          <span class="muted">
            {t('The first {0} of {1} are shown.', formatBytes(length), formatBytes(content.length))}
          </span>
          <button class="link" onClick={() => setWhole(true)}>
            {t('Show all')}
          </button>
        </p>
      )}
    </div>
  );
}

interface PieceProps {
  readonly segment: Segment;
  readonly text: string;
  readonly origin: OriginView | undefined;
  readonly columns: readonly TintedColumn[];
  readonly isEntry: boolean;
}

function isLink(origin: OriginView | undefined): boolean {
  return origin?.kind === 'column' && origin.isLink;
}

function Piece({ segment, text, origin, columns, isEntry }: PieceProps) {
  const { start, isMarked } = segment;
  const mark = isMarked ? ' marked' : '';
  if (!origin) return <span class={mark}>{text}</span>;
  const data = { 'data-start': start, 'data-origin': segment.origin };
  if (origin.kind !== 'column') {
    return (
      <span class={`piece kind-${origin.kind}${mark}`} {...data}>
        {text}
      </span>
    );
  }
  const name = columnsName(origin.columns);
  const tint = columns.find((column) => column.name === name)?.tint ?? 0;
  return (
    <span
      class={`piece kind-column tint-${tint}${mark}`}
      data-columns={name}
      {...data}
      {...(isLink(origin) && {
        role: 'link',
        tabIndex: isEntry ? 0 : -1,
        'aria-description': `${originTitle(origin)}, ${origin.source}`,
      })}
    >
      {text}
    </span>
  );
}

/** Where in the message somebody clicked; null for the end of a selection, which is no click. */
function offsetAt(event: MouseEvent): number | null {
  const piece = (event.target as Element).closest<HTMLElement>('[data-start]');
  const selection = window.getSelection();
  if (!piece || (selection && !selection.isCollapsed)) return null;
  const start = Number(piece.dataset['start']);
  const inside = selection && piece.contains(selection.anchorNode) ? selection.anchorOffset : 0;
  const most = Math.max(0, piece.textContent.length - 1);
  return start + Math.min(inside, most);
}

/** Arrows walk from part to part, Enter goes to the template. */
function stepPieces(event: KeyboardEvent, onOrigin: (offset: number) => void): void {
  const piece = (event.target as Element).closest<HTMLElement>('[role=link]');
  if (!piece || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'Enter') onOrigin(Number(piece.dataset['start']));
  else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    const all = [...document.querySelectorAll<HTMLElement>('.message [role=link]')];
    all[all.indexOf(piece) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
