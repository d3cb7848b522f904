import { trimmedValues } from '../../core/dataset/survey/frequentValues.js';
import type {
  ColumnPart,
  LengthPart,
  NumberPart,
  ValuesPart,
} from '../../core/dataset/survey/surveyPart.js';
import { JSON_TYPES } from '../../core/dataset/tableProfile.js';
import type { JsonType } from '../../core/dataset/tableProfile.js';
import type { FieldModule } from './fieldModule.js';

// Places of the fields of `Column` in assembly/fields/columns.ts, in words.
const EMPTY = 6;
const SHORTEST = 8;
const LONGEST = 9;
const LONGEST_ROW = 10;
const LENGTHS = 11;
const TOTAL = 12;
const VALUES = 14;
const FIGURES = 15;
const COLUMN_WORDS = 16;
const LENGTH_BINS = 200;

/** Rows by type of value. */
export function readTypes(module: FieldModule, column: number): ColumnPart['types'] {
  const words = module.words(module.columnAt(column), COLUMN_WORDS);
  const types: Partial<Record<JsonType, number>> = {};
  JSON_TYPES.forEach((type, place) => {
    const rows = words[place] ?? 0;
    if (rows > 0) types[type] = rows;
  });
  return types;
}

/** What the values of a column came to. */
export function readFigures(
  module: FieldModule,
  column: number,
): Pick<ColumnPart, 'empty' | 'lengths' | 'values' | 'numbers'> {
  const words = module.words(module.columnAt(column), COLUMN_WORDS);
  const word = (place: number): number => words[place] ?? 0;
  const empty = word(EMPTY);
  if (word(LENGTHS) === 0) return { empty };
  const lengths: LengthPart = {
    shortest: word(SHORTEST),
    longest: word(LONGEST),
    longestRow: word(LONGEST_ROW),
    total: word(TOTAL) + 2 ** 32 * word(TOTAL + 1),
    counts: module.words(word(LENGTHS), LENGTH_BINS).slice(),
  };
  const values = trimmedValues(readValues(module, word(VALUES)));
  const at = word(FIGURES);
  return { empty, lengths, values, ...(at !== 0 && { numbers: readNumbers(module, at) }) };
}

// Places of the fields of `Frequent` and `Value` in assembly/fields/frequent.ts, in bytes.
const MASK = 8;
const ERROR = 12;
const REGISTERS = 16;
const PRECISION = 20;
const PLACES = 24;
const FREQUENT_BYTES = 32;
const COUNT = 8;
const SLACK = 12;
const ROW = 16;
const TYPE = 20;
const VALUE_BYTES = 24;

function readValues(module: FieldModule, at: number): ValuesPart {
  const table = module.bytes(at, FREQUENT_BYTES);
  const size = VALUE_BYTES * (table.readUInt32LE(MASK) + 1);
  const places = module.bytes(table.readUInt32LE(PLACES), size);
  const values: ValuesPart['values'][number][] = [];
  for (let from = 0; from < size; from += VALUE_BYTES) {
    const hash = places.readBigUInt64LE(from);
    if (hash === 0n) continue;
    values.push({
      hash,
      type: JSON_TYPES[places.readUInt32LE(from + TYPE)] ?? 'string',
      count: places.readUInt32LE(from + COUNT),
      slack: places.readUInt32LE(from + SLACK),
      row: places.readUInt32LE(from + ROW),
    });
  }
  const error = table.readUInt32LE(ERROR);
  const registers = table.readUInt32LE(REGISTERS);
  if (registers === 0) return { values, error };
  const bytes = module.bytes(registers, 2 ** table.readUInt32LE(PRECISION));
  return { values, error, registers: Uint8Array.from(bytes) };
}

// Places of the fields of `Figures` in assembly/fields/columns.ts, in bytes.
const NUMBER_COUNT = 0;
const WHOLE = 4;
const MIN_ROW = 8;
const MAX_ROW = 12;
const MIN = 16;
const MAX = 24;
const CENTER = 32;
const SUM = 40;
const SQUARES = 48;
const EVERY = 56;
const SAMPLED = 64;
const FIGURES_BYTES = 72;

function readNumbers(module: FieldModule, at: number): NumberPart {
  const figures = module.bytes(at, FIGURES_BYTES);
  const count = figures.readUInt32LE(NUMBER_COUNT);
  const sum = figures.readDoubleLE(SUM);
  const sampled = figures.readUInt32LE(SAMPLED);
  const sample = module.bytes(at + FIGURES_BYTES, 8 * sampled);
  return {
    count,
    whole: figures.readUInt32LE(WHOLE),
    min: figures.readDoubleLE(MIN),
    max: figures.readDoubleLE(MAX),
    minRow: figures.readUInt32LE(MIN_ROW),
    maxRow: figures.readUInt32LE(MAX_ROW),
    mean: figures.readDoubleLE(CENTER) + sum / count,
    squares: figures.readDoubleLE(SQUARES) - (sum * sum) / count,
    sample: Float64Array.from({ length: sampled }, (_, place) => sample.readDoubleLE(8 * place)),
    every: figures.readUInt32LE(EVERY),
  };
}
