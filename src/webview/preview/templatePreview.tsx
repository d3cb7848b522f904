import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { Jump } from '../../shared/previewProtocol.js';
import { Icon } from '../common/icon.js';
import { KeysHelp } from '../common/keysHelp.js';
import { useRemembered } from '../common/useRemembered.js';
import { Failed, Reading } from '../common/waitingPages.js';
import { reasonOf } from '../common/reasonOf.js';
import { formatCount } from '../common/wording.js';
import { ColumnLegend } from './columnLegend.js';
import { OriginHover } from './originHover.js';
import { tintedColumns } from './originTints.js';
import { PreviewFoot } from './previewFoot.js';
import { AT_FIRST, useFrames, useMarks, useNarrow, useScan } from './previewState.js';
import type { Good, PreviewHost } from './previewState.js';
import { ProblemPage } from './problemPage.js';
import { RequestPanel } from './requestPanel.js';
import type { CopyForm } from './requestPanel.js';
import { BOTH, RequestTabs, requestTabs } from './requestTabs.js';
import { RowRail, flagWord } from './rowRail.js';
import { StatusStrip } from './statusStrip.js';
import { previewKeys, usePreviewKeys } from './usePreviewKeys.js';

/** Below this width the list of rows waits to be asked for. */
const NARROW_PX = 480;
/** What was done is said this long. */
const SAID_MS = 6000;

export function TemplatePreview({ host }: { host: PreviewHost }) {
  const [kept, keep] = useRemembered(host, AT_FIRST, ({ uri }) => uri !== '');
  const [pin, setPin] = useState<number | null>(null);
  const [said, say] = useSaid();
  const setRow = useCallback((row: number) => keep({ row }), []);
  const { good, problem, failure, retry } = useFrames(host, kept.row, setRow);
  const scan = useScan(host);
  const marks = useMarks(host);
  const isNarrow = useNarrow(NARROW_PX);
  const numberField = useRef<HTMLInputElement>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const rows = problem?.rows ?? good?.rows ?? null;
  const hasRail = kept.rail ?? !isNarrow;

  const [unopened, setUnopened] = useState<string | null>(null);
  const open = useCallback(() => {
    setUnopened(null);
    host.call('open', {}).then(
      (opened) => {
        setPin(opened.pin);
        keep({ uri: opened.uri, spec: opened.spec });
        // Where somebody asked to begin, else where the view was, else at the pinned row.
        if (opened.row !== null) setRow(opened.row);
        else if (kept.row < 1) setRow(opened.pin ?? 1);
      },
      (error: unknown) => setUnopened(reasonOf(error)),
    );
  }, [host]);
  useEffect(open, [open]);
  useEffect(() => host.on('goTo', ({ row }) => setRow(row)), [host]);
  useEffect(() => host.on('pinned', (moved) => setPin(moved.pin)), [host]);

  const goTo = (to: number) => setRow(Math.max(1, rows === null ? to : Math.min(rows, to)));
  const jump = (to: Jump) => {
    const search = kept.search;
    if ((to === 'match' || to === 'previousMatch') && search.trim() === '') {
      focusSearch();
      return;
    }
    if (to === 'fails' && scan.state === 'working') say(t('Looking for a row that fails…'));
    host.call('jump', { to, row: kept.row, search }).then(
      ({ row, message }) => {
        say(message);
        if (row !== null) setRow(row);
      },
      (error: unknown) => say(reasonOf(error)),
    );
  };
  const setPinned = (row: number | null) =>
    void host.call('pin', { row }).then(
      (reply) => {
        setPin(reply.pin);
        say(
          reply.pin === null
            ? t('No row is pinned.')
            : t('Row {0} is pinned.', formatCount(reply.pin)),
        );
      },
      (error: unknown) => say(reasonOf(error)),
    );
  const copy = (role: string, as: CopyForm) =>
    void host.call('copy', { role, as }).then(
      ({ message }) => say(message),
      (error: unknown) => say(reasonOf(error)),
    );
  const focusSearch = () => {
    if (!hasRail) keep({ rail: true });
    // The field may be drawn by this very change.
    requestAnimationFrame(() => searchField.current?.select());
  };

  const tabs = useMemo(() => requestTabs(good?.requests ?? []), [good]);
  const chosen = tabs.some(({ role }) => role === kept.role) ? kept.role : (tabs[0]?.role ?? '');
  usePreviewKeys({
    row: kept.row,
    rows,
    onRow: goTo,
    onJump: jump,
    onPin: () => setPinned(pin === kept.row ? null : kept.row),
    onRail: () => keep({ rail: !hasRail }),
    onSearch: focusSearch,
    onNumber: () => numberField.current?.select(),
    onRequest(index) {
      const tab = tabs[index];
      if (tab) keep({ role: tab.role });
      return tab !== undefined;
    },
  });

  const inTheWay = unopened ?? failure;
  const shownRow = problem?.row ?? good?.row ?? null;
  return (
    <main class="view preview">
      <header class="strip">
        <button
          class="tool"
          aria-label={t('List of rows')}
          aria-pressed={hasRail}
          title={t('Show or hide the list of rows (r)')}
          onClick={() => keep({ rail: !hasRail })}
        >
          <Icon name="list-unordered" />
        </button>
        <h1 class="strip-name clip" aria-label={kept.spec || t('The messages of a row')}>
          {kept.spec || ' '}
        </h1>
        {(problem?.dataset ?? good?.dataset) && (
          <button
            class="link muted clip"
            title={t('Open the dataset')}
            onClick={() => void host.call('openDataset', {})}
          >
            {problem?.dataset ?? good?.dataset}
          </button>
        )}
      </header>
      <div class="preview-main">
        {hasRail && (
          <RowRail
            host={host}
            row={kept.row}
            pin={pin}
            scan={scan}
            flag={kept.flag}
            search={kept.search}
            field={searchField}
            rows={rows}
            onRow={setRow}
            onFlag={(flag) => keep({ flag })}
            onSearch={(search) => keep({ search })}
            onStep={jump}
          />
        )}
        <div class="preview-content">
          {good ? (
            <Messages
              good={good}
              isStale={problem !== null}
              chosen={chosen}
              tabs={tabs}
              marks={marks}
              host={host}
              scrollTop={kept.scrollTop}
              onScroll={(scrollTop) => keep({ scrollTop })}
              onChoose={(role) => keep({ role })}
              onCopy={copy}
            />
          ) : problem ? (
            <ProblemPage problem={problem} host={host} onRetry={retry} />
          ) : inTheWay !== null ? (
            <div class="fill">
              <Failed title={inTheWay} host={host} onRetry={unopened === null ? retry : open} />
            </div>
          ) : (
            <Reading title={t('Rendering…')} host={host} />
          )}
        </div>
      </div>
      <StatusStrip
        problem={good ? problem : null}
        good={good}
        failure={good || problem ? failure : null}
        said={said}
        host={host}
        onRetry={retry}
      />
      <PreviewFoot
        row={Math.max(1, kept.row)}
        rows={rows}
        pin={pin}
        role={good && chosen !== BOTH ? chosen : null}
        field={numberField}
        onRow={goTo}
        onJump={jump}
        onPin={setPinned}
        onCopy={copy}
      />
      <p class="hidden" role="status">
        {shownRow !== null && rowWords(shownRow, rows, problem !== null)} {said}
      </p>
      <KeysHelp keys={previewKeys()} />
    </main>
  );
}

