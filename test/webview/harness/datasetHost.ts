import { SHOWN_CHARACTERS } from '../../../src/shared/datasetViews.js';
import type { datasetProtocol } from '../../../src/shared/datasetProtocol.js';
import type {
  DatasetStateView,
  FindQuery,
  QueryView,
  SpecUse,
} from '../../../src/shared/datasetViews.js';
import type { Event, Handlers, Reply } from '../../../src/shared/rpc.js';
import { inOrder, queryTest, rowTest, textTest } from './dataset/madeLists.js';
import { SAMPLE_COLUMNS, cellText, fullField, pageRow, sampleRow } from './dataset/madeRows.js';
import type { MadeRow } from './dataset/madeRows.js';
import { surveyOf } from './dataset/madeSurvey.js';
import { eventually } from './elementState.js';

type P = typeof datasetProtocol;
type Emit = <E extends keyof P['events']>(event: E, value: Event<P, E>) => void;

export interface DatasetHostOptions {
  readonly rows: number;
  readonly columns?: readonly string[];
  /** Gives the row of a number; the sample's unless told. */
  make?(row: number): MadeRow;
  readonly open?: Partial<Reply<P, 'open'>>;
  readonly state?: Partial<DatasetStateView>;
  readonly specs?: readonly SpecUse[];
  /** Long work goes on when `step` is called, not by itself. */
  readonly isStepped?: boolean;
  /** Throws what keeps the rows from being read. */
  fault?(method: string): void;
  /** An answer that is ready waits for it. */
  hold?(method: string, request: unknown): Promise<void> | undefined;
}

export interface DatasetHost {
  readonly handlers: Handlers<P>;
  /** Where its events go; those from before are told then. */
  attach(emit: Emit): void;
  /** Each request by method, as `copyRows {…}` gives it. */
  readonly asked: { readonly method: string; readonly request: unknown }[];
  requests(method: string): unknown[];
  /** Waits for the work to be begun, and lets one stretch of it be done. */
  step(work: WorkKind, times?: number): Promise<void>;
  /** The file has become another one. */
  change(to: { rows?: number; make?(row: number): MadeRow }): void;
  /** The file is told to have grown, or to be gone. */
  tell(state: Partial<DatasetStateView>): void;
}

type WorkKind = 'survey' | 'list' | 'find';

/** Rows gone through before the work says how far it is. */
const STRETCH = 20_000;

