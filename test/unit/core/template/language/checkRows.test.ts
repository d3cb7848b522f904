import assert from 'node:assert/strict';
import type { DatasetRow } from '../../../../../src/core/dataset/dataset.js';
import type { JsonObject } from '../../../../../src/core/json.js';
import {
  checkRows,
  rowCheckKey,
  type CheckRowsOptions,
} from '../../../../../src/core/template/language/checkRows.js';

/** Rows that count how many were taken and whether the reading was closed. */
function rowSource(count: number) {
  const seen = { taken: 0, closed: false };
  async function* rows(): AsyncGenerator<DatasetRow> {
    try {
      for (let row = 1; row <= count; row += 1) {
        seen.taken = row;
        await Promise.resolve();
        const values: JsonObject = row % 10 === 0 ? { q: ' ' } : { q: 'text' };
        yield { row, values };
      }
    } finally {
      seen.closed = true;
    }
  }
  return { seen, rows: rows() };
}

/** A clock that goes on by `stepMs` whenever it is read. */
function clock(stepMs: number) {
  let ms = 1000;
  const log: string[] = [];
  const options: CheckRowsOptions = {
    now: () => (ms += stepMs),
    pause: () => {
      log.push('pause');
      return Promise.resolve();
    },
    progress: (done, total) => log.push(`${done}/${total}`),
  };
  return { options, log };
}

const TEMPLATES = [
  { id: 'rubric', source: 'Hi\n{{ q }}' },
  { id: 'plain', source: '{{ q }}' },
];

describe('checkRows', () => {
  it('looks at every row and brings the facts along', async () => {
    const { seen, rows } = rowSource(30);
    const { options, log } = clock(0);
    const found = await checkRows(rows, TEMPLATES, { ...options, total: 30 });
    assert.deepEqual(
      [...found.problems].map(([id, problems]) => [
        id,
        problems.map(({ code, severity, message, row, count, total }) => ({
          code,
          severity,
          message,
          row,
          count,
          total,
        })),
      ]),
      [
        ['rubric', []],
        [
          'plain',
          [
            {
              code: 'renders-empty',
              severity: 'warning',
              message: 'The template renders nothing but blanks on 3 of 30 rows (first: row 10).',
              row: 10,
              count: 3,
              total: 30,
            },
          ],
        ],
      ],
    );
    assert.deepEqual([found.checked, found.isComplete, found.facts.rows], [30, true, 30]);
    assert.deepEqual([seen, log], [{ taken: 30, closed: true }, ['30/30']]);
  });

  it('pauses so that others have their turn, and says how far it is', async () => {
    const { options, log } = clock(5);
    await checkRows(rowSource(5).rows, TEMPLATES, { ...options, yieldEveryMs: 25, total: 5 });
    assert.deepEqual(log, ['3/5', 'pause', '5/5']);
  });

  it('stops at a limit of rows and says of how many', async () => {
    const { seen, rows } = rowSource(1000);
    const { options } = clock(0);
    const found = await checkRows(rows, TEMPLATES, {
      ...options,
      total: 1000,
      limit: { rows: 10 },
    });
    assert.deepEqual(
      found.problems.get('plain')?.map(({ message }) => message),
      ['The template renders nothing but blanks on 1 of the first 10 of 1,000 rows (row 10).'],
    );
    assert.deepEqual([found.checked, found.isComplete, seen.closed], [10, false, true]);
  });

  it('stops at a limit of time where nobody knows the number of rows', async () => {
    const { options } = clock(10);
    const found = await checkRows(rowSource(1000).rows, TEMPLATES, {
      ...options,
      yieldEveryMs: Infinity,
      limit: { ms: 400 },
    });
    assert.deepEqual([found.checked, found.isComplete], [20, false]);
    assert.deepEqual(
      found.problems.get('plain')?.map(({ message }) => message),
      ['The template renders nothing but blanks on 2 of the first 20 rows (first: row 10).'],
    );
  });

  it('a limit that the last row meets is none', async () => {
    const { options } = clock(0);
    const found = await checkRows(rowSource(10).rows, [], { ...options, limit: { rows: 10 } });
    assert.deepEqual([found.checked, found.isComplete], [10, true]);
  });

  it('takes no row once it is cancelled', async () => {
    const { seen, rows } = rowSource(1000);
    const stop = new AbortController();
    const { options } = clock(20);
    const pause = () => {
      stop.abort();
      return Promise.resolve();
    };
    await assert.rejects(checkRows(rows, [], { ...options, pause, signal: stop.signal }), {
      name: 'AbortError',
    });
    assert.deepEqual(seen, { taken: 1, closed: true });
    const before = rowSource(10);
    await assert.rejects(checkRows(before.rows, [], { ...options, signal: AbortSignal.abort() }), {
      name: 'AbortError',
    });
    assert.equal(before.seen.taken, 0);
  });

  it('rejects with what the rows throw', async () => {
    // eslint-disable-next-line require-yield -- it breaks before its first row
    async function* broken(): AsyncGenerator<DatasetRow> {
      await Promise.resolve();
      throw new Error('line 3 is no JSON');
    }
    await assert.rejects(checkRows(broken(), [], clock(0).options), /line 3/);
  });
});

describe('rowCheckKey', () => {
  it('changes with the template and with the dataset, and with nothing else', () => {
    const keys = [rowCheckKey('a', 'b'), rowCheckKey('a', 'c'), rowCheckKey('ab', '')];
    assert.equal(new Set(keys).size, 3);
    assert.equal(rowCheckKey('a', 'b'), keys[0]);
  });
});
