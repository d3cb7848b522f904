import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { columnNames } from '../../../../../src/core/dataset/columnNames.js';
import type { CsvHeader } from '../../../../../src/core/dataset/text/csvProblems.js';
import type { Findings } from '../../../../../src/core/dataset/datasetCheck.js';
import { surveyFindings } from '../../../../../src/core/dataset/survey/surveyFindings.js';
import { describeCsv } from './plain/describeCsv.js';
import { describeJsonl } from './plain/describeJsonl.js';
import { createSurveyScan } from '../../../../../src/files/scan/surveyScan.js';
import { csvTable, jsonTable } from '../../../files/scan/arbitraryTables.js';
import { surveyed } from '../../../files/scan/surveyed.js';

async function described(bytes: Buffer, delimiter?: string): Promise<Findings> {
  const stream = Readable.from([bytes]);
  const found =
    delimiter === undefined ? await describeJsonl(stream) : await describeCsv(stream, delimiter);
  const { columns, rows, problems, problemCount } = found;
  return { columns, rows, problems, problemCount };
}

function headerText(fields: readonly string[]): string {
  return `${fields.map((field) => (field.includes('\n') ? `"${field}"` : field)).join(',')}\n`;
}

/** The findings of a file that begins with this header. */
function csvFindings(
  fields: readonly string[],
  body: Buffer,
  detail: 'profile' | 'shape',
): Findings {
  const form = { delimiter: ',', columns: columnNames(fields) };
  const part = surveyed(
    { bytes: body, form },
    { detail, line: headerText(fields).split('\n').length },
  );
  return surveyFindings(part, { fields, line: 1 } satisfies CsvHeader);
}

/** The parser's line numbers are off where empty lines stand before a row. */
function withoutEmptyLines(bytes: Buffer): Buffer {
  const text = bytes.toString();
  return Buffer.from(text.replace(/[\r\n]+/g, (ends) => /^(?:\r\n|[^])/.exec(ends)?.[0] ?? ''));
}

const detail = fc.constantFrom('profile' as const, 'shape' as const);

describe('surveyFindings', () => {
  it('are those of describing JSON Lines', async () => {
    await fc.assert(
      fc.asyncProperty(jsonTable, detail, async ({ bytes, form }, detail) => {
        fc.pre(isUtf8(bytes));
        const part = surveyed({ bytes, form }, { detail, line: 1 });
        // A row begins behind the blanks in front of it, and its columns are counted from there.
        const flush = bytes.toString().replace(/(^|[\r\n])[ \t]+/g, '$1');
        assert.deepEqual(surveyFindings(part), await described(Buffer.from(flush)));
      }),
      { numRuns: 100 },
    );
  });

  it('are those of describing CSV', async () => {
    const header = fc.constantFrom(
      ['a', 'b', 'c'],
      ['a'],
      ['', 'a', 'a'],
      ['a\nb', 'label'],
      ['a', 'a', 'a', 'a'],
    );
    await fc.assert(
      fc.asyncProperty(csvTable, header, detail, async ({ bytes }, header, detail) => {
        fc.pre(isUtf8(bytes));
        const body = withoutEmptyLines(bytes);
        const whole = Buffer.concat([Buffer.from(headerText(header)), body]);
        assert.deepEqual(csvFindings(header, body, detail), await described(whole, ','));
      }),
      { numRuns: 100 },
    );
  });

  it('are those of a file with nothing but a header', async () => {
    const header = { fields: ['a', ''], line: 1 };
    const part = createSurveyScan({ delimiter: ',', columns: ['a', 'column_2'] }, 'shape').part();
    assert.deepEqual(surveyFindings(part, header), await described(Buffer.from('a,\n'), ','));
  });

  it('counts problems beyond those that are said', async () => {
    const lines = ['{"a": 1}', ...Array.from({ length: 150 }, () => '{"a": ]'), '{"b": 2}'];
    const bytes = Buffer.from(lines.join('\n'));
    const found = surveyFindings(
      surveyed({ bytes, form: { columns: [] } }, { detail: 'shape', line: 1 }),
    );
    assert.deepEqual(found, await described(bytes));
    assert.equal(found.problemCount, 152);
    assert.equal(found.problems.length, 100);
  });

  it('counts kinds of uneven rows beyond those that are told apart', async () => {
    const rows = Array.from({ length: 1200 }, (_, at) => `a${',b'.repeat(1 + (at % 1100))}`);
    const body = Buffer.from(rows.join('\n'));
    const found = csvFindings(['a'], body, 'shape');
    assert.deepEqual(found, await described(Buffer.concat([Buffer.from('a\n'), body]), ','));
    assert.equal(found.problemCount, 1100);
  });
});
