import type { DatasetRow } from '../../core/dataset/dataset.js';
import { rowOutlook } from '../../core/judging/rowOutlook.js';
import type { Json } from '../../core/json.js';
import type { GavelServices } from '../../core/services.js';
import { columnRoles } from '../../core/spec/columnRoles.js';
import type { BackendName, ResolvedSpec } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import type { Jump, RailRow, RowFlag, ScanView } from '../../shared/previewProtocol.js';
import { cellText } from '../webview/fieldText.js';
import type { Pauses } from './inSlices.js';
import type { ModelContext } from './modelContext.js';
import type { OpenDataset } from './previewFrames.js';
import { createRowScan } from './rowScan.js';
import type { FlaggedRow } from './rowScan.js';
import { createRowSearch } from './rowSearch.js';

interface PreviewRowsPorts {
  datasets(): GavelServices['datasets'];
  readonly context: ModelContext;
  readonly pauses: Pauses;
  /** More is known of the rows, or more were found. */
  changed(view: ScanView): void;
}

/** The rows beside the messages: how each one's rendering goes, and ways to get at them. */
interface PreviewRows {
  /** Begins to look at the rows again, unless spec, templates and dataset are what they were. */
  look(dataset: OpenDataset, spec: ResolvedSpec, backend: BackendName): void;
  forget(): void;
  resume(): void;
  view(): ScanView;
  rail(query: RailQuery): Promise<RailPage>;
  jump(query: JumpQuery, signal: AbortSignal): Promise<JumpAnswer>;
  dispose(): void;
}

export interface RailQuery {
  readonly from: number;
  readonly to: number;
  readonly flag: RowFlag | null;
  readonly search: string;
}

interface RailPage {
  readonly total: number;
  readonly rows: RailRow[];
  readonly searching: boolean;
}

export interface JumpQuery {
  readonly to: Jump;
  readonly row: number;
  readonly search: string;
}

interface JumpAnswer {
  readonly row: number | null;
  readonly message: string | null;
}

const SCAN_LIMIT_MS = 30_000;
const SHORT_TEXT = 80;

export function createPreviewRows(ports: PreviewRowsPorts): PreviewRows {
  const { context, pauses, changed } = ports;
  const scan = createRowScan({ pauses, changed, limitMs: SCAN_LIMIT_MS });
  const search = createRowSearch(pauses, () => changed(scan.view()));
  let dataset: OpenDataset | undefined;
  let column: string | undefined;
  let seenRows: OpenDataset['rows'] | undefined;

  const textOf = ({ values }: DatasetRow): string => {
    const own = cellText(column === undefined ? undefined : values[column]);
    return (own || cellText(Object.values(values).find(isText))).slice(0, SHORT_TEXT);
  };
  const read = (from: number, signal?: AbortSignal) =>
    ports.datasets().rows(dataset?.path ?? '', { from, to: Number.POSITIVE_INFINITY }, signal);

  /** The column by which a person knows a row: what was asked, else the first one. */
  const chooseColumn = async ({ rows, info }: OpenDataset) => {
    if (seenRows === rows) return;
    seenRows = rows;
    const sample = (await rows.range(1, 20)).rows.map(({ values }) => values);
    const columns = info?.columns ?? Object.keys(sample[0] ?? {});
    column = columnRoles(columns, sample).question ?? columns[0];
  };

  const find = (text: string) => {
    const key = `${dataset?.path ?? ''} ${dataset?.info?.sha256 ?? ''}`;
    search.begin(text, key, { read: (signal) => read(1, signal), textOf });
  };

  const chosen = ({ flag, search: text }: Pick<RailQuery, 'flag' | 'search'>) => {
    find(text);
    const flagged = flag === null ? null : scan.withFlag(flag);
    if (text.trim() === '') return flagged;
    const found = search.found();
    if (!flagged) return found;
    const numbers = new Set(flagged.map(({ row }) => row));
    return found.filter(({ row }) => numbers.has(row));
  };
  const railRow = ({ row, text }: FlaggedRow): RailRow => ({ row, text, flag: scan.flag(row) });

  return {
    look(current, spec, backend) {
      dataset = current;
      const { info } = current;
      if (!info) return;
      void chooseColumn(current).then(() => {
        // Another dataset was opened since.
        if (dataset !== current) return;
        scan.begin({
          key: `${info.sha256} ${backend} ${JSON.stringify(spec)}`,
          rows: info.rows,
          read: (from, signal) => read(from, signal),
          look: (row) => rowOutlook(spec, row, (target) => context.lengthOf(target, backend)),
          textOf,
        });
      });
    },
    forget() {
      dataset = undefined;
      scan.clear();
    },
    resume: () => scan.resume(),
    view: () => scan.view(),
    async rail({ from, to, ...query }) {
      if (!dataset) return { total: 0, rows: [], searching: false };
      const { rows, info } = dataset;
      await chooseColumn(dataset);
      const some = chosen(query);
      if (some) {
        const page = some.slice(from - 1, to).map(railRow);
        return { total: some.length, rows: page, searching: search.isSearching() };
      }
      const total = info?.rows ?? 0;
      const page = (await rows.range(from, Math.min(to, total))).rows.map((row) =>
        railRow({ row: row.row, text: textOf(row) }),
      );
      return { total, rows: page, searching: false };
    },
    async jump({ to, row, search: text }, signal) {
      switch (to) {
        case 'fails': {
          const next = await scan.nextFailing(row, signal);
          return { row: next, message: next === null ? t('No row fails.') : null };
        }
        case 'longest':
        case 'shortest': {
          const next = scan.extreme(to);
          return { row: next, message: next === null ? t('No row was looked at yet.') : soFar(to) };
        }
        case 'match':
        case 'previousMatch': {
          find(text);
          await search.ended();
          const found = search.found();
          const next =
            to === 'match'
              ? (found.find((match) => match.row > row) ?? found[0])
              : (found.findLast((match) => match.row < row) ?? found.at(-1));
          return { row: next?.row ?? null, message: next ? null : t('No row holds “{0}”.', text) };
        }
      }
    },
    dispose() {
      scan.dispose();
      search.dispose();
    },
  };

  function soFar(which: string): string | null {
    const { state, checked } = scan.view();
    return state === 'done' ? null : t('The {0} of the {1} rows looked at so far.', which, checked);
  }
}

function isText(value: Json): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
