import type { PageRowView } from '../../../shared/datasetViews.js';

/** Rows of a page. */
const PAGE_ROWS = 50;
/** Columns that are asked for at once; they begin at multiples of it. */
export const BLOCK_COLUMNS = 40;
/** More would only delay the one that is wanted by then. */
const MOST_ASKED = 3;
/** Pages kept; the least recently wanted go first. */
const MOST_KEPT = 80;

/** A row of a list, with those of its cells that came. */
export interface ShownRow {
  readonly row: number;
  readonly line: number;
  readonly notes: readonly string[];
  readonly isBroken: boolean;
  /** By block of columns. */
  readonly blocks: Readonly<Record<number, PageRowView>>;
}

export interface ShownCell {
  readonly text: string;
  /** A letter of `kinds` in `PageRowView`. */
  readonly kind: string;
  /** It holds what is looked for. */
  readonly isHit: boolean;
}

/** The cell of a column, by its index in the dataset; undefined while it is on its way. */
export function cellOf(row: ShownRow, column: number): ShownCell | undefined {
  const block = Math.floor(column / BLOCK_COLUMNS);
  const part = row.blocks[block];
  if (!part) return undefined;
  const at = column - block * BLOCK_COLUMNS;
  return { text: part.cells[at] ?? '', kind: part.kinds[at] ?? '-', isHit: part.hits.includes(at) };
}

export interface PageQuestion {
  /** Places, from 1, both included. */
  readonly from: number;
  readonly to: number;
  readonly columns: { readonly from: number; readonly to: number };
}

interface RowPagesOptions {
  /** Null: the answer is of another content and can't be used. */
  load(question: PageQuestion): Promise<readonly PageRowView[] | null>;
  onChange(): void;
  onError(error: unknown): void;
}

/** Rows first to last, from 0, in the blocks of columns that are on the screen. */
interface RowWindow {
  readonly first: number;
  readonly last: number;
  readonly blocks: readonly number[];
}

/**
 * The rows of one list, fetched in pages as the screen comes near them. What the screen has left
 * before it was asked for is never asked for.
 */
export interface RowPages {
  at(index: number): ShownRow | undefined;
  want(window: RowWindow): void;
  /** Rows in the list, which may become more. */
  setCount(count: number): void;
  /** All may look different: old rows stay on show until the new ones come. */
  refresh(): void;
  /** Late answers are dropped. */
  dispose(): void;
}

interface Part {
  readonly rows: number;
  /** What `refresh` and `setCount` had made of the list when it was asked for. */
  readonly generation: number;
  readonly count: number;
}

interface Page {
  readonly rows: (ShownRow | undefined)[];
  /** By block; also of those that failed, which are asked for again after a `refresh`. */
  readonly parts: Map<number, Part>;
}

export function createRowPages(options: RowPagesOptions): RowPages {
  // A Map keeps the order of insertion: re-inserting a page makes it the most recent.
  const pages = new Map<number, Page>();
  const asked = new Set<string>();
  let window: RowWindow = { first: 0, last: -1, blocks: [] };
  let [count, generation, isDisposed] = [0, 0, false];

  const isMissing = (page: number, block: number) => {
    if (asked.has(`${page}:${block}`)) return false;
    const part = pages.get(page)?.parts.get(block);
    if (part?.generation !== generation) return true;
    return part.rows < PAGE_ROWS && part.count < count;
  };

  /** What is on the screen first, from its middle outwards; then a page before and behind it. */
  const nextMissing = () => {
    if (window.last < window.first) return undefined;
    const first = Math.floor(window.first / PAGE_ROWS);
    const last = Math.floor(window.last / PAGE_ROWS);
    const middle = (first + last) / 2;
    const wanted = [];
    for (let page = first - 1; page <= last + 1; page++) wanted.push(page);
    return wanted
      .filter((page) => page >= 0 && page * PAGE_ROWS < Math.max(count, 1))
      .sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
      .flatMap((page) => window.blocks.map((block) => ({ page, block })))
      .find(({ page, block }) => isMissing(page, block));
  };

  const ask = async (page: number, block: number) => {
    const key = `${page}:${block}`;
    const before = { generation, count };
    const from = page * PAGE_ROWS + 1;
    const column = block * BLOCK_COLUMNS;
    asked.add(key);
    try {
      const rows = await options.load({
        from,
        to: from + PAGE_ROWS - 1,
        columns: { from: column, to: column + BLOCK_COLUMNS },
      });
      asked.delete(key);
      if (isDisposed) return;
      take(page, block, { ...before, rows: rows?.length ?? PAGE_ROWS });
      rows?.forEach((row, at) => put(page, { block, at, row }));
      if (rows) options.onChange();
    } catch (error) {
      asked.delete(key);
      if (isDisposed) return;
      take(page, block, { ...before, rows: PAGE_ROWS });
      options.onError(error);
    }
    askMissing();
  };

  const take = (page: number, block: number, part: Part) => {
    const known = pages.get(page) ?? { rows: [], parts: new Map<number, Part>() };
    pages.delete(page);
    pages.set(page, known);
    known.parts.set(block, part);
    for (const oldest of pages.keys()) {
      if (pages.size <= MOST_KEPT) break;
      pages.delete(oldest);
    }
  };

  const put = (page: number, part: { block: number; at: number; row: PageRowView }) => {
    const known = pages.get(page);
    if (!known) return;
    const { row, line, notes, isBroken } = part.row;
    const blocks = { ...known.rows[part.at]?.blocks, [part.block]: part.row };
    known.rows[part.at] = { row, line, notes, isBroken, blocks };
  };

  const askMissing = () => {
    while (asked.size < MOST_ASKED) {
      const next = nextMissing();
      if (!next) return;
      void ask(next.page, next.block);
    }
  };

  return {
    at: (index) => pages.get(Math.floor(index / PAGE_ROWS))?.rows[index % PAGE_ROWS],
    want(next) {
      window = next;
      if (!isDisposed) askMissing();
    },
    setCount(next) {
      if (next === count) return;
      count = next;
      if (!isDisposed) askMissing();
    },
    refresh() {
      generation++;
      if (!isDisposed) askMissing();
    },
    dispose() {
      isDisposed = true;
      pages.clear();
    },
  };
}
