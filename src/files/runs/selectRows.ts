import { derivedColumns } from '../../core/rows/derivedColumns.js';
import type { DerivedColumn } from '../../core/rows/derivedColumns.js';
import { inDatasetOrder, inDerivedOrder } from '../../core/rows/orderRows.js';
import { readConditions } from '../../core/rows/readConditions.js';
import type { KnownColumns } from '../../core/rows/readConditions.js';
import type { ResultQuery } from '../../core/rows/resultQuery.js';
import { readFilters } from '../../core/rows/rowFilter.js';
import type { FactTest } from '../../core/rows/rowFilter.js';
import type { EvaluationType } from '../../core/spec/evalSpec.js';
import type { RowIndex } from './rowIndex.js';
import type { OpenFile } from './rowPair.js';
import { selectLines, sortLines } from './scanLines.js';
import type { Wanted } from './scanLines.js';

interface SelectOptions {
  readonly index: RowIndex;
  readonly type: EvaluationType;
  readonly file: OpenFile;
  readonly signal?: AbortSignal | undefined;
}

/** The columns that conditions may name. */
export function knownColumns(index: RowIndex, type: EvaluationType): KnownColumns {
  return {
    file: new Set(index.columns().map(({ name }) => name)),
    derived: derivedColumns(type, index.facts),
  };
}

/** The places, from 0, of the rows that match, in the order of the query. */
export async function selectRows(query: ResultQuery, options: SelectOptions): Promise<Uint32Array> {
  const { index, type, file, signal } = options;
  const columns = knownColumns(index, type);
  const conditions = readConditions(query.where, columns);
  let wanted = wantedRows(index, [...readFilters(query.filters, index.facts), ...conditions.tests]);
  if (conditions.filters.length > 0) {
    wanted = await selectLines(conditions.filters, { index, file, wanted, signal });
  }
  for (const word of wordsOf(query.search)) {
    wanted = await rowsWithWord(word, { ...options, wanted });
  }
  return sorted(query, wanted, { ...options, derived: columns.derived });
}

function wantedRows({ facts }: RowIndex, tests: readonly FactTest[]): Wanted {
  const wanted = new Uint8Array(facts.size);
  for (let at = 0; at < wanted.length; at += 1) {
    if (tests.every((holds) => holds(at))) wanted[at] = 1;
  }
  return wanted;
}

function wordsOf(search: string): string[] {
  return search.split(/\s+/).filter((word) => word !== '');
}

/** Rows whose verdict, errors or line hold a word: what the facts know, no line is read for. */
async function rowsWithWord(
  word: string,
  { index, file, signal, wanted }: SelectOptions & { readonly wanted: Wanted },
): Promise<Wanted> {
  const { facts } = index;
  const looked = word.toLowerCase();
  const isIn = new Map<string, boolean>();
  const holds = (text: string): boolean => {
    let known = isIn.get(text);
    if (known === undefined) isIn.set(text, (known = text.toLowerCase().includes(looked)));
    return known;
  };
  const isKnown: FactTest = (at) => holds(facts.verdict(at)) || holds(facts.errorText(at));
  const found = wanted.map((is, at) => (is === 1 && isKnown(at) ? 1 : 0));
  const filter = { kind: 'text', column: null, text: word, matchCase: false } as const;
  const rest = wanted.map((is, at) => is & ~(found[at] ?? 0));
  const inLine = await selectLines([{ ...filter, wholeWord: false, regex: false }], {
    index,
    file,
    wanted: rest,
    signal,
  });
  return found.map((is, at) => is | (inLine[at] ?? 0));
}

/** What leads the name of a column of the file by which rows are sorted. */
const FILE_COLUMN = 'column ';

async function sorted(
  { sort, descending }: ResultQuery,
  wanted: Wanted,
  { index, file, signal, derived }: SelectOptions & { readonly derived: readonly DerivedColumn[] },
): Promise<Uint32Array> {
  if (sort.startsWith(FILE_COLUMN)) {
    const order = { column: sort.slice(FILE_COLUMN.length), descending };
    return sortLines(order, { index, file, wanted, signal });
  }
  const places = new Uint32Array(wanted.reduce((sum, is) => sum + is, 0));
  let count = 0;
  for (let at = wanted.indexOf(1); at >= 0; at = wanted.indexOf(1, at + 1)) {
    places[count] = at;
    count += 1;
  }
  const ordered = inDatasetOrder(places, index.facts);
  if (sort === 'row') return descending ? ordered.reverse() : ordered;
  const column = derived.find(({ name }) => name === sort);
  return column ? inDerivedOrder(ordered, column, { descending }) : ordered;
}
