import * as z from 'zod/mini';

export const count = z.int().check(z.nonnegative());
export const place = z.int().check(z.positive());
export const share = z.number().check(z.gte(0), z.lte(1));

// Which rows ------------------------------------------------------------------------------------

const textQuery = {
  text: z.string(),
  matchCase: z.boolean(),
  wholeWord: z.boolean(),
  regex: z.boolean(),
};
export const findQuery = z.object(textQuery);
export type FindQuery = z.infer<typeof findQuery>;

/** What can be odd about a row. */
export const ROW_MARKS = [
  'broken',
  'extra-fields',
  'missing-fields',
  'stray-quote',
  'repeated-key',
  'bad-bytes',
] as const;
export type RowMark = (typeof ROW_MARKS)[number];
const marks = z.array(z.enum(ROW_MARKS));
const not = z.optional(z.boolean());
const anyColumn = z.nullable(z.string());
const filter = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), column: anyColumn, ...textQuery, not }),
  z.object({ kind: z.literal('equals'), column: z.string(), text: z.string(), not }),
  z.object({ kind: z.literal('empty'), column: z.string(), not }),
  z.object({
    kind: z.literal('range'),
    column: z.string(),
    min: z.nullable(z.number()),
    max: z.nullable(z.number()),
    not,
  }),
  z.object({ kind: z.literal('marked'), marks, not }),
]);
export type FilterView = z.infer<typeof filter>;

/** Filters that all hold, and an order: a list of rows. Equal queries are the same list. */
export const query = z.object({
  filters: z.array(filter),
  order: z.nullable(z.object({ column: z.string(), descending: z.boolean() })),
});
export type QueryView = z.infer<typeof query>;

/** Places in a list, from 1, both included. */
export const placeRange = z.object({ from: place, to: place });
export type PlaceRangeView = z.infer<typeof placeRange>;

// What is known of the file ----------------------------------------------------------------------

export const datasetState = z.object({
  /** Another number is another content: pages and profiles of the old one are dropped. */
  version: z.number(),
  bytes: count,
  /** For people: `CSV, semicolon`, `JSONL`. */
  format: z.string(),
  isCsv: z.boolean(),
  /** For people, where it is not UTF-8: `UTF-16`, `Windows-1252 (Latin-1)`. */
  encoding: z.nullable(z.string()),
  columns: z.array(z.string()),
  /** Rows found so far; all when `isIndexed`. */
  rows: count,
  /** Lines with nothing on them, which are no rows. */
  blankLines: count,
  isIndexed: z.boolean(),
  /** Of the file's bytes gone through for that. */
  share,
  /** Why it can't be read any more, one sentence. */
  failure: z.nullable(z.string()),
});
export type DatasetStateView = z.infer<typeof datasetState>;

/** A dataset of which only the beginning is here. */
export const partial = z.object({
  /** Where it is from, e.g. `api.together.ai`. */
  from: z.string(),
  /** Bytes that are here, and in all. */
  bytes: count,
  of: z.nullable(count),
});
export type PartialView = z.infer<typeof partial>;

export const specUse = z.object({
  spec: z.string(),
  uri: z.string(),
  /** Columns that the spec reads. */
  columns: z.array(z.string()),
  /** It is open in an editor. */
  isOpen: z.boolean(),
});
export type SpecUse = z.infer<typeof specUse>;

const bin = z.object({ from: z.number(), to: z.number(), count });

const columnProfile = z.object({
  name: z.string(),
  /** What most values are. CSV texts that are written as numbers count as numbers. */
  kind: z.enum(['text', 'number', 'boolean', 'list', 'object', 'mixed', 'empty']),
  /** `string 812, null 5`: types of value with their rows. */
  types: z.string(),
  filled: count,
  empty: count,
  missing: count,
  /** Row of the first that lacks it. */
  firstMissing: z.nullable(count),
  distinct: count,
  distinctIsExact: z.boolean(),
  lengths: z.nullable(
    z.object({
      shortest: count,
      longest: count,
      mean: z.number(),
      median: z.number(),
      longestRow: count,
      histogram: z.array(bin),
    }),
  ),
  numbers: z.nullable(
    z.object({
      count,
      min: z.number(),
      max: z.number(),
      mean: z.number(),
      std: z.number(),
      minRow: count,
      maxRow: count,
      histogram: z.array(bin),
      histogramIsExact: z.boolean(),
    }),
  ),
  top: z.array(
    z.object({ text: z.string(), kind: z.string(), count, isExact: z.boolean(), row: count }),
  ),
});
export type ColumnProfileView = z.infer<typeof columnProfile>;

export const survey = z.object({
  version: z.number(),
  rows: count,
  columns: z.array(columnProfile),
  columnsLeftOut: count,
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      line: z.number(),
      row: z.optional(z.number()),
      message: z.string(),
    }),
  ),
  problemCount: count,
  /** Rows by what is odd about them. */
  marked: z.array(z.object({ mark: z.string(), label: z.string(), rows: count })),
});
export type SurveyView = z.infer<typeof survey>;

// Rows -------------------------------------------------------------------------------------------

export const pageRow = z.object({
  row: place,
  /** Of the file. */
  line: place,
  /** What is odd about the row, a sentence each. */
  notes: z.array(z.string()),
  isBroken: z.boolean(),
  /** One line each, cut where they are long. Of a broken row the first holds its text. */
  cells: z.array(z.string()),
  /** A letter a cell: `-` no such column, `0` null, `t` text, `n` number, `b` boolean, `j` JSON. */
  kinds: z.string(),
  /** Places in `cells` that hold what is looked for. */
  hits: z.array(count),
});
export type PageRowView = z.infer<typeof pageRow>;

export const fullField = z.object({
  column: z.string(),
  kind: z.enum(['missing', 'null', 'text', 'number', 'boolean', 'json']),
  /** As the file has it; JSON indented. Cut at `SHOWN_CHARACTERS`. */
  text: z.string(),
  /** Characters in all. */
  length: count,
});
export type FullFieldView = z.infer<typeof fullField>;

/** Characters of a field that a view is given at once; the whole opens in an editor. */
export const SHOWN_CHARACTERS = 100_000;

export const found = z.object({ row: place, place, column: z.nullable(count), ordinal: count });
export type FoundView = z.infer<typeof found>;

export const COPY_FORMATS = ['csv', 'json', 'markdown', 'text'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** Each writes a new file or opens something; none changes the dataset. */
export const DATASET_ACTIONS = [
  'newSpec',
  'sample',
  'save',
  'convert',
  'split',
  'deduplicate',
  'rename',
  'openText',
  /** Of a partial one: more of it, or all. */
  'loadMore',
  'download',
] as const;
export type DatasetAction = (typeof DATASET_ACTIONS)[number];
