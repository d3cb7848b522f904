import type { Bin, ColumnProfile, TableProfile } from '../../core/dataset/tableProfile.js';
import { fixed, numberText, plural, shortNumber, t } from '../../l10n/t.js';
import { rowTable } from './rowTable.js';

const BARS = '▁▂▃▄▅▆▇█';
const CHART_BINS = 12;

/** What each column holds, a line each, in at most \`width\` places. */
export function profileTable(profile: TableProfile, width: number): string {
  const { columns, columnsLeftOut, rows } = profile;
  const header = [
    ...[t('column'), t('holds'), t('filled'), t('distinct')],
    ...[t('range'), t('shape'), t('most frequent')],
  ];
  const lines = columns.map((column, index) => ({
    label: `${index + 1}`,
    cells: [
      column.name,
      kindOf(column),
      share(filledRows(column), rows),
      `${column.distinctIsExact ? '' : '≈'}${numberText(column.distinct)}`,
      rangeOf(column),
      chart(shapeOf(column)),
      frequent(column, rows),
    ],
  }));
  const table = rowTable(header, lines, width);
  return [
    table.header,
    ...lines.map((line) => table.line(line)),
    ...(columnsLeftOut > 0
      ? [
          plural(
            columnsLeftOut,
            '{0} more column not looked at.',
            '{0} more columns not looked at.',
          ),
        ]
      : []),
  ].join('\n');
}

function shapeOf(column: ColumnProfile): readonly Bin[] {
  if (isNumeric(column)) return column.numbers?.histogram ?? [];
  return column.types.boolean === undefined ? (column.lengths?.histogram ?? []) : [];
}

/** Rows with a value that is not empty. */
export function filledRows({ types, empty }: Pick<ColumnProfile, 'types' | 'empty'>): number {
  return Object.values(types).reduce((sum, found) => sum + found, 0) - empty;
}

function kindOf(column: ColumnProfile): string {
  const names = Object.entries(column.types)
    .filter(([type, found]) => found > 0 && type !== 'null')
    .map(([type]) => (type === 'string' ? (isNumeric(column) ? 'number' : 'text') : type));
  return [...new Set(names)].join(' or ') || 'nothing';
}

/** Numbers that stand in texts count as numbers where there is nothing else. */
function isNumeric({ types, numbers, empty }: ColumnProfile): boolean {
  const filled = filledRows({ types, empty });
  return numbers !== undefined && numbers.count === filled;
}

function rangeOf(column: ColumnProfile): string {
  const { numbers, lengths, types } = column;
  if (numbers && isNumeric(column)) {
    const { min, max, mean } = numbers;
    return min === max
      ? figure(min)
      : t('{0} to {1}, mean {2}', figure(min), figure(max), figure(mean));
  }
  if (!lengths || types.boolean !== undefined) return '';
  const { shortest, longest } = lengths;
  return shortest === longest
    ? plural(longest, '{0} character', '{0} characters')
    : plural(longest, '{1} to {0} character', '{1} to {0} characters', numberText(shortest));
}

function figure(value: number): string {
  const digits = { maximumSignificantDigits: Number.isInteger(value) ? 15 : 4 };
  return Math.abs(value) < 1e15 ? numberText(value, digits) : String(value);
}

function share(part: number, whole: number): string {
  if (whole === 0) return '';
  const percent = (100 * part) / whole;
  // Only all is 100 %, only none is 0 %.
  if (part < whole && percent > 99.9) return `${fixed(99.9, 1)} %`;
  if (part > 0 && percent < 0.1) return `${fixed(0.1, 1)} %`;
  return `${shortNumber(percent, 1)} %`;
}

function frequent({ top, distinct }: ColumnProfile, rows: number): string {
  const [first] = top;
  if (!first || first.count < 2 || distinct > rows / 2) return '';
  return top
    .slice(0, 3)
    .map(({ text, count: found, isExact }) => `${text} ${isExact ? '' : '≥ '}${share(found, rows)}`)
    .join(' · ');
}

/** A histogram as a row of small bars, at most twelve. */
export function chart(histogram: readonly Bin[]): string {
  const group = Math.ceil(histogram.length / CHART_BINS);
  const sums: number[] = [];
  for (const [index, bin] of histogram.entries()) {
    const place = Math.floor(index / group);
    sums[place] = (sums[place] ?? 0) + bin.count;
  }
  const most = Math.max(1, ...sums);
  return sums
    .map((sum) => (sum === 0 ? '·' : BARS[Math.ceil((sum / most) * BARS.length) - 1]))
    .join('');
}
