import { useEffect, useRef, useState } from 'preact/hooks';
import type { ResultsView, RowQuery } from '../../shared/protocol.js';
import { Icon, ToneIcon } from '../common/icon.js';
import { isTyping } from '../common/keysHelp.js';
import { counted, formatCount } from '../common/wording.js';

interface FilterBarProps {
  readonly view: ResultsView;
  readonly query: RowQuery;
  /** Rows that match; null until known. */
  readonly matched: number | null;
  onQuery(change: Partial<RowQuery>): void;
}

const TYPING_PAUSE_MS = 150;

/** Which rows the table shows: chips (any of those pressed) and a text. */
export function FilterBar({ view, query, matched, onQuery }: FilterBarProps) {
  const toggle = (id: string) =>
    onQuery({
      filters: query.filters.includes(id)
        ? query.filters.filter((other) => other !== id)
        : [...query.filters, id],
    });
  const isAll = query.filters.length === 0;

  return (
    <div class="filters">
      <div class="chips" role="group" aria-label="Filter rows">
        <button class="chip" aria-pressed={isAll} onClick={() => onQuery({ filters: [] })}>
          All <span class="chip-count">{formatCount(view.total)}</span>
        </button>
        {view.filters.map((filter) => (
          <button
            class="chip"
            key={filter.id}
            aria-pressed={query.filters.includes(filter.id)}
            onClick={() => toggle(filter.id)}
          >
            <ToneIcon tone={filter.tone} />
            {filter.label} <span class="chip-count">{formatCount(filter.count)}</span>
          </button>
        ))}
      </div>
      <span class="spacer" />
      <span class="muted filters-count" role="status">
        {matched !== null && (!isAll || query.search !== '')
          ? `${formatCount(matched)} of ${counted(view.total, 'row')}`
          : ''}
      </span>
      <Search text={query.search} onText={(search) => onQuery({ search })} />
    </div>
  );
}

function Search({ text, onText }: { text: string; onText(text: string): void }) {
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
        placeholder="Search in rows"
        aria-label="Search in rows"
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setTyped('');
        }}
      />
    </span>
  );
}
