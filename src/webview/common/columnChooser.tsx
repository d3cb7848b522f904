import { useMemo, useState } from 'preact/hooks';
import { plural, t, tIn } from '../../l10n/t.js';
import { Icon } from './icon.js';
import { Popover, anchorOf } from './popover.js';
import type { Anchor } from './popover.js';
import { columnLabel, formatCount } from './wording.js';
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
        title={t('Which columns are shown')}
        onClick={(event) => setAnchor(anchor ? null : anchorOf(event.currentTarget))}
      >
        <Icon name="list-filter" />
        <span class="tool-label">{t('Columns')}</span>
        {hidden.size > 0 && (
          <span class="muted">{plural(hidden.size, '{0} hidden', '{0} hidden')}</span>
        )}
      </button>
      {anchor && (
        <Popover
          anchor={anchor}
          align="right"
          role="dialog"
          label={t('Which columns are shown')}
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
  const count = formatCount(found.length);
  return (
    <>
      <input
        class="input"
        type="search"
        placeholder={t('Find a column')}
        aria-label={t('Find a column')}
        spellcheck={false}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <div class="chooser-all">
        <button class="link" disabled={shown.length === found.length} onClick={() => onShow(found)}>
          {isAll ? tIn('columns', 'Show all') : t('Show these {0}', count)}
        </button>
        <button class="link" disabled={shown.length === 0} onClick={() => onHide(found)}>
          {isAll ? tIn('columns', 'Hide all') : t('Hide these {0}', count)}
        </button>
        <span class="muted" role="status">
          {t(
            '{0} of {1} shown',
            formatCount(columns.length - hidden.size),
            formatCount(columns.length),
          )}
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
            {t('and {0} more: type to find them', formatCount(found.length - MOST_SHOWN))}
          </li>
        )}
        {found.length === 0 && <li class="muted">{t('No column is called like that.')}</li>}
      </ul>
    </>
  );
}
