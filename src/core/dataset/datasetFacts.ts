import { isJsonObject, type Json } from '../json.js';
import type { DatasetRow } from './dataset.js';
import { readJsonText, type JsonNode } from './text/jsonText.js';
import { sampleText } from './rows/sampleText.js';
import { createLengths, type Lengths } from './textLengths.js';

export const VALUE_KINDS = ['text', 'int', 'float', 'bool', 'list', 'dict', 'null'] as const;
/** Kinds as Python has them: `1.0` in a JSONL row is a float, and CSV holds nothing but text. */
export type ValueKind = (typeof VALUE_KINDS)[number];

/** What is known of the values at one place: a column, a part of its dicts, the items of its lists. */
export interface ValueFacts {
  /** Values seen here: rows that have the column, dicts that have the part, items of all lists. */
  readonly count: number;
  readonly kinds: Readonly<Partial<Record<ValueKind, number>>>;
  readonly nulls: number;
  /** The first row with a null here, where there is one. */
  readonly firstNull?: number;
  readonly emptyTexts: number;
  /** Up to three different values, in one short line each. */
  readonly samples: readonly string[];
  /** Lengths of the texts, in UTF-16 units; from 100 up the median has two digits. */
  readonly text?: { readonly longest: number; readonly median: number };
  /** Of the lists here. */
  readonly items?: ValueFacts;
  /** Of the dicts here. */
  readonly parts?: readonly PartFacts[];
}

export interface PartFacts extends ValueFacts {
  readonly name: string;
  /** Rows (of a column) or dicts (of a part) that could have it. */
  readonly of: number;
  /** The first row without it, where there is one. */
  readonly firstMissing?: number;
}

export interface DatasetFacts {
  /** Rows seen. */
  readonly rows: number;
  /** In order of appearance. */
  readonly columns: readonly PartFacts[];
}

interface FactsCollector {
  /** Rows come in their order. */
  add(row: DatasetRow): void;
  facts(): DatasetFacts;
}

