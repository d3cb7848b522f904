import type { Match, StepOptions } from '../../core/dataset/openDataset.js';
import { pageRow } from '../../core/dataset/rows/pageRow.js';
import type { RowQuery, TextQuery } from '../../core/dataset/query/rowQuery.js';
import { textMatcher } from '../../core/dataset/query/textMatcher.js';
import { createRowSet } from '../../core/dataset/rows/rowSet.js';
import type { RowSet } from '../../core/dataset/rows/rowSet.js';
import { readPlaces } from './readPlaces.js';
import type { RowList } from './rowList.js';
import type { TableVersion } from './tableVersions.js';

/** The rows of a list that hold a text are a list themselves, in the order of the file. */
export function findQuery({ filters }: RowQuery, find: TextQuery): RowQuery {
  return { filters: [...filters, { kind: 'text', column: null, ...find }], order: null };
}

/**
 * The next row of the list that holds the text, going round at its end. Waits for the search only as
 * long as it may still find a nearer one.
 */
export async function nextMatch(
  version: TableVersion,
  { query, find, ...from }: StepOptions,
  signal: AbortSignal | undefined,
): Promise<Match | undefined> {
  const { lists } = version;
  await lists.making(query)?.join(() => undefined, signal);
  const list = lists.current(query);
  const making = lists.making(findQuery(query, find));
  const set = making?.value.set ?? createRowSet();
  const near = () => (query.order ? nearInOrder : nearInFile)(list, set, from);
  if (making) {
    const ended = making.join(() => undefined, signal);
    ended.catch(() => undefined);
    // An order mixes the rows, and backwards the last ones come first: both need all that there is.
    const mayEndSoon = query.order === null && !from.backwards;
    while (!making.isDone && !(mayEndSoon && near() !== undefined)) {
      await Promise.race([ended, making.changed()]);
    }
  }
  const start = from.backwards ? list.size + 1 : 0;
  const place =
    near() ?? (query.order ? nearInOrder : nearInFile)(list, set, { ...from, place: start });
  if (place === undefined) return undefined;
  const { lookAt: read } = version.content;
  const [row] = await readPlaces(list, { from: place, to: place }, { read, signal });
  if (!row) return undefined;
  const [column] = pageRow(row, version.columns(), textMatcher(find)).hits;
  return {
    row: row.row,
    place,
    ordinal: query.order ? ordinalInOrder(list, set, place) : set.countUpTo(row.row),
    ...(column !== undefined && !row.broken && { column }),
  };
}

interface From {
  readonly place: number;
  readonly backwards: boolean;
}

/** Place of the nearest row of the set after (before) a place of a list in the order of the file. */
function nearInFile(list: RowList, set: RowSet, { place, backwards }: From): number | undefined {
  const row = list.at(place) ?? (place > list.size ? Infinity : 0);
  const before = row === Infinity ? set.size : set.countUpTo(row);
  const isHere = set.has(row) ? 1 : 0;
  const found = set.at(backwards ? before - isHere : before + 1);
  return found === undefined ? undefined : list.placeOf(found);
}

function nearInOrder(list: RowList, set: RowSet, { place, backwards }: From): number | undefined {
  const step = backwards ? -1 : 1;
  for (let at = place + step; at >= 1 && at <= list.size; at += step) {
    if (set.has(list.at(at) ?? 0)) return at;
  }
  return undefined;
}

function ordinalInOrder(list: RowList, set: RowSet, place: number): number {
  let count = 0;
  for (let at = 1; at <= place; at += 1) if (set.has(list.at(at) ?? 0)) count += 1;
  return count;
}
