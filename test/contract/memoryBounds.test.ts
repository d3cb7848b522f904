import assert from 'node:assert/strict';
import { proven } from '../security/proofs.js';
import { useMemory } from '../security/memory/useMemory.js';

const TEST = 'test/contract/memoryBounds.test.ts';
const MB = 160;
const HEAP_MB = 100;
const COLUMNS = 25_000;

const LONG = (line: number) =>
  `ine ${line} begins a row of more than 64 MB: expected a line break, or a closing quote, before.`;
const DEEP = 'ine 2 is nested too deeply: expected no more than 1000 levels.';
const WIDE = 'ine 2 is too large: expected no more than 1,000,000 values.';

describe('what would fill the memory', function () {
  this.timeout(120_000);

  it('datasets are read row by row, and a row that no memory holds is marked', async () => {
    const { outcomes, mostMb } = await useMemory('datasets', {
      mb: MB,
      columns: 0,
      heapMb: HEAP_MB,
    });
    assert.deepEqual(outcomes, {
      ...broken('a row of JSON Lines', { ending: 'jsonl', fault: LONG(2) }),
      ...broken('a cell of CSV', { ending: 'csv', fault: LONG(3) }),
      ...broken('a CSV quote that never closes', { ending: 'csv', fault: LONG(3), behind: 0 }),
      'a CSV header, describe': `1 rows, 0 columns, 1 problems, L${LONG(1)}`,
      'a CSV header, page': '1 rows in less than 200 KB',
      'a CSV header that never closes, describe': `0 rows, 0 columns, 1 problems, L${LONG(1)}`,
      'a CSV header that never closes, page': '0 rows in less than 200 KB',
      'a row with more values than any, rows': `In the dataset rows.jsonl, l${WIDE}`,
      'a row with more values than any, page': '2 rows in less than 200 KB',
      'a row with more values than any, row': `L${WIDE}`,
      ...broken('levels of JSON Lines', { ending: 'jsonl', fault: DEEP }),
    });
    // A row that was held would be more than this alone.
    assert.ok(mostMb < MB, `${mostMb} MB were held`);
    proven({
      area: 'Bad input',
      claim:
        'A row, cell or header of any length, an endless quote or endless nesting in a dataset is marked; it fills no memory and hides no other row',
      test: TEST,
      figure: `${Object.keys(outcomes).length} readings of rows of ${MB} MB or 100,000 levels, in a heap of ${HEAP_MB} MB`,
    });
  });

  it('datasets of more columns than anybody has', async () => {
    const heapMb = 2 * HEAP_MB;
    const { outcomes, mostMb } = await useMemory('columns', { mb: 1, columns: COLUMNS, heapMb });
    assert.deepEqual(outcomes, {
      'columns of CSV, describe': `2 rows, ${COLUMNS} columns, 0 problems`,
      'columns of CSV, rows': `${2 * COLUMNS} cells`,
      'columns of CSV, survey': '20000 columns, 0 problems',
      'columns of CSV, page': '2 rows in less than 200 KB',
      'columns of CSV, row': `${COLUMNS} cells`,
      'columns of CSV, sort': '2 rows',
      'columns of CSV, find': '0 rows',
      'columns of CSV with one name, describe': `2 rows, ${COLUMNS} columns, 100 problems, The column "a" is there twice (columns 1 and 2); rename one of them.`,
      'columns of CSV with one name, page': '2 rows in less than 200 KB',
      'columns of JSON Lines, describe': `3 rows, 20000 columns, 100 problems, ${LACKS}`,
      'columns of JSON Lines, rows': `${2 * COLUMNS + 1} cells`,
      'columns of JSON Lines, survey': `20000 columns, 100 problems, ${LACKS}`,
      'columns of JSON Lines, page': '3 rows in less than 200 KB',
      'columns of JSON Lines, row': `${COLUMNS} cells`,
      'columns of JSON Lines, sort': '3 rows',
      'columns of JSON Lines, find': '0 rows',
    });
    assert.ok(mostMb < 3 * HEAP_MB, `${mostMb} MB were held`);
  });
});

const LACKS =
  '1 of 3 rows lacks "c0" (line 1); the evaluation service wants the same fields in every row.';

/** Of a dataset whose second row of three is broken; `behind`: rows that are still found behind it. */
function broken(
  name: string,
  about: { readonly ending: string; readonly fault: string; readonly behind?: number },
): Record<string, string> {
  const { ending, fault, behind = 1 } = about;
  const rows = 2 + behind;
  return {
    [`${name}, describe`]: `${rows - 1} rows, 2 columns, 1 problems, L${fault}`,
    [`${name}, rows`]: `In the dataset rows.${ending}, l${fault}`,
    [`${name}, survey`]: `2 columns, 1 problems, L${fault}`,
    [`${name}, page`]: `${rows} rows in less than 200 KB`,
    [`${name}, row`]: `L${fault}`,
    [`${name}, sort`]: `${rows} rows`,
    [`${name}, find`]: `${behind} rows`,
  };
}
