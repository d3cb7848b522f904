import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { RefObject } from 'preact';
import { plural, t } from '../../l10n/t.js';
import type { RailRow, RowFlag, ScanView } from '../../shared/previewProtocol.js';
import { Icon } from '../common/icon.js';
import { usePages } from '../common/usePages.js';
import { useRowScroll } from '../common/grid/useRowScroll.js';
import { formatCount } from '../common/wording.js';
import type { PreviewHost } from './previewState.js';

const ROW_HEIGHT = 22;

const flags = (): Record<
  RowFlag,
  { readonly icon: string; readonly tone: string; readonly word: string }
> => ({
  ok: { icon: 'check', tone: 'neutral', word: t('renders') },
  fails: { icon: 'error', tone: 'fail', word: t('fails') },
  empty: { icon: 'circle-slash', tone: 'warn', word: t('renders empty') },
  warns: { icon: 'warning', tone: 'warn', word: t('renders with a warning') },
});
const FILTERS = ['fails', 'empty', 'warns'] as const;

/** `renders`, `fails`, …; null for a row that nobody looked at. */
export function flagWord(flag: RowFlag | null): string | null {
  return flag && flags()[flag].word;
}

interface RailProps {
  readonly host: PreviewHost;
  readonly row: number;
  readonly pin: number | null;
  readonly scan: ScanView;
  readonly flag: RowFlag | null;
  readonly search: string;
  readonly field: RefObject<HTMLInputElement | null>;
  /** Changes with the dataset. */
  readonly rows: number | null;
  onRow(row: number): void;
  onFlag(flag: RowFlag | null): void;
  onSearch(search: string): void;
  onStep(to: 'match' | 'previousMatch'): void;
}

/** The rows: number, how each one renders, and the words by which a person knows it. */
export function RowRail(props: RailProps) {
  const { host, row, pin, scan, flag, search, field, rows, onRow, onFlag, onSearch, onStep } =
    props;
  const scroller = useRef<HTMLDivElement>(null);
  const [total, setTotal] = useState(0);
  const [searching, setSearching] = useState(false);
  const load = useCallback(
    async (from: number, to: number) => {
      const page = await host.call('rail', { from, to, flag, search });
      setTotal(page.total);
      setSearching(page.searching);
      return page.rows;
    },
    [host, flag, search, rows],
  );
  const pages = usePages(load);
  useEffect(() => pages.want(0, 0), [pages]);
  useEffect(() => host.on('scanned', () => pages.refresh()), [host, pages]);

  const count = flag === null && search.trim() === '' ? (rows ?? 0) : total;
  const virtual = useRowScroll({
    count,
    rowHeight: ROW_HEIGHT,
    headHeight: 0,
    scroller,
    start: { top: 0, left: 0 },
  });
  const { first, last } = virtual;
  useEffect(() => {
    if (last >= first) pages.want(first, last);
  }, [first, last, pages]);

  const isWhole = flag === null && search.trim() === '';
  const drawn: (readonly [index: number, row: RailRow | undefined])[] = [];
  for (let index = first; index <= last; index++) drawn.push([index, pages.at(index)]);
  const active = isWhole ? row - 1 : drawn.find(([, one]) => one?.row === row)?.[0];
  // The list moves to the row that is shown, not while somebody scrolls it.
  useEffect(() => {
    if (isWhole && count > 0) virtual.reveal(Math.min(row, count) - 1);
  }, [row, isWhole, count > 0]);

  const step = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: virtual.visible, PageUp: -virtual.visible }[
      event.key
    ];
    if (by === undefined || count === 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const from = active ?? (by > 0 ? -1 : count);
    const index = Math.min(count - 1, Math.max(0, from + by));
    const next = isWhole ? index + 1 : pages.at(index)?.row;
    if (next === undefined) return;
    virtual.reveal(index);
    onRow(next);
  };

  return (
    <aside class="rail" aria-label={t('Rows')}>
      <div class="rail-head">
        <input
          class="input rail-search"
          type="search"
          placeholder={t('Search')}
          aria-label={t('Search in rows')}
          ref={field}
          value={search}
          onInput={(event) => onSearch(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') onStep(event.shiftKey ? 'previousMatch' : 'match');
            else if (event.key === 'Escape' && search !== '') onSearch('');
            else return;
            event.preventDefault();
          }}
        />
        <select
          class="select rail-filter"
          aria-label={t('Show rows')}
          value={flag ?? ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            onFlag(FILTERS.find((one) => one === chosen) ?? null);
          }}
        >
          <option value="">{t('All rows')}</option>
          {FILTERS.map((one) => (
            <option value={one} key={one}>
              {filterWord(one, scan.counts[one])}
            </option>
          ))}
        </select>
      </div>
      <div
        class="rail-list"
        {...(count > 0 && { role: 'listbox', 'aria-label': t('Rows of the dataset') })}
        tabIndex={0}
        ref={scroller}
        onKeyDown={step}
        {...(active !== undefined &&
          active >= first &&
          active <= last && { 'aria-activedescendant': `rail-${active}` })}
      >
        <div
          class="rail-body"
          role="presentation"
          style={{
            height: `${virtual.height}px`,
            '--digits': `${formatCount(rows ?? 0).length}ch`,
          }}
        >
          {drawn.map(([index, one]) => (
            <Row
              key={index}
              index={index}
              top={virtual.topOf(index)}
              count={count}
              row={one ?? (isWhole ? { row: index + 1, flag: null, text: '' } : undefined)}
              isShown={index === active}
              isPinned={one !== undefined && one.row === pin}
              onRow={onRow}
            />
          ))}
        </div>
        {count === 0 && !searching && <p class="rail-none muted">{emptyWords(flag, search)}</p>}
      </div>
      <Progress scan={scan} searching={searching} found={isWhole ? null : total} host={host} />
    </aside>
  );
}