interface MessagesProps {
  readonly good: Good;
  readonly isStale: boolean;
  readonly chosen: string;
  readonly tabs: ReturnType<typeof requestTabs>;
  readonly marks: ReturnType<typeof useMarks>;
  readonly host: PreviewHost;
  readonly scrollTop: number;
  onScroll(scrollTop: number): void;
  onChoose(role: string): void;
  onCopy(role: string, as: CopyForm): void;
}

function Messages(props: MessagesProps) {
  const { good, isStale, chosen, tabs, marks, host, scrollTop, onScroll, onChoose, onCopy } = props;
  const root = useRef<HTMLDivElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const [lit, setLit] = useState<ReadonlySet<string>>(new Set());
  const columns = useMemo(() => tintedColumns(good.origins), [good.origins]);
  const isBoth = chosen === BOTH;
  const shown = good.requests.filter(({ role }) =>
    isBoth ? role === 'judge' || role === 'judge-flipped' : role === chosen,
  );
  useEffect(() => {
    if (body.current) body.current.scrollTop = scrollTop;
  }, []);

  return (
    <div class="messages-root" ref={root}>
      <div class="request-line">
        <RequestTabs tabs={tabs} chosen={chosen} onChoose={onChoose} />
        <ColumnLegend columns={columns} lit={lit} onLit={setLit} />
      </div>
      <div
        class={`preview-body${isStale ? ' stale' : ''}`}
        id="request-panel"
        role="tabpanel"
        aria-labelledby={`request-${chosen}`}
        tabIndex={0}
        ref={body}
        onScrollEnd={() => onScroll(body.current?.scrollTop ?? 0)}
      >
        {good.notes.map((note) => (
          <p class="muted note" key={note}>
            <Icon name="info" /> {note}
          </p>
        ))}
        <div class={isBoth ? 'side-by-side' : ''}>
          {shown.map((request) => (
            <RequestPanel
              key={request.role}
              request={request}
              origins={good.origins}
              columns={columns}
              marks={marks}
              {...(isBoth && { title: request.title })}
              onOrigin={(at) => void host.call('goToOrigin', at)}
              onCopy={onCopy}
            />
          ))}
        </div>
      </div>
      <OriginHover root={root} origins={good.origins} lit={lit} />
    </div>
  );
}

function rowWords(row: number, rows: number | null, fails: boolean): string {
  const of = rows === null ? '' : t(' of {0}', formatCount(rows));
  return t('Row {0}{1}{2}.', formatCount(row), of, fails ? `: ${flagWord('fails') ?? ''}` : '');
}

/** What was done last, for a while. */
function useSaid() {
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return undefined;
    const timer = setTimeout(() => setSaid(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  return [said, setSaid] as const;
}
