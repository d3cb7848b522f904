import { resultColumns } from '../judging/resultColumns.js';
import type { Json } from '../json.js';
import type { ResultRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { responders } from '../spec/responders.js';

/** Columns of the dataset that could hold the truth, with the verdicts of the same rows. */
export interface TruthColumns {
  /** Of the evaluated rows, in the order of the file; the other lists follow them. */
  readonly ids: readonly number[];
  /** Labels, scores, or `A`, `B`, `Tie`. */
  readonly verdicts: readonly (string | number)[];
  readonly columns: ReadonlyMap<string, TruthColumn>;
}

export interface TruthColumn {
  /** The distinct values as text, in the order of their first use. */
  readonly values: readonly string[];
  /** Of each row the place of its value in `values`; −1 for no value. */
  readonly codes: readonly number[];
}

export interface TruthOptions {
  /** Column that holds the truth, kept whatever it holds. */
  readonly chosen?: string | undefined;
  /** Columns that the verdicts were read from: they agree with them always, and are no truth. */
  readonly verdictColumns?: readonly string[] | undefined;
}

interface TruthColumnsCollector {
  add(result: ResultRow, verdict: string | number, id: number): void;
  current(): TruthColumns;
  /** Those that the rows have, and that were not dropped. */
  columns(): readonly string[];
}

/** A truth has few values; names, texts and numbers of rows have many. */
const MOST_VALUES = 40;
const LONGEST_VALUE = 100;

/**
 * Keeps a small number for each row and candidate, so that a column can be chosen and its values be
 * given a meaning without another reading of the rows. A column with too many values, or long ones, is
 * dropped on the way, unless it is `chosen`; where numbers can be the truth (score, and sides as numbers)
 * they may be any number of values.
 */
export function collectTruthColumns(
  spec: ResolvedSpec,
  { chosen, verdictColumns = [] }: TruthOptions = {},
): TruthColumnsCollector {
  const ignored = new Set<string>([
    ...verdictColumns.filter((column) => column !== chosen),
    ...resultColumns(spec),
    'evaluation_status',
    'is_incomplete',
    'image_data_urls',
    ...responders(spec).flatMap(([, responder]) =>
      typeof responder === 'string' ? [responder] : [],
    ),
  ]);
  const ids: number[] = [];
  const verdicts: (string | number)[] = [];
  const columns = new Map<string, { places: Map<string, number>; codes: number[] }>();

  return {
    columns: () => [...columns.keys()],
    add(result, verdict, id) {
      const at = ids.length;
      ids.push(id);
      verdicts.push(verdict);
      for (const name of Object.keys(result)) {
        if (ignored.has(name)) continue;
        const text = truthText(result[name]);
        if (text === undefined) continue;
        let column = columns.get(name);
        if (!column) {
          column = { places: new Map(), codes: [] };
          columns.set(name, column);
        }
        let place = column.places.get(text);
        if (place === undefined) {
          place = column.places.size;
          column.places.set(text, place);
          if (name !== chosen && isTooMuch(text, column.places, spec)) {
            columns.delete(name);
            ignored.add(name);
            continue;
          }
        }
        while (column.codes.length < at) column.codes.push(-1);
        column.codes.push(place);
      }
    },
    current: () => ({
      ids,
      verdicts,
      columns: new Map(
        [...columns].map(([name, { places, codes }]) => [
          name,
          {
            values: [...places.keys()],
            codes: [...codes, ...new Array<number>(ids.length - codes.length).fill(-1)],
          },
        ]),
      ),
    }),
  };
}

/** A value as a person would write it; undefined for none. */
function truthText(value: Json | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  return text === '' ? undefined : text;
}

function isTooMuch(text: string, places: ReadonlyMap<string, number>, spec: ResolvedSpec): boolean {
  if (text.length > LONGEST_VALUE) return true;
  if (places.size <= MOST_VALUES) return false;
  // The first value that is no number ends it: numbers alone may be many.
  if (spec.type === 'classify' || !isNumber(text)) return true;
  return places.size === MOST_VALUES + 1 && ![...places.keys()].every(isNumber);
}

export function isNumber(text: string): boolean {
  return /^[+-]?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text);
}
