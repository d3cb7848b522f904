import type { Findings } from '../../core/dataset/datasetCheck.js';
import type { OnProgress, Survey } from '../../core/dataset/openDataset.js';
import { ROW_MARKS } from '../../core/dataset/rows/readRow.js';
import type { RowMark } from '../../core/dataset/rows/readRow.js';
import { rowCells } from '../../core/dataset/rows/rowCells.js';
import { mergeParts } from '../../core/dataset/survey/mergeParts.js';
import { surveyFindings } from '../../core/dataset/survey/surveyFindings.js';
import type { SurveyPart } from '../../core/dataset/survey/surveyPart.js';
import { tableProfileOf } from '../../core/dataset/survey/tableProfileOf.js';
import type { TextOf } from '../../core/dataset/survey/tableProfileOf.js';
import type { TableContent } from '../dataset/tableContent.js';
import { scanChunks } from './scanChunks.js';
import { scanAll } from './scanPool.js';
import type { ScannerSource } from './scanPool.js';

interface SurveyOptions {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** The profile of a table whose index is complete, and what is wrong with it. */
export async function surveyTable(
  content: TableContent,
  source: ScannerSource,
  { onProgress, signal }: SurveyOptions,
): Promise<Omit<Survey, 'version'>> {
  const rows = content.rows();
  const part = await lookOver(content, source, { detail: 'profile', onProgress, signal });
  const profile = await tableProfileOf(part, rows, textsOf(content, signal));
  const { problems, problemCount } = findingsOf(part, content);
  return { profile, problems, problemCount, marked: markedRows(part) };
}

/** All rows together, as far as the detail goes. */
export async function lookOver(
  content: TableContent,
  source: ScannerSource,
  { detail, onProgress, signal }: SurveyOptions & { readonly detail: 'profile' | 'shape' },
): Promise<SurveyPart> {
  const { path, stamp, form } = content;
  const rows = content.rows();
  const parts = await scanAll(
    source,
    { path, stamp, form, work: { kind: 'survey', detail } },
    {
      chunks: scanChunks(content),
      signal,
      onChunk(_, chunk) {
        const last = chunk.at(-1);
        const done = last ? last.row + last.rows - 1 : 0;
        onProgress({ share: done / rows, count: done });
      },
    },
  );
  // The scanners of this work end with a part each.
  return mergeParts(parts as readonly SurveyPart[]);
}

/** What is wrong with a file whose rows were all looked at. */
export function findingsOf(
  part: SurveyPart,
  { header, headerFault, form }: TableContent,
): Findings {
  if (!headerFault) return surveyFindings(part, header, form.encoding);
  const fault = { row: 1, line: headerFault.line, message: headerFault.message };
  return surveyFindings({ ...part, faults: [fault] }, undefined, form.encoding);
}

function textsOf({ read }: TableContent, signal: AbortSignal): TextOf {
  let last: { readonly row: number; readonly cell: (column: string) => string } | undefined;
  return async (row, column) => {
    signal.throwIfAborted();
    if (last?.row !== row) {
      for await (const [found] of read(row, row)) if (found) last = { row, cell: rowCells(found) };
    }
    return last?.row === row ? last.cell(column) : '';
  };
}

function markedRows({ marks }: SurveyPart): Survey['marked'] {
  const marked: Partial<Record<RowMark, number>> = {};
  for (const mark of ROW_MARKS) {
    const kind = marks.kinds[mark];
    if (kind) marked[mark] = kind.count;
  }
  return marked;
}
