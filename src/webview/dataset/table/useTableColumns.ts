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
  const guesses = useRef<{ version: number | undefined; known: Map<number, ColumnGuess> }>({
    version,
    known: new Map(),
  });
  if (guesses.current.version !== version) guesses.current = { version, known: new Map() };
  // Columns that come into sight later stay as wide as they were: they don't jump under the eyes.
  const first = guesses.current.known.size === 0 ? options.someRows() : [];
  const isFirst = first.length > 0;

  const learnt = useMemo(() => {
    const { known } = guesses.current;
    if (!isFirst) return known;
    const width = textWidth();
    names.slice(0, BLOCK_COLUMNS).forEach((name, column) => {
      known.set(column, guessColumn({ name, column }, first, width));
    });
    return known;
  }, [isFirst, version]);

  return useMemo(() => {
    const width = textWidth();
    const guess = (column: number) =>
      learnt.get(column) ?? guessColumn({ name: names[column] ?? '', column }, [], width);
    const { order } = kept.query;
    return tableColumns({ names, hidden, order, guess, profile: model.profile, pattern });
  }, [names, hidden, kept.query.order, learnt, isFirst, model.profile, pattern]);
}

const NONE: readonly string[] = [];