interface RowProps {
  readonly index: number;
  readonly top: number;
  readonly count: number;
  readonly row: RailRow | undefined;
  readonly isShown: boolean;
  readonly isPinned: boolean;
  onRow(row: number): void;
}

function Row({ index, top, count, row, isShown, isPinned, onRow }: RowProps) {
  const flag = row?.flag ? flags()[row.flag] : null;
  return (
    <div
      class={`rail-row${isShown ? ' active' : ''}`}
      role="option"
      id={`rail-${index}`}
      aria-selected={isShown}
      aria-posinset={index + 1}
      aria-setsize={count}
      style={{ top: `${top}px` }}
      onClick={() => row && onRow(row.row)}
      title={row ? [flag?.word, row.text].filter(Boolean).join(': ') : ''}
    >
      <span class="rail-number">{row ? formatCount(row.row) : ''}</span>
      <span class={`rail-flag ${flag ? `tone-${flag.tone}` : ''}`}>
        {flag && <Icon name={flag.icon} />}
        {flag && <span class="hidden">{flag.word}</span>}
      </span>
      {isPinned && (
        <span class="rail-pin">
          <Icon name="pinned" />
          <span class="hidden">{t('pinned')}</span>
        </span>
      )}
      <span class="rail-text clip">{row?.text ?? ''}</span>
    </div>
  );
}

interface ProgressProps {
  readonly scan: ScanView;
  readonly searching: boolean;
  readonly found: number | null;
  readonly host: PreviewHost;
}

/** One line below the list: how far the look at the rows is, or what it came to. */
function Progress({ scan, searching, found, host }: ProgressProps) {
  const { state, checked, rows, counts } = scan;
  const faults = FILTERS.filter((one) => counts[one] > 0).map((one) =>
    filterWord(one, counts[one]),
  );
  const words =
    searching || found !== null
      ? searching
        ? t('{0} found so far…', formatCount(found ?? 0))
        : t('{0} found', formatCount(found ?? 0))
      : state === 'working'
        ? plural(rows, '{1} of {0} row checked…', '{1} of {0} rows checked…', formatCount(checked))
        : state === 'paused' || state === 'broken'
          ? plural(rows, '{1} of {0} row checked', '{1} of {0} rows checked', formatCount(checked))
          : state === 'done'
            ? faults.join(' · ') || t('Every row renders')
            : '';
  return (
    <div class="rail-foot">
      <span class="muted clip" title={[words, ...faults].join(' · ')}>
        {words}
      </span>
      {state === 'paused' && found === null && (
        <button class="link" onClick={() => void host.call('scan', {})}>
          {t('Go on')}
        </button>
      )}
    </div>
  );
}

function filterWord(flag: (typeof FILTERS)[number], count: number): string {
  const number = formatCount(count);
  switch (flag) {
    case 'fails':
      return plural(count, '{0} fails', '{0} fail');
    case 'empty':
      return t('{0} empty', number);
    case 'warns':
      return plural(count, '{0} warns', '{0} warn');
  }
}

function emptyWords(flag: RowFlag | null, search: string): string {
  if (search.trim() !== '') return t('No row holds “{0}”.', search.trim());
  switch (flag) {
    case 'fails':
      return t('No row fails.');
    case 'empty':
      return t('No row renders empty.');
    case 'warns':
      return t('No row has a warning.');
    default:
      return t('No rows yet.');
  }
}
