import type { DatasetInfo, DatasetRow } from '../../core/dataset/dataset.js';
import { cellOf } from '../webview/fieldText.js';
import type { DatasetView } from '../../shared/protocol.js';

type ColumnKind = DatasetView['columns'][number]['kind'];

const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
};

/** What the strip above the grid says; `sample` decides which columns are numbers. */
export function datasetView(info: DatasetInfo, sample: readonly DatasetRow[]): DatasetView {
  const delimiter = info.delimiter === undefined ? undefined : DELIMITERS[info.delimiter];
  return {
    rows: info.rows,
    bytes: info.bytes,
    format: info.format.toUpperCase(),
    ...(delimiter !== undefined && { delimiter }),
    columns: info.columns.map((name) => ({
      name,
      kind: columnKind(name, sample),
      length: Math.max(0, ...sample.map((row) => cellOf(row, name)?.length ?? 0)),
    })),
    problems: info.problems.map(({ severity, line, row, message }) => ({
      severity,
      line,
      message,
      ...(row !== undefined && { row }),
    })),
    problemCount: info.problemCount,
  };
}

/** CSV values are strings: one that is written as a number counts as one. */
function columnKind(name: string, sample: readonly DatasetRow[]): ColumnKind {
  const values = sample
    .map(({ values }) => (Object.hasOwn(values, name) ? (values[name] ?? null) : null))
    .filter((value) => value !== null && value !== '');
  if (values.some((value) => typeof value === 'object')) return 'json';
  const isNumber = (value: unknown) =>
    typeof value === 'number' ||
    (typeof value === 'string' && /^-?\d+([.,]\d+)?(e[+-]?\d+)?$/i.test(value));
  return values.length > 0 && values.every(isNumber) ? 'number' : 'text';
}
