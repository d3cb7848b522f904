import type { DatasetRow } from '../../core/dataset/dataset.js';
import { inSlices } from './inSlices.js';
import type { Pauses } from './inSlices.js';
import type { FlaggedRow } from './rowScan.js';

interface SearchJob {
  read(signal: AbortSignal): AsyncIterable<DatasetRow>;
  textOf(row: DatasetRow): string;
}

/** Rows that hold a text in any of their values, case aside. */
interface RowSearch {
  /** Looks for another text; the same one on the same rows goes on as it was. Blank: nothing. */
  begin(text: string, key: string, job: SearchJob): void;
  /** What was found so far, ascending. */
  found(): readonly FlaggedRow[];
  isSearching(): boolean;
  /** Resolves when the search has ended. */
  ended(): Promise<void>;
  dispose(): void;
}

/** Rows whose words are kept; of a commoner text a person wants to know no more. */
const MOST_FOUND = 20_000;
const NOTICE_MS = 250;

export function createRowSearch(pauses: Pauses, changed: () => void): RowSearch {
  let sought = '';
  let found: FlaggedRow[] = [];
  let work = new AbortController();
  let running: Promise<void> = Promise.resolve();
  let searching = false;

  const run = async (text: string, job: SearchJob, { signal }: AbortController) => {
    const wanted = text.toLowerCase();
    let noticed = pauses.now();
    const visit = (row: DatasetRow): boolean => {
      if (holds(row, wanted)) found.push({ row: row.row, text: job.textOf(row) });
      const now = pauses.now();
      if (now - noticed > NOTICE_MS) {
        noticed = now;
        changed();
      }
      return found.length < MOST_FOUND;
    };
    // A broken line ends the search: what stands before it was looked at.
    await inSlices(job.read(signal), visit, { pauses, signal }).catch(() => false);
    if (signal.aborted) return;
    searching = false;
    changed();
  };

  return {
    begin(text, key, job) {
      const next = text.trim() === '' ? '' : `${key}\n${text}`;
      if (next === sought) return;
      sought = next;
      work.abort();
      work = new AbortController();
      found = [];
      searching = next !== '';
      running = searching ? run(text.trim(), job, work) : Promise.resolve();
    },
    found: () => found,
    isSearching: () => searching,
    ended: () => running,
    dispose: () => work.abort(),
  };
}

function holds({ values }: DatasetRow, wanted: string): boolean {
  return Object.values(values).some((value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return text.toLowerCase().includes(wanted);
  });
}
