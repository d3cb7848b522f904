import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import { columnsLike } from '../../common/columnsLike.js';
import { Icon } from '../../common/icon.js';
import { formatCount } from '../../common/wording.js';

/** More than these are told by their number alone: typing finds the others. */
const MOST_SHOWN = 100;
const any = () => t('Any column');

interface ColumnPickerProps {
  readonly columns: readonly string[];
  /** Null: any. */
  readonly column: string | null;
  readonly fault: string | null;
  onColumn(column: string | null): void;
}

/** One column of any number, found by typing a part of its name. */
export function ColumnPicker({ columns, column, fault, onColumn }: ColumnPickerProps) {
  const list = useRef<HTMLUListElement>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const isOpen = typed !== null;
  const matching = isOpen ? columnsLike(columns, typed) : [];
  const options: readonly (string | null)[] = [
    ...(typed === '' || (typed !== null && any().toLowerCase().includes(typed.toLowerCase()))
      ? [null]
      : []),
    ...matching.slice(0, MOST_SHOWN),
  ];
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const choose = (chosen: string | null) => {
    setTyped(null);
    onColumn(chosen);
  };
  const open = () => {
    if (isOpen) return;
    setTyped('');
    setAt(column === null ? 0 : columns.indexOf(column) + 1);
  };
  const onKey = (event: KeyboardEvent) => {
    if (!isOpen) {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
      open();
    } else if (event.key === 'ArrowDown') setAt(Math.min(options.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') {
      const chosen = options[at];
      if (chosen !== undefined) choose(chosen);
    } else if (event.key === 'Escape') setTyped(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div class="picker">
      <input
        class="input"
        role="combobox"
        aria-label={t('Column')}
        aria-expanded={isOpen}
        aria-controls="picker-list"
        aria-autocomplete="list"
        {...(isOpen && options.length > 0 && { 'aria-activedescendant': `picker-${at}` })}
        {...(fault !== null && { 'aria-invalid': true })}
        spellcheck={false}
        placeholder={t('Find a column')}
        value={typed ?? column ?? any()}
        onFocus={(event) => event.currentTarget.select()}
        onClick={open}
        onInput={(event) => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onBlur={() => setTyped(null)}
        onKeyDown={onKey}
      />
      <Icon name="chevron-down" />
      <ul
        class={isOpen ? 'picker-list' : 'hidden'}
        id="picker-list"
        role="listbox"
        aria-label={t('Columns')}
        ref={list}
      >
        {options.map((option, index) => (
          <li
            class={`picker-option clip${index === at ? ' active' : ''}`}
            role="option"
            id={`picker-${index}`}
            key={option ?? ''}
            aria-selected={option === column}
            // Before the field loses the focus, which closes the list.
            onPointerDown={(event) => {
              event.preventDefault();
              choose(option);
            }}
          >
            {option ?? any()}
          </li>
        ))}
        {isOpen && matching.length > MOST_SHOWN && (
          <li class="picker-more muted" role="presentation">
            {t('and {0} more: type to find them', formatCount(matching.length - MOST_SHOWN))}
          </li>
        )}
        {isOpen && options.length === 0 && (
          <li class="picker-more muted" role="presentation">
            {t('No column is called like that.')}
          </li>
        )}
      </ul>
    </div>
  );
}
