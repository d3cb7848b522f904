import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Findings } from '../../../../src/core/dataset/datasetCheck.js';
import { describeCsv } from '../../../../src/files/dataset/csvRows.js';
import { describeCsvFile } from '../../../../src/files/scan/describeCsvFile.js';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-describe-'));
});
after(() => rm(folder, { recursive: true }));

async function both(text: string) {
  const path = join(folder, 'table.csv');
  await writeFile(path, text);
  const { brokeOff, ...parsed } = await describeCsv(createReadStream(path), ',');
  const file = await open(path);
  try {
    const scanned = await describeCsvFile(file, ',');
    if (!scanned) return { parsed, scanned };
    const { bytes, sha256, ...found } = scanned;
    assert.equal(bytes, Buffer.byteLength(text));
    assert.equal(sha256, createHash('sha256').update(text).digest('hex'));
    assert.equal(
      brokeOff,
      found.problems.some(({ code }) => code === 'broken-line'),
    );
    return { parsed, scanned: found };
  } finally {
    await file.close();
  }
}

describe('describeCsvFile', () => {
  it('finds what parsing finds, or leaves it to parsing', async () => {
    const piece = fc.constantFrom(
      '"',
      '"x,\ny"',
      '""',
      ',',
      ',',
      '\n',
      '\r\n',
      'a',
      'b c',
      'text '.repeat(20),
    );
    let scannedCount = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '\uFEFF'),
        fc.constantFrom('a,b,c\n', 'a\r\n', ',a,a\n', '"a\nb",c\n', ''),
        fc.array(piece, { maxLength: 40 }),
        async (mark, header, pieces) => {
          const text = mark + header + pieces.join('');
          const { parsed, scanned } = await both(text);
          if (!scanned) return;
          scannedCount += 1;
          // The parser's line numbers are off where empty lines stand before a row.
          const shown = /[\r\n]\r?\n/.test(text) ? withoutLines : inOrder;
          assert.deepEqual(shown(scanned), shown(parsed));
        },
      ),
      { numRuns: 400 },
    );
    assert.ok(scannedCount > 80, `${scannedCount} were scanned`);
  });

  it('names the line of a row that is never closed, after empty lines too', async () => {
    const { scanned } = await both('a,b\n1,2\n\n\n"3,4\n');
    assert.deepEqual(scanned?.problems, [
      {
        severity: 'error',
        code: 'broken-line',
        line: 5,
        row: 2,
        message:
          'Line 5 begins a row with a quoted field that is never closed: expected a closing quote.',
      },
    ]);
  });

  const unread: [string, string][] = [
    ['a row with more fields than the header', 'a,b\n1,2,\n'],
    ['a header that is never closed', '"a,b\n1,2\n'],
  ];
  for (const [name, text] of unread) {
    it(`leaves to parsing: ${name}`, async () => {
      assert.equal((await both(text)).scanned, undefined);
    });
  }
});

function withoutLines(found: Findings): Findings {
  return inOrder({
    ...found,
    problems: found.problems.map((problem) => ({
      ...problem,
      line: 0,
      message: problem.message.replace(/line \d+/gi, 'line'),
    })),
  });
}

function inOrder(found: Findings): Findings {
  return { ...found, problems: found.problems.toSorted((a, b) => compare(a.message, b.message)) };
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}
