import type { DatasetRow } from '../../../src/core/dataset/dataset.js';
import { rowLine } from '../../../src/core/dataset/rowLine.js';
import type { Handlers } from '../../../src/shared/rpc.js';
import type { datasetProtocol } from '../../../src/shared/protocol.js';
import { datasetView } from '../../../src/ui/dataset/datasetView.js';
import { cellOf, fieldOf } from '../../../src/ui/webview/fieldText.js';

const COLUMNS = ['id', 'question', 'answer', 'length', 'meta'];

export interface DatasetHost {
  readonly handlers: Handlers<typeof datasetProtocol>;
  /** Stretches asked for. */
  readonly ranges: { from: number; to: number }[];
  /** Each line that was to be opened as text. */
  readonly openedLines: (number | undefined)[];
  /** Each row whose prompts were to be shown. */
  readonly previewedRows: number[];
}

/** The editor's host over rows that are made as they are asked for. */
export function datasetHost(rows: number, broken?: string): DatasetHost {
  const ranges: DatasetHost['ranges'] = [];
  const openedLines: DatasetHost['openedLines'] = [];
  const previewedRows: number[] = [];
  const info = {
    path: '/data/answers.jsonl',
    format: 'jsonl',
    bytes: 212 * rows,
    rows,
    columns: rows === 0 ? [] : COLUMNS,
    sha256: '',
    problems: [
      {
        severity: 'warning',
        code: 'unequal-fields',
        line: 7,
        row: 7,
        message: 'Row 7 lacks the column meta, which other rows have.',
      },
    ],
    problemCount: 1,
  } as const;
  return {
    ranges,
    openedLines,
    previewedRows,
    handlers: {
      open: () => ({ name: 'answers.jsonl', bytes: 212 * rows }),
      describe: () => {
        if (broken !== undefined) throw new Error(broken);
        const problems = rows === 0 ? [] : info.problems;
        const sample = Array.from({ length: Math.min(rows, 20) }, (_, at) => datasetRow(at + 1));
        return datasetView({ ...info, problems, problemCount: problems.length }, sample);
      },
      uses: () => ({
        specs: [
          {
            spec: 'judge.eval.yaml',
            uri: 'file:///judge.eval.yaml',
            columns: ['question', 'answer'],
          },
        ],
      }),
      rows: ({ from, to }) => {
        ranges.push({ from, to });
        const page = [];
        for (let row = from; row <= Math.min(to, rows); row++) {
          const made = datasetRow(row);
          page.push({ row, cells: COLUMNS.map((column) => cellOf(made, column)) });
        }
        return { rows: page, problem: null };
      },
      row: ({ row }) => {
        const made = datasetRow(row);
        return { fields: COLUMNS.map((column) => fieldOf(made, column)), line: rowLine(made) };
      },
      openText: ({ line }) => {
        openedLines.push(line);
        return {};
      },
      openSpec: () => ({}),
      previewRow: ({ row }) => {
        previewedRows.push(row);
        return {};
      },
      copy: () => ({}),
    },
  };
}

function datasetRow(row: number): DatasetRow {
  return {
    row,
    values: {
      id: `T-${row}`,
      question: `Question ${row}: how long does a refund take,\nand to which card does it go?`,
      answer: row % 9 === 0 ? '' : 'Within 5 business days, to the original payment method.',
      length: row % 300,
      ...(row % 7 === 0 ? {} : { meta: { source: 'support', tags: ['refund', 'card'] } }),
    },
  };
}
