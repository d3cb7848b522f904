import * as z from 'zod/mini';
import {
  COPY_FORMATS,
  DATASET_ACTIONS,
  count,
  datasetState,
  findQuery,
  found,
  fullField,
  pageRow,
  partial,
  place,
  placeRange,
  query,
  share,
  specUse,
  survey,
} from './datasetViews.js';
import type { Protocol } from './rpc.js';

const nothing = z.object({});

/**
 * The view asks for what it shows; long work is begun by a call, told by events and ended by
 * `stop`. A call that replaces work under way (another list, another text) ends the old one.
 */
export const datasetProtocol = {
  methods: {
    open: {
      request: nothing,
      reply: z.object({
        name: z.string(),
        /** Of the workspace, or absolute: for a tooltip. */
        path: z.string(),
        partial: z.nullable(partial),
        /** The row that the editor was opened for. */
        row: z.nullable(place),
        state: datasetState,
        /** Restricted Mode: nothing is written. */
        isTrusted: z.boolean(),
      }),
    },
    uses: { request: nothing, reply: z.object({ specs: z.array(specUse) }) },
    /** Begins to read all of the file: `survey` events tell what comes of it. Asked once. */
    survey: { request: nothing, reply: nothing },
    /** Begins to make a list: `list` events tell. The list of all rows needs none. */
    list: { request: z.object({ query }), reply: nothing },
    page: {
      request: z.object({
        query,
        from: place,
        to: count,
        /** Indexes of columns, from 0, the end not included. */
        columns: z.object({ from: count, to: count }),
        find: z.nullable(findQuery),
      }),
      reply: z.object({ version: z.number(), rows: z.array(pageRow) }),
    },
    row: {
      request: z.object({ row: place }),
      reply: z.object({
        row: place,
        line: place,
        notes: z.array(z.string()),
        fields: z.array(fullField),
        /** CSV fields beyond those of the header. */
        extra: z.array(z.string()),
        /** What stands there in place of a row. */
        broken: z.nullable(z.object({ message: z.string(), text: z.string() })),
      }),
    },
    /** Where a row stands in a list; null: it isn't in it. */
    place: {
      request: z.object({ query, row: place }),
      reply: z.object({ place: z.nullable(place) }),
    },
    /** Begins to count the rows of a list that hold a text: `find` events tell. */
    find: { request: z.object({ query, find: findQuery }), reply: nothing },
    /** The next match after (before) a place of the list, 0 being its start; null: there is none. */
    step: {
      request: z.object({ query, find: findQuery, place: count, backwards: z.boolean() }),
      reply: z.object({ found: z.nullable(found) }),
    },
    stop: { request: z.object({ work: z.enum(['survey', 'list', 'find']) }), reply: nothing },
    /** Puts rows on the clipboard; `null`: all of the list. `columns`: those shown, in order. */
    copyRows: {
      request: z.object({
        query,
        places: z.nullable(z.array(placeRange)),
        columns: z.array(z.string()),
        format: z.enum(COPY_FORMATS),
      }),
      reply: z.object({ rows: count }),
    },
    /** Puts one cell on the clipboard, in full. */
    copyCell: { request: z.object({ row: place, column: z.string() }), reply: nothing },
    /** Puts a text that the view shows on the clipboard, such as a column's name. */
    copyText: { request: z.object({ text: z.string() }), reply: nothing },
    /** Opens a cell in full, as a document of its own. */
    openCell: { request: z.object({ row: place, column: z.string() }), reply: nothing },
    openText: { request: z.object({ line: z.nullable(place) }), reply: nothing },
    openSpec: { request: z.object({ uri: z.string() }), reply: nothing },
    /** Shows a web address before it is opened. */
    openLink: { request: z.object({ url: z.string() }), reply: nothing },
    previewRow: { request: z.object({ row: place }), reply: nothing },
    /** Puts `{{ column }}` where the cursor of the last used template is. */
    insertColumn: { request: z.object({ column: z.string() }), reply: nothing },
    act: {
      request: z.object({
        action: z.enum(DATASET_ACTIONS),
        query,
        /** The selected rows; null where none are selected. */
        places: z.nullable(z.array(placeRange)),
        /** Columns shown, in order. */
        columns: z.array(z.string()),
        /** The column that the action was called on. */
        column: z.nullable(z.string()),
      }),
      reply: nothing,
    },
  },
  events: {
    state: datasetState,
    survey: z.object({ share, result: z.nullable(survey), failure: z.nullable(z.string()) }),
    list: z.object({
      version: z.number(),
      /** The list that it tells of. */
      query,
      rows: count,
      share,
      isDone: z.boolean(),
      failure: z.nullable(z.string()),
    }),
    find: z.object({
      version: z.number(),
      query,
      find: findQuery,
      /** Rows that hold it so far. */
      rows: count,
      share,
      isDone: z.boolean(),
      failure: z.nullable(z.string()),
    }),
    uses: z.object({ specs: z.array(specUse) }),
    partial,
    showRow: z.object({ row: place }),
  },
} satisfies Protocol;
