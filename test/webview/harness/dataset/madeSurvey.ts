import type { ColumnProfileView, SurveyView } from '../../../../src/shared/datasetViews.js';
import { cellText } from './madeRows.js';
import type { MadeRow } from './madeRows.js';

interface Seen {
  readonly row: number;
  readonly made: MadeRow;
}

const MARK_LABELS: Readonly<Record<string, string>> = {
  broken: 'can’t be read',
  'missing-fields': 'with too few fields',
  'extra-fields': 'with extra fields',
};
const MOST_PROBLEMS = 100;

/** The profile of rows that fit into memory. */
export function surveyOf(
  rows: readonly Seen[],
  columns: readonly string[],
  version: number,
): SurveyView {
  const marked = new Map<string, number>();
  const problems: SurveyView['problems'] = [];
  for (const { row, made } of rows) {
    for (const mark of made.marks ?? []) marked.set(mark, (marked.get(mark) ?? 0) + 1);
    for (const message of made.notes ?? []) {
      const severity = made.broken ? 'error' : 'warning';
      problems.push({ severity, line: row, row, message: `Row ${row}: ${message}` });
    }
  }
  const readable = rows.filter(({ made }) => !made.broken);
  return {
    version,
    rows: rows.length,
    columns: columns.map((name) => columnProfile(name, readable)),
    columnsLeftOut: 0,
    problems: problems.slice(0, MOST_PROBLEMS),
    problemCount: problems.length,
    marked: [...marked].map(([mark, count]) => ({
      mark,
      label: MARK_LABELS[mark] ?? mark,
      rows: count,
    })),
  };
}

function columnProfile(name: string, rows: readonly Seen[]): ColumnProfileView {
  const types = new Map<string, number>();
  const counts = new Map<string, { count: number; row: number; kind: string }>();
  const lengths: { size: number; row: number }[] = [];
  const numbers: { size: number; row: number }[] = [];
  let [empty, missing, firstMissing] = [0, 0, null as number | null];
  for (const { row, made } of rows) {
    const value = made.values[name];
    if (value === undefined) {
      missing++;
      firstMissing ??= row;
      continue;
    }
    const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
    types.set(type, (types.get(type) ?? 0) + 1);
    const text = cellText(made, name);
    if (['', '[]', '{}'].includes(text)) {
      empty++;
      continue;
    }
    const known = counts.get(text) ?? { count: 0, row, kind: type };
    counts.set(text, { ...known, count: known.count + 1 });
    lengths.push({ size: [...text].length, row });
    if (/^[+-]?\d+(\.\d+)?$/.test(text)) numbers.push({ size: Number(text), row });
  }
  const filled = lengths.length;
  const top = [...counts].sort(([, a], [, b]) => b.count - a.count).slice(0, 10);
  const areNumbers = filled > 0 && numbers.length === filled;
  return {
    name,
    kind: kindOf(
      [...types.keys()].filter((type) => type !== 'null'),
      filled,
      areNumbers,
    ),
    types: [...types].map(([type, count]) => `${type} ${count}`).join(', '),
    filled,
    empty,
    missing,
    firstMissing,
    distinct: counts.size,
    distinctIsExact: counts.size < 500,
    lengths: filled > 0 ? lengthProfile(lengths) : null,
    numbers: numbers.length > 0 ? numberProfile(numbers) : null,
    top: top
      .filter(([, { count }]) => count > 1)
      .map(([text, { count, row, kind }]) => ({
        text: text.slice(0, 80),
        kind,
        count,
        isExact: true,
        row,
      })),
  };
}

function kindOf(
  types: readonly string[],
  filled: number,
  areNumbers: boolean,
): ColumnProfileView['kind'] {
  if (filled === 0) return 'empty';
  if (areNumbers) return 'number';
  if (types.length > 1) return 'mixed';
  const kinds = { string: 'text', boolean: 'boolean', array: 'list', object: 'object' } as const;
  return kinds[(types[0] ?? 'string') as keyof typeof kinds]; // numbers are told by now
}

interface Sized {
  readonly size: number;
  readonly row: number;
}

function lengthProfile(lengths: readonly Sized[]): NonNullable<ColumnProfileView['lengths']> {
  const { least, most, mean, sorted } = spread(lengths);
  return {
    shortest: least.size,
    longest: most.size,
    mean,
    median: sorted[sorted.length >> 1] ?? 0,
    longestRow: most.row,
    histogram: bins(lengths, 16),
  };
}

function numberProfile(numbers: readonly Sized[]): NonNullable<ColumnProfileView['numbers']> {
  const { least, most, mean } = spread(numbers);
  const squares = numbers.reduce((sum, { size }) => sum + (size - mean) ** 2, 0);
  return {
    count: numbers.length,
    min: least.size,
    max: most.size,
    mean,
    std: numbers.length < 2 ? 0 : Math.sqrt(squares / (numbers.length - 1)),
    minRow: least.row,
    maxRow: most.row,
    histogram: bins(numbers, 20),
    histogramIsExact: true,
  };
}

function spread(all: readonly Sized[]) {
  const first = all[0] ?? { size: 0, row: 1 };
  const least = all.reduce((one, other) => (other.size < one.size ? other : one), first);
  const most = all.reduce((one, other) => (other.size > one.size ? other : one), first);
  const mean = all.reduce((sum, { size }) => sum + size, 0) / Math.max(1, all.length);
  return { least, most, mean, sorted: all.map(({ size }) => size).sort((a, b) => a - b) };
}

function bins(all: readonly Sized[], count: number) {
  const { least, most } = spread(all);
  const width = (most.size - least.size) / count;
  if (width === 0) return [{ from: least.size, to: most.size, count: all.length }];
  const made = Array.from({ length: count }, (_, at) => ({
    from: least.size + at * width,
    to: least.size + (at + 1) * width,
    count: 0,
  }));
  for (const { size } of all) {
    const bin = made[Math.min(count - 1, Math.floor((size - least.size) / width))];
    if (bin) bin.count++;
  }
  return made;
}
