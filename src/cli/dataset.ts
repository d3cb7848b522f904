import type { DatasetRow } from '../core/dataset/dataset.js';
import { columnProfiler } from '../core/dataset/columnProfile.js';
import { UserError } from '../core/userError.js';
import type { CommandContext } from './commandContext.js';
import { count } from './count.js';
import { EXIT, type ExitCode } from './exitCode.js';
import { clip, textTable } from './textTable.js';

export interface DatasetOptions {
  /** `A..B`, from 1, both included. */
  readonly rows?: string;
  readonly profile?: boolean;
  readonly search?: string;
}

/** `gavel dataset FILE`: what the file holds, a range of rows, a profile, or the rows with a text. */
export async function dataset(
  file: string,
  options: DatasetOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const path = context.path(file);
  if (options.rows !== undefined) return printRows(path, parseRange(options.rows), context);
  const { services, terminal, signal } = context;
  const info = await services.datasets.describe(path, signal);
  const profiler = options.profile ? columnProfiler() : undefined;
  const found: { row: number; values: DatasetRow['values'] }[] = [];
  const wanted = options.search?.toLowerCase();
  if (profiler || wanted !== undefined) {
    for await (const row of services.datasets.rows(path, undefined, signal)) {
      profiler?.add(row);
      if (wanted !== undefined && JSON.stringify(row.values).toLowerCase().includes(wanted)) {
        found.push({ row: row.row, values: row.values });
      }
    }
  }
  const profile = profiler?.columns();
  const document = {
    ...info,
    ...(profile && { profile }),
    ...(wanted !== undefined && { search: { text: options.search, matches: found } }),
  };
  const lines = [
    `${file}: ${count(info.rows, 'row')}, ${count(info.columns.length, 'column')}, ${count(info.bytes, 'byte')}, ${info.format}`,
    `columns: ${info.columns.join(', ')}`,
    ...info.problems.map(
      ({ line, severity, message }) => `${file}:${line}: ${severity}: ${message}`,
    ),
    ...(profile
      ? [
          textTable(
            ['column', 'type', 'filled', 'missing', 'distinct', 'longest'],
            profile.map((column) => [
              column.name,
              Object.keys(column.types).join(' | '),
              `${column.filled}`,
              `${column.missing}`,
              column.distinct === null ? 'many' : `${column.distinct}`,
              `${column.longest}`,
            ]),
          ),
        ]
      : []),
    ...(wanted !== undefined
      ? [
          `${count(found.length, 'row')} with "${options.search ?? ''}"`,
          ...found.map(({ row, values }) => `${row}: ${clip(JSON.stringify(values), 160)}`),
        ]
      : []),
  ];
  terminal.result(document, lines.join('\n'));
  return EXIT.ok;
}

async function printRows(
  path: string,
  range: { from: number; to: number },
  { services, terminal, signal }: CommandContext,
): Promise<ExitCode> {
  const rows = [];
  for await (const { row, values } of services.datasets.rows(path, range, signal)) {
    rows.push({ row, values });
  }
  terminal.result(
    rows,
    rows
      .map(({ row, values }) => {
        const cells = Object.entries(values).map(([name, value]) => {
          return `  ${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`;
        });
        return [`row ${row}`, ...cells].join('\n');
      })
      .join('\n'),
  );
  return EXIT.ok;
}

function parseRange(text: string): { from: number; to: number } {
  const match = /^(\d+)(?:\.\.(\d+))?$/.exec(text);
  const from = Number(match?.[1]);
  const to = Number(match?.[2] ?? match?.[1]);
  if (!match || from < 1 || to < from) {
    throw new UserError(
      'usage',
      `--rows "${text}" is no range; write A..B with 1 ≤ A ≤ B, e.g. 1..10.`,
    );
  }
  return { from, to };
}
