import { basename, dirname, join } from 'node:path';
import { createSplitNames } from '../../core/dataset/writing/splitNames.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { rowCells } from '../../core/dataset/rows/rowCells.js';
import type { WrittenFile } from '../../core/dataset/writing/writeRequest.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { createNewFile } from '../newFile.js';
import type { NewFile } from '../newFile.js';

/** Where the lines of a new dataset go. */
interface DatasetOutput {
  add(row: ReadRow, line: string): Promise<void> | undefined;
  /** Gives the files their names, in the order in which their rows came. */
  finish(): Promise<readonly WrittenFile[]>;
  /** Removes every file. */
  discard(): Promise<void>;
}

/** Files that a dataset is split into at most: each is open for as long as rows come. */
const MOST_FILES = 200;

export async function singleOutput(target: string, head: string): Promise<DatasetOutput> {
  const file = await createNewFile(target);
  let rows = 0;
  void file.write(head);
  return {
    add(_, line) {
      rows += 1;
      return file.write(line);
    },
    async finish() {
      await file.finish();
      return [{ path: target, rows }];
    },
    discard: file.discard,
  };
}

interface Part {
  readonly value: string;
  readonly file: NewFile;
  rows: number;
}

/** A file for each text of the column, begun when its first row comes. */
export function splitOutput(
  { target, column }: { readonly target: string; readonly column: string },
  head: string,
): DatasetOutput {
  const nameOf = createSplitNames(basename(target));
  const parts = new Map<string, Part>();
  let isThere = false;

  const begin = async (value: string): Promise<Part> => {
    if (parts.size === MOST_FILES) {
      throw new UserError(
        'usage',
        t(
          'The column "{0}" has more than {1} different values, and each would be a file; choose a column with fewer, or fewer rows.',
          column,
          MOST_FILES,
        ),
      );
    }
    const file = await createNewFile(join(dirname(target), nameOf(value)));
    const part = { value, file, rows: 0 };
    parts.set(value, part);
    void file.write(head);
    return part;
  };

  const addTo = (part: Part, line: string): Promise<void> | undefined => {
    part.rows += 1;
    return part.file.write(line);
  };

  return {
    add(row, line) {
      isThere ||= Object.hasOwn(row.values, column);
      const value = rowCells(row)(column);
      const part = parts.get(value);
      return part ? addTo(part, line) : begin(value).then((begun) => addTo(begun, line));
    },
    async finish() {
      if (!isThere && parts.size > 0) {
        throw new UserError('usage', t('No row has a column "{0}"; choose another one.', column));
      }
      for (const { file } of parts.values()) await file.finish();
      return [...parts.values()].map(({ value, file, rows }) => ({ path: file.path, rows, value }));
    },
    async discard() {
      await Promise.allSettled([...parts.values()].map(({ file }) => file.discard()));
    },
  };
}
