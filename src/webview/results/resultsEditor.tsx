import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { ResultsView, RowQuery, resultsProtocol } from '../../shared/protocol.js';
import type { ChosenTruth } from '../../shared/results/judgeProtocol.js';
import type { Host } from '../common/host.js';
import { KeysHelp } from '../common/keysHelp.js';
import { reasonOf } from '../common/reasonOf.js';
import { useRemembered } from '../common/useRemembered.js';
import { Failed, Reading } from '../common/waitingPages.js';
import { ResultsHeader } from './resultsHeader.js';
import { ResultsSummary } from './resultsSummary.js';
import { ResultsTabs } from './resultsTabs.js';
import type { SliceOrder } from './slices/sortedGroups.js';
import type { PageId } from './resultsTabs.js';
import { useWantedDifferences } from './useWantedDifferences.js';

export type ResultsHost = Host<typeof resultsProtocol>;

const allKeys = () =>
  [
    ['↑ ↓', t('Previous or next row; also k and j')],
    [t('Page Up'), t('A screen up; Page Down: a screen down')],
    [t('Home End'), t('First or last row')],
    ['← →', t('Previous or next column')],
    ['[ ]', t('Narrower or wider column')],
    [t('Enter'), t('To the row’s details; Escape: back to the table')],
    ['d', t('In the details: differences between the responses, shown or not')],
    ['f', t('Filter: by a condition, a label, a kind of error')],
    ['/', t('Search')],
    ['?', t('This list')],
  ] as const;

/** What the view remembers over a change of tab and a reload. */
export interface Remembered {
  readonly query: RowQuery;
  /** `id` of the selected row. */
  readonly selected: number | null;
  readonly scrollTop: number;
  readonly widths: Readonly<Record<string, number>>;
  /** Ids of the columns that are shown; null: the usual ones. */
  readonly columns: readonly string[] | null;
  readonly share: number;
  /** Of the row's details. */
  readonly tab: 'verdict' | 'prompt' | 'raw';
  /** Differences between responses are marked. */
  readonly isDiffing: boolean;
  /** Column that a response is compared with; null until one is chosen. */
  readonly diffWith: string | null;
  readonly page: PageId;
  /** Column that the judge is held against, and what its values mean. */
  readonly truth: ChosenTruth | null;
  /** Of the Slices page: the column that groups, null for one that is likely to tell something. */
  readonly slices: SliceOrder & { readonly column: string | null };
}

const FRESH: Remembered = {
  query: { filters: [], search: '', sort: 'row', descending: false },
  selected: null,
  scrollTop: 0,
  widths: {},
  columns: null,
  share: 42,
  tab: 'verdict',
  isDiffing: false,
  diffWith: null,
  page: 'rows',
  truth: null,
  slices: { column: null, sort: 'natural', descending: false },
};

type Opening =
  | { readonly state: 'opening' }
  | { readonly state: 'open'; readonly view: ResultsView }
  | { readonly state: 'failed'; readonly message: string };

export function ResultsEditor({ host }: { host: ResultsHost }) {
  const [opening, setOpening] = useState<Opening>({ state: 'opening' });
  const [kept, keep] = useRemembered(host, FRESH);

  const open = useCallback(() => {
    setOpening({ state: 'opening' });
    host.call('open', {}).then(
      (view) => setOpening({ state: 'open', view }),
      (error: unknown) => setOpening({ state: 'failed', message: reasonOf(error) }),
    );
  }, [host]);
  useEffect(open, [open]);
  useEffect(() => {
    const show = () => {
      host.call('wantedRow', {}).then(
        ({ id }) => {
          // A filter of before must not hide the row that somebody asks for.
          if (id !== null) keep({ page: 'rows', query: FRESH.query, selected: id });
        },
        // What is in the way is said where the rows are read.
        () => undefined,
      );
    };
    show();
    return host.on('rowWanted', show);
  }, [host]);
  useWantedDifferences(host, (filters) =>
    keep({ page: 'rows', query: { ...FRESH.query, filters }, scrollTop: 0 }),
  );
  useEffect(() => host.on('changed', (view) => setOpening({ state: 'open', view })), [host]);
  useEffect(
    () => host.on('unreadable', ({ message }) => setOpening({ state: 'failed', message })),
    [host],
  );

  if (opening.state === 'opening') {
    return (
      <main class="view">
        <Reading title={t('Reading the run…')} host={host} />
      </main>
    );
  }
  if (opening.state === 'failed') {
    return (
      <main class="view">
        <Failed title={opening.message} host={host} onRetry={open}>
          <button
            class="button secondary"
            onClick={() => void host.call('act', { action: 'openText' })}
          >
            {t('Open as text')}
          </button>
        </Failed>
      </main>
    );
  }
  const { view } = opening;
  return (
    <main class="view">
      <ResultsHeader view={view} host={host} />
      <ResultsSummary
        view={view}
        host={host}
        filters={kept.query.filters}
        onFilter={(filters) =>
          keep({ page: 'rows', query: { ...kept.query, filters }, scrollTop: 0 })
        }
      />
      <ResultsTabs view={view} host={host} kept={kept} keep={keep} />
      <KeysHelp keys={allKeys()} />
    </main>
  );
}