/** The editor's host over rows that are made as they are asked for. */
export function datasetHost(options: DatasetHostOptions): DatasetHost {
  let make = options.make ?? sampleRow;
  let state: DatasetStateView = {
    version: 1,
    bytes: 212 * options.rows,
    format: 'JSONL',
    isCsv: false,
    encoding: null,
    columns: [...(options.columns ?? (options.rows === 0 ? [] : SAMPLE_COLUMNS))],
    rows: options.rows,
    blankLines: 0,
    isIndexed: true,
    share: 1,
    failure: null,
    ...options.state,
  };
  const lists = new Map<string, { rows: number[]; isDone: boolean }>();
  const running = new Map<WorkKind, { isStopped: boolean }>();
  const asked: DatasetHost['asked'] = [];
  const waiting = new Map<WorkKind, () => void>();
  const told: (readonly [event: never, value: never])[] = [];
  let emit: Emit = (event, value) => told.push([event as never, value as never]); // kept as given

  const keyOf = (query: QueryView) => JSON.stringify([state.version, query]);
  const isWhole = ({ filters, order }: QueryView) => filters.length === 0 && order === null;
  const rowCount = (query: QueryView) =>
    isWhole(query) ? state.rows : (lists.get(keyOf(query))?.rows.length ?? 0);
  const rowOf = (query: QueryView, place: number) =>
    isWhole(query) ? place : (lists.get(keyOf(query))?.rows[place - 1] ?? 0);
  const pause = (kind: WorkKind) =>
    new Promise<void>((go) => {
      if (options.isStepped) waiting.set(kind, go);
      else setImmediate(go);
    });

  /** Goes through `count` items in stretches; false when it was stopped or replaced. */
  const work = async (
    kind: WorkKind,
    count: number,
    one: { look(index: number): void; progress(share: number): void },
  ): Promise<boolean> => {
    const before = running.get(kind);
    if (before) before.isStopped = true;
    const mine = { isStopped: false };
    const { version } = state;
    running.set(kind, mine);
    for (let at = 0; at < count; at += STRETCH) {
      await pause(kind);
      if (mine.isStopped || state.version !== version) return false;
      for (let index = at; index < Math.min(count, at + STRETCH); index++) one.look(index);
      if (at + STRETCH < count) one.progress((at + STRETCH) / count);
    }
    await pause(kind);
    return !mine.isStopped && state.version === version;
  };

  const makeList = async (query: QueryView) => {
    const source = { columns: state.columns, make };
    const isIn = queryTest(query, source);
    const list = { rows: [] as number[], isDone: false };
    const kept: number[] = [];
    const { version } = state;
    lists.set(keyOf(query), list);
    const event = { version, query, failure: null };
    const isDone = await work('list', state.rows, {
      look: (index) => {
        // A list in another order has no row before it has all.
        if (isIn(index + 1)) (query.order ? kept : list.rows).push(index + 1);
      },
      progress: (share) => {
        // Of one that is being sorted only the number is known.
        const rows = query.order ? kept.length : list.rows.length;
        emit('list', { ...event, rows, share, isDone: false });
      },
    });
    if (!isDone) return;
    if (query.order) list.rows = inOrder(kept, query.order, source);
    list.isDone = true;
    emit('list', { ...event, rows: list.rows.length, share: 1, isDone });
  };

  const count = async (query: QueryView, find: FindQuery) => {
    const holds = rowTest(find, state.columns);
    const event = { version: state.version, query, find, failure: null };
    let rows = 0;
    const isDone = await work('find', rowCount(query), {
      look: (index) => {
        if (holds(make(rowOf(query, index + 1)))) rows++;
      },
      progress: (share) => emit('find', { ...event, rows, share, isDone: false }),
    });
    if (isDone) emit('find', { ...event, rows, share: 1, isDone });
  };

  const survey = async () => {
    const seen: { row: number; made: MadeRow }[] = [];
    const { version, columns } = state;
    const isDone = await work('survey', state.rows, {
      look: (index) => seen.push({ row: index + 1, made: make(index + 1) }),
      progress: (share) => emit('survey', { share, result: null, failure: null }),
    });
    if (!isDone) return;
    emit('survey', { share: 1, result: surveyOf(seen, columns, version), failure: null });
  };

  const step = (query: QueryView, find: FindQuery, from: number, backwards: boolean) => {
    const [holds, total] = [rowTest(find, state.columns), rowCount(query)];
    const cell = textTest(find);
    for (let turn = 1; turn <= total; turn++) {
      const at = backwards ? (from === 0 ? total + 1 : from) - turn : from + turn;
      const place = ((at - 1 + 2 * total) % total) + 1;
      const row = rowOf(query, place);
      const made = make(row);
      if (!holds(made)) continue;
      const column = state.columns.findIndex((name) => cell(cellText(made, name)));
      let ordinal = 0;
      for (let one = 1; one <= place; one++) if (holds(make(rowOf(query, one)))) ordinal++;
      return { row, place, column: column < 0 ? null : column, ordinal };
    }
    return null;
  };

  const done = () => ({});
  const handlers: Handlers<P> = {
    open: () => ({
      name: 'answers.jsonl',
      path: 'data/answers.jsonl',
      partial: null,
      row: null,
      isTrusted: true,
      ...options.open,
      state,
    }),
    uses: () => ({ specs: [...(options.specs ?? [])] }),
    survey: () => {
      void survey();
      return {};
    },
    list: ({ query }) => {
      void makeList(query);
      return {};
    },
    page: ({ query, from, to, columns, find }) => {
      const names = state.columns.slice(columns.from, columns.to);
      const isHit = find ? textTest(find) : () => false;
      const rows = [];
      for (let place = from; place <= Math.min(to, rowCount(query)); place++) {
        const row = rowOf(query, place);
        rows.push(pageRow(make(row), { row, columns: names, isHit }));
      }
      return { version: state.version, rows };
    },
    row: ({ row }) => {
      const made = make(row);
      const fields = made.broken
        ? []
        : state.columns.map((column) => fullField(made, column, SHOWN_CHARACTERS));
      const { notes = [], extra = [], broken = null } = made;
      return { row, line: row, notes: [...notes], fields, extra: [...extra], broken };
    },
    place: ({ query, row }) => {
      const at = isWhole(query) ? row : (lists.get(keyOf(query))?.rows.indexOf(row) ?? -1) + 1;
      return { place: at > 0 && at <= rowCount(query) ? at : null };
    },
    find: ({ query, find }) => {
      void count(query, find);
      return {};
    },
    step: ({ query, find, place, backwards }) => ({ found: step(query, find, place, backwards) }),
    stop: ({ work: kind }) => {
      const mine = running.get(kind);
      if (mine) mine.isStopped = true;
      return {};
    },
    copyRows: ({ query, places }) => ({
      rows: places?.reduce((sum, { from, to }) => sum + to - from + 1, 0) ?? rowCount(query),
    }),
    copyCell: done,
    copyText: done,
    openCell: done,
    openText: done,
    openSpec: done,
    openLink: done,
    previewRow: done,
    insertColumn: done,
    act: done,
  };

  return {
    asked,
    requests: (method) => asked.filter((one) => one.method === method).map((one) => one.request),
    handlers: logged(handlers, {
      before(method, request) {
        asked.push({ method, request });
        options.fault?.(method);
      },
      after: async (method, request) => options.hold?.(method, request),
    }),
    attach(to) {
      emit = to;
      for (const [event, value] of told.splice(0)) emit(event, value);
    },
    async step(kind, times = 1) {
      for (let time = 0; time < times; time++) {
        const go = await eventually(
          () => waiting.get(kind),
          (one) => one !== undefined,
        );
        waiting.delete(kind);
        go?.();
        await new Promise((next) => setImmediate(next));
      }
    },
    change(to) {
      make = to.make ?? make;
      state = { ...state, version: state.version + 1, rows: to.rows ?? state.rows };
      emit('state', state);
    },
    tell(next) {
      state = { ...state, ...next };
      emit('state', state);
    },
  };
}

interface Watch {
  before(method: string, request: unknown): void;
  after(method: string, request: unknown): Promise<void>;
}

/** The same handlers, watched. */
function logged(handlers: Handlers<P>, { before, after }: Watch) {
  const entries = Object.entries(handlers).map(([method, handle]) => [
    method,
    async (request: never, signal: AbortSignal) => {
      before(method, request);
      const reply = await handle(request, signal);
      await after(method, request);
      return reply;
    },
  ]);
  return Object.fromEntries(entries) as Handlers<P>; // the same methods, of the same types
}
