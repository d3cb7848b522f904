import { useMemo, useRef } from 'preact/hooks';
import type { DatasetModel } from '../datasetModel.js';
import type { Kept } from '../kept.js';
import { guessColumn } from './columnGuess.js';
import type { ColumnGuess } from './columnGuess.js';
import { BLOCK_COLUMNS } from './rowPages.js';
import type { ShownRow } from './rowPages.js';
import { tableColumns } from './tableColumns.js';
import type { TableColumn } from './tableColumns.js';
import { textWidth } from './textWidth.js';

interface TableColumnsOptions {
  readonly model: DatasetModel;
  readonly kept: Kept;
  readonly hidden: ReadonlySet<string>;
  readonly pattern: RegExp | null;
  /** Rows on the screen, as many as are here. */
  someRows(): readonly ShownRow[];
}

/** The columns of the table. Their widths are guessed from the first rows that come, once. */
export function useTableColumns(options: TableColumnsOptions): readonly TableColumn[] {
  const { model, kept, hidden, pattern } = options;
  const names = model.state?.columns ?? NONE;
  const version = model.state?.version;
  const guesses = useRef(newGuesses(version));
  if (guesses.current.version !== version) guesses.current = newGuesses(version);
  const { seen, unseen } = guesses.current;
  // Columns that come into sight later stay as wide as they were: they don't jump under the eyes.
  const first = seen.size === 0 ? options.someRows() : [];
  if (first.length > 0) {
    const width = textWidth();
    names.slice(0, BLOCK_COLUMNS).forEach((name, column) => {
      seen.set(column, guessColumn({ name, column }, first, width));
    });
  }

  return useMemo(() => {
    const width = textWidth();
    const guess = (column: number) => {
      const known = seen.get(column) ?? unseen.get(column);
      if (known) return known;
      const made = guessColumn({ name: names[column] ?? '', column }, [], width);
      unseen.set(column, made);
      return made;
    };
    const { order } = kept.query;
    return tableColumns({ names, hidden, order, guess, profile: model.profile, pattern });
  }, [names, hidden, kept.query.order, version, seen.size, model.profile, pattern]);
}

interface Guesses {
  readonly version: number | undefined;
  /** Of columns of which cells were seen, and of those of which only the name is known. */
  readonly seen: Map<number, ColumnGuess>;
  readonly unseen: Map<number, ColumnGuess>;
}

function newGuesses(version: number | undefined): Guesses {
  return { version, seen: new Map(), unseen: new Map() };
}

const NONE: readonly string[] = [];
