import { useMemo, useState } from 'preact/hooks';
import { Icon } from './icon.js';
import { Popover, anchorOf } from './popover.js';
import type { Anchor } from './popover.js';
import { columnLabel, counted, formatCount } from './wording.js';
import { columnsLike } from './columnsLike.js';

/** More than these are told by their number alone: typing finds the others. */
const MOST_SHOWN = 200;

interface ColumnChooserProps {
  readonly columns: readonly string[];
  /** Where columns are named by something else than what a person reads. */
  labelOf?(column: string): string;
  readonly hidden: ReadonlySet<string>;
  onHide(columns: readonly string[]): void;
  onShow(columns: readonly string[]): void;
}

/** Which columns are shown; works for thousands by a part of their names. */
export function ColumnChooser(props: ColumnChooserProps) {
  const { hidden } = props;
  const [anchor, setAnchor] = useState<Anchor | null>(null);
  return (
    <>
      <button
        class="tool"
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title="Which columns are shown"
        onClick={(event) => setAnchor(anchor ? null : anchorOf(event.currentTarget))}
      >
        <Icon name="list-filter" />
        <span class="tool-label">Columns</span>
        {hidden.size > 0 && <span class="muted">{counted(hidden.size, 'hidden', 'hidden')}</span>}
      </button>
      {anchor && (
        <Popover
          anchor={anchor}
          align="right"
          role="dialog"
          label="Which columns are shown"
          class="chooser"
          onClose={() => setAnchor(null)}
        >
          <Choices {...props} />
        </Popover>
      )}
    </>
  );
}

function Choices({ columns, labelOf = columnLabel, hidden, onHide, onShow }: ColumnChooserProps) {
  const [text, setText] = useState('');
  const found = useMemo(() => columnsLike(columns, text, labelOf), [columns, text]);
  const shown = found.filter((name) => !hidden.has(name));
  const isAll = found.length === columns.length;
  const words = isAll ? 'all' : `these ${formatCount(found.length)}`;
  return (
    <>
      <input
        class="input"
        type="search"
        placeholder="Find a column"
        aria-label="Find a column"
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="chooser-all">
        <button class="link" disabled={shown.length === found.length} onClick={() => onShow(found)}>
          Show {words}
        </button>
        <button class="link" disabled={shown.length === 0} onClick={() => onHide(found)}>
          Hide {words}
        </button>
        <span class="muted" role="status">
          {formatCount(columns.length - hidden.size)} of {formatCount(columns.length)} shown
        </span>
      </div>
      <ul class="chooser-list">
        {found.slice(0, MOST_SHOWN).map((name) => (
          <li key={name}>
            <label class="choice">
              <input
                type="checkbox"
                checked={!hidden.has(name)}
                onChange={(event) => (event.currentTarget.checked ? onShow : onHide)([name])}
              />
              <bdi class="clip">{labelOf(name)}</bdi>
            </label>
          </li>
        ))}
        {found.length > MOST_SHOWN && (
          <li class="muted">
            and {formatCount(found.length - MOST_SHOWN)} more: type to find them
          </li>
        )}
        {found.length === 0 && <li class="muted">No column is called like that.</li>}
      </ul>
    </>
  );
}
