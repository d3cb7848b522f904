/** Rows fetched in pages, on demand. Indexes count from 0. */
interface PageCache<R> {
  at(index: number): R | undefined;
  /** Fetches what is missing or stale of this stretch. */
  want(first: number, last: number): void;
  /** The rows may have changed: they stay on show until their page is fetched again. */
  invalidate(): void;
  /** Drops late answers. */
  dispose(): void;
}

interface PageCacheOptions<R> {
  readonly pageSize: number;
  /** Pages kept; the least recently wanted go first. */
  readonly keep: number;
  /** `from` and `to` count from 1 and are both included. */
  load(from: number, to: number): Promise<readonly R[]>;
  onChange(): void;
  onError(error: unknown): void;
}

interface Page<R> {
  rows: readonly R[] | undefined;
  state: 'loading' | 'fresh' | 'stale';
  /** While it loads: it was invalidated since. */
  isOld: boolean;
}

export function createPageCache<R>(options: PageCacheOptions<R>): PageCache<R> {
  // A Map keeps the order of insertion: re-inserting a page makes it the most recent.
  const pages = new Map<number, Page<R>>();
  let disposed = false;

  const fetchPage = async (index: number, page: Page<R>) => {
    page.state = 'loading';
    page.isOld = false;
    const from = index * options.pageSize + 1;
    try {
      const rows = await options.load(from, from + options.pageSize - 1);
      if (disposed) return;
      page.rows = rows;
      page.state = 'fresh';
      options.onChange();
      // Invalidated while it was on its way: what came may be old.
      if (isOutdated(page) && pages.get(index) === page) void fetchPage(index, page);
    } catch (error) {
      if (disposed) return;
      page.state = 'stale';
      options.onError(error);
    }
  };

  return {
    at(index) {
      const page = pages.get(Math.floor(index / options.pageSize));
      return page?.rows?.[index % options.pageSize];
    },
    want(first, last) {
      if (disposed || last < first) return;
      const lastPage = Math.floor(last / options.pageSize);
      for (let index = Math.floor(first / options.pageSize); index <= lastPage; index++) {
        const page: Page<R> = pages.get(index) ?? { rows: undefined, state: 'stale', isOld: false };
        pages.delete(index);
        pages.set(index, page);
        if (page.state === 'stale') void fetchPage(index, page);
      }
      for (const index of pages.keys()) {
        if (pages.size <= options.keep) break;
        pages.delete(index);
      }
    },
    invalidate() {
      for (const page of pages.values()) {
        if (page.state === 'loading') page.isOld = true;
        else page.state = 'stale';
      }
    },
    dispose() {
      disposed = true;
      pages.clear();
    },
  };
}

/** What `isOld` became while the page was awaited, which the compiler can't see. */
function isOutdated({ isOld }: { readonly isOld: boolean }): boolean {
  return isOld;
}