const SAMPLES = 3;
const DEEPEST = 6;
const MOST_ITEMS = 50;
const MOST_PARTS = 200;
const MOST_COLUMNS = 20_000;
const LONGEST_NAME = 1000;
/** Places with samples and lengths; beyond them values are only counted. */
const MOST_DETAILED = 5000;
/** A number that `JSON.parse` changes: with a point or exponent, or with many digits. */
const EXACT_NUMBER = /[[:,\s]-?\d+(?:\.\d|[eE]|\d{15})/;

/** Collects what a dataset holds, row by row; memory is bounded by its columns, not its rows. */
export function createFactsCollector(): FactsCollector {
  const budget = { detailed: MOST_DETAILED };
  const columns = createParts(MOST_COLUMNS);
  let rows = 0;
  return {
    add(row) {
      rows += 1;
      const nodes = membersOf(exactNode(row.source));
      addParts(columns, row.values, nodes, { row: row.row, depth: 0, budget });
    },
    facts: () => ({ rows, columns: partFacts(columns) }),
  };
}

interface Seen {
  count: number;
  readonly kinds: Partial<Record<ValueKind, number>>;
  firstNull?: number;
  emptyTexts: number;
  /** Absent for a place that is only counted. */
  readonly detail?: {
    readonly samples: Set<string>;
    readonly lengths: Lengths;
    items?: Seen;
    parts?: Parts;
  };
}

/** The parts of dicts at one place, or the columns of the rows. */
interface Parts {
  /** Dicts or rows. */
  count: number;
  firstRow: number;
  readonly most: number;
  readonly seen: Map<string, Seen>;
  /** Names that no dict has lacked so far. */
  readonly complete: Set<string>;
  readonly firstMissing: Map<string, number>;
}

interface Visit {
  readonly row: number;
  readonly depth: number;
  readonly budget: { detailed: number };
}

function createParts(most: number): Parts {
  return {
    count: 0,
    firstRow: 0,
    most,
    seen: new Map(),
    complete: new Set(),
    firstMissing: new Map(),
  };
}

function addParts(
  parts: Parts,
  values: Readonly<Record<string, Json>>,
  nodes: ReadonlyMap<string, JsonNode> | undefined,
  visit: Visit,
): void {
  parts.count += 1;
  if (parts.count === 1) parts.firstRow = visit.row;
  let complete = 0;
  for (const name of Object.keys(values)) {
    let seen = parts.seen.get(name);
    if (!seen) {
      if (parts.seen.size >= parts.most || name.length > LONGEST_NAME) continue;
      seen = createSeen(visit);
      parts.seen.set(name, seen);
      if (parts.count === 1) parts.complete.add(name);
      else parts.firstMissing.set(name, parts.firstRow);
    }
    if (parts.complete.has(name)) complete += 1;
    addValue(seen, values[name] ?? null, nodes?.get(name), visit);
  }
  if (complete === parts.complete.size) return;
  for (const name of parts.complete) {
    if (Object.hasOwn(values, name)) continue;
    parts.complete.delete(name);
    parts.firstMissing.set(name, visit.row);
  }
}

function createSeen({ budget }: Visit): Seen {
  const seen: Seen = { count: 0, kinds: {}, emptyTexts: 0 };
  if (budget.detailed === 0) return seen;
  budget.detailed -= 1;
  return { ...seen, detail: { samples: new Set(), lengths: createLengths() } };
}

function addValue(seen: Seen, value: Json, node: JsonNode | undefined, visit: Visit): void {
  const kind = kindOf(value, node);
  seen.count += 1;
  seen.kinds[kind] = (seen.kinds[kind] ?? 0) + 1;
  if (value === null) seen.firstNull ??= visit.row;
  if (value === '') seen.emptyTexts += 1;
  const { detail } = seen;
  if (!detail) return;
  if (typeof value === 'string') detail.lengths.add(value.length);
  if (detail.samples.size < SAMPLES && value !== null && value !== '') {
    detail.samples.add(node?.kind === 'number' ? node.text : sampleText(value));
  }
  if (visit.depth >= DEEPEST) return;
  if (typeof value !== 'object') return;
  const inner = { row: visit.row, depth: visit.depth + 1, budget: visit.budget };
  if (Array.isArray(value)) {
    detail.items ??= createSeen(visit);
    const most = Math.min(value.length, MOST_ITEMS);
    for (let index = 0; index < most; index += 1) {
      const itemNode = node?.kind === 'array' ? node.items[index] : undefined;
      addValue(detail.items, (value as readonly Json[])[index] ?? null, itemNode, inner);
    }
  } else if (isJsonObject(value)) {
    detail.parts ??= createParts(MOST_PARTS);
    addParts(detail.parts, value, membersOf(node), inner);
  }
}

function kindOf(value: Json, node: JsonNode | undefined): ValueKind {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'string':
      return 'text';
    case 'boolean':
      return 'bool';
    case 'number': {
      const isFloat = node?.kind === 'number' ? /[.eE]/.test(node.text) : !Number.isInteger(value);
      return isFloat ? 'float' : 'int';
    }
    default:
      return Array.isArray(value) ? 'list' : 'dict';
  }
}

/** The row read without loss, where `JSON.parse` may have lost something. */
function exactNode(source: string | undefined): JsonNode | undefined {
  if (source === undefined || !EXACT_NUMBER.test(source)) return undefined;
  const reading = readJsonText(source);
  return reading.ok ? reading.node : undefined;
}

function membersOf(node: JsonNode | undefined): ReadonlyMap<string, JsonNode> | undefined {
  if (node?.kind !== 'object') return undefined;
  return new Map(node.members.map(({ key, value }) => [key, value]));
}

function partFacts(parts: Parts): PartFacts[] {
  return [...parts.seen].map(([name, seen]) => {
    const firstMissing = parts.firstMissing.get(name);
    return {
      name,
      of: parts.count,
      ...valueFacts(seen),
      ...(firstMissing !== undefined && { firstMissing }),
    };
  });
}

function valueFacts({ count, kinds, firstNull, emptyTexts, detail }: Seen): ValueFacts {
  const text = detail?.lengths.summary();
  return {
    count,
    kinds: { ...kinds },
    nulls: kinds.null ?? 0,
    ...(firstNull !== undefined && { firstNull }),
    emptyTexts,
    samples: detail ? [...detail.samples] : [],
    ...(text && { text }),
    ...(detail?.items && { items: valueFacts(detail.items) }),
    ...(detail?.parts && { parts: partFacts(detail.parts) }),
  };
}
