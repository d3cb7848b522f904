import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { aggregateDifferences } from '../../../../../src/backends/together/results/checkAggregates.js';
import {
  addToJoin,
  joinRows,
  NO_JOIN,
} from '../../../../../src/backends/together/results/joinRows.js';
import { linesIn, storedRow } from '../../../../../src/backends/together/results/resultFile.js';
import type { ResultRows } from '../../../../../src/backends/together/results/resultFile.js';
import { isJsonObject } from '../../../../../src/core/json.js';
import type { JsonObject } from '../../../../../src/core/json.js';
import { resultLine, type StoredRow } from '../../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../../src/core/spec/evalSpec.js';

const spec: ResolvedSpec = {
  type: 'classify',
  dataset: 'd',
  judge: { model: 'demo/judge', model_source: 'serverless', system_template: '' },
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: 'answer',
};

/** A result file in memory: a row's place is its index. */
function memoryResults(stored: readonly StoredRow[]): ResultRows {
  return {
    async *rows() {
      for (const [offset, row] of stored.entries()) {
        yield await Promise.resolve({ row, place: { offset, bytes: 1 } });
      }
    },
    read({ offset }) {
      const row = stored[offset];
      return row ? Promise.resolve(row) : Promise.reject(new Error(`no row ${offset}`));
    },
  };
}

/** Rows by their lines, as they stand in files. */
async function joinLines(
  dataset: readonly string[],
  results: readonly string[],
  columns: readonly string[],
): Promise<StoredRow[]> {
  async function* rows() {
    for (const [index, source] of dataset.entries()) {
      yield await Promise.resolve({
        row: index + 1,
        values: JSON.parse(source) as JsonObject,
        source,
      });
    }
  }
  const stored = results.flatMap((line) => storedRow(line) ?? []);
  const joined: StoredRow[] = [];
  const options = { spec, results: memoryResults(stored), columns };
  for await (const row of joinRows(options, rows())) joined.push(row);
  return joined;
}

async function join(
  dataset: readonly JsonObject[],
  results: readonly JsonObject[],
  columns: readonly string[],
): Promise<StoredRow[]> {
  async function* rows() {
    for (const [index, values] of dataset.entries()) {
      yield await Promise.resolve({ row: index + 1, values });
    }
  }
  const joined: StoredRow[] = [];
  const stored = results.map((result) => ({ result }));
  for await (const row of joinRows({ spec, results: memoryResults(stored), columns }, rows()))
    joined.push(row);
  return joined;
}

const judged = (values: JsonObject, label: string | null): JsonObject => ({
  label,
  feedback: label && 'f',
  evaluation_successful: label !== null,
  ...values,
});

describe('joining the rows of a job to the dataset', () => {
  it('restores order, row numbers, columns that stayed here and responses', async () => {
    const dataset = [
      { id: 1, answer: 'x', q: { b: [1], a: 1 } },
      { id: 2, answer: 'y', q: null },
    ];
    const results = [
      judged({ q: null, answer: 'y' }, 'bad'),
      judged({ q: { a: 1, b: [1] }, answer: 'x' }, 'good'),
    ];
    assert.deepEqual(await join(dataset, results, ['answer', 'q']), [
      {
        result: { ...dataset[0], ...results[1], MODEL_TO_EVALUATE_OUTPUT: 'x' },
        details: { row: 1, outcome: 'passed' },
      },
      {
        result: { ...dataset[1], ...results[0], MODEL_TO_EVALUATE_OUTPUT: 'y' },
        details: { row: 2, outcome: 'failed' },
      },
    ]);
  });

  it('a row that the service lost is an error; a row that nobody knows comes last', async () => {
    const joined = await join(
      [{ id: 1, answer: 'x' }],
      [judged({ answer: 'from elsewhere' }, 'good')],
      ['answer'],
    );
    assert.deepEqual(joined, [
      {
        result: {
          id: 1,
          answer: 'x',
          MODEL_TO_EVALUATE_OUTPUT: 'x',
          evaluation_successful: false,
          label: null,
          feedback: null,
        },
        details: {
          row: 1,
          outcome: 'judge_error',
          errors: [
            { stage: 'judge', message: 'The result file of the service has no row for it.' },
          ],
        },
      },
      { result: judged({ answer: 'from elsewhere' }, 'good') },
    ]);
  });

  it('a column with the name of a result column does not hide the row', async () => {
    const joined = await join(
      [{ answer: 'x', label: 'truth' }],
      [judged({ answer: 'x' }, 'good')],
      ['answer', 'label'],
    );
    assert.deepEqual(
      joined.map(({ result, details }) => [result['label'], details?.row]),
      [['good', 1]],
    );
  });

  it('whatever the order and however many rows are alike, each is used exactly once', async () => {
    const row = fc.record({
      answer: fc.constantFrom('a', 'b', ''),
      n: fc.integer({ min: 0, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row), fc.infiniteStream(fc.nat()), async (rows, chance) => {
        const results = rows
          .map((values) => ({ values, at: chance.next().value as number }))
          .sort((a, b) => a.at - b.at)
          .map(({ values }, index) => judged({ ...values, serial: index }, 'good'));
        const joined = await join(rows, results, ['answer', 'n']);
        assert.deepEqual(
          joined.map(({ details }) => details?.row),
          rows.map((_, index) => index + 1),
        );
        assert.deepEqual(
          joined.map(({ result }) => [result['answer'], result['n']]),
          rows.map(({ answer, n }) => [answer, n]),
        );
        assert.equal(new Set(joined.map(({ result }) => result['serial'])).size, rows.length);
      }),
      { numRuns: 50 },
    );
  });

  it('reads a result file: empty lines, a broken line, no line break at the end', async () => {
    const bytes = Buffer.from('{"a":1}\r\n\n{"a":\n[1]\n{"a":"é"}');
    for (const size of [1, 2, 3, 7, 100]) {
      const lines = [];
      const pieces = (offset: number) => Promise.resolve(bytes.subarray(offset, offset + size));
      for await (const { line, ...place } of linesIn(pieces)) {
        assert.equal(bytes.toString('utf8', place.offset, place.offset + place.bytes), line);
        lines.push(line);
      }
      assert.deepEqual(
        lines.flatMap((line) => storedRow(line) ?? []),
        [
          { result: { a: 1 }, line: '{"a":1}' },
          { result: { a: 'é' }, line: '{"a":"é"}' },
        ],
      );
    }
  });

  const verdict = (row: string, label: string) =>
    `${row.slice(0, -1)},"label":"${label}","feedback":"f","evaluation_successful":true}`;
  const labels = (rows: readonly StoredRow[]) =>
    rows.map(({ result, details }) => [details?.row, result['label']]);

  const numbers: readonly (readonly [string, readonly [string, string]])[] = [
    ['big integers that are one double', ['12345678901234567890', '12345678901234567891']],
    ['1 and 1.0', ['1', '1.0']],
    ['0 and -0', ['0', '-0']],
    ['1000 and 1e3', ['1000', '1e3']],
    ['more digits than a double has', ['0.1', '0.10000000000000000001']],
    ['in lists', ['[1.0,2]', '[1,2.0]']],
  ];
  for (const [name, [one, two]] of numbers) {
    it(`rows that differ by digits alone get their own verdicts: ${name}`, async () => {
      const rows = [one, two].map((n) => `{"answer":"x","n":${n}}`);
      const [first = '', second = ''] = rows;
      const results = [verdict(second, 'bad'), verdict(first, 'good')];
      const joined = await joinLines(rows, results, ['answer', 'n']);
      assert.deepEqual(labels(joined), [
        [1, 'good'],
        [2, 'bad'],
      ]);
    });
  }

  it('numbers that the service wrote otherwise still fit', async () => {
    const rows = ['{"answer":"x","n":1}', '{"answer":"x","n":1e0}', '{"answer":"x","n":2.50}'];
    const results = ['{"answer":"x","n":1.0}', '{"answer":"x","n":2.5}', '{"answer":"x","n":1.0}'];
    const joined = await joinLines(
      rows,
      results.map((row) => verdict(row, 'good')),
      ['answer', 'n'],
    );
    assert.deepEqual(
      joined.map(({ details }) => [details?.row, details?.errors]),
      [1, 2, 3].map((row) => [row, undefined]),
    );
  });

  it('texts are compared letter for letter: another normal form is another row', async () => {
    const [composed, decomposed] = ['\u00e9', 'e\u0301'];
    const rows = [composed, decomposed].map((answer) => JSON.stringify({ answer }));
    const results = [verdict(rows[1] ?? '', 'bad'), verdict(rows[0] ?? '', 'good')];
    assert.deepEqual(labels(await joinLines(rows, results, ['answer'])), [
      [1, 'good'],
      [2, 'bad'],
    ]);
  });

  it('a column that the service left out of its file does not keep rows apart', async () => {
    const rows = ['{"answer":"x","image":"data:…"}', '{"answer":"y","image":"data:…"}'];
    const results = [verdict('{"answer":"y"}', 'bad'), verdict('{"answer":"x"}', 'good')];
    assert.deepEqual(labels(await joinLines(rows, results, ['answer', 'image'])), [
      [1, 'good'],
      [2, 'bad'],
    ]);
  });

  it('a file without a column of the dataset fits no row: its rows come as they are', async () => {
    const results = [verdict('{"other":1}', 'bad'), verdict('{"other":2}', 'good')];
    const joined = await joinLines(['{"answer":"x"}', '{"answer":"y"}'], results, ['answer']);
    assert.deepEqual(labels(joined), [
      [undefined, 'bad'],
      [undefined, 'good'],
    ]);
  });

  it('any table: missing rows are errors, unknown ones come last, all others have their own verdict', async () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
      fc.boolean(),
      fc.dictionary(fc.string({ maxLength: 3 }), fc.integer({ max: 3 }), { maxKeys: 3 }),
      fc.array(fc.integer({ min: 0, max: 2 }), { maxLength: 2 }),
    );
    const table = fc.array(fc.record({ answer: fc.constantFrom('a', 'b'), v: value }), {
      maxLength: 12,
    });
    const fate = fc.constantFrom('kept', 'kept', 'kept', 'lost');
    await fc.assert(
      fc.asyncProperty(
        table,
        fc.array(fate, { minLength: 12, maxLength: 12 }),
        fc.nat(5),
        async (rows, fates, turn) => {
          // JSON knows no -0.
          const plain = rows.map((row) => JSON.parse(JSON.stringify(row)) as JsonObject);
          const kept = plain.filter((_, index) => fates[index] === 'kept');
          const results = kept
            .map((row) => judged({ ...reversed(row), twin: JSON.stringify(row) }, 'good'))
            .reverse();
          const shift = results.length === 0 ? 0 : turn % results.length;
          const shuffled = [...results.slice(shift), ...results.slice(0, shift)];
          const extra = judged({ answer: 'c', v: 'nobody knows it', twin: '' }, 'bad');
          const joined = await join(plain, [...shuffled, extra], ['answer', 'v']);
          const counts = joined.reduce(addToJoin, NO_JOIN);
          assert.deepEqual(counts, {
            joined: kept.length,
            without_result: plain.length - kept.length,
            without_row: 1,
          });
          assert.equal(joined.at(-1)?.result['v'], 'nobody knows it');
          for (const { result, details } of joined) {
            if (!details || details.errors) continue;
            const { answer, v } = plain[details.row - 1] ?? {};
            assert.equal(result['twin'], JSON.stringify({ answer, v }));
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('regression: columns that the service returns stay in its order', async () => {
    const returned = { evaluation_successful: true, MODEL_TO_EVALUATE_OUTPUT: 'x', label: 'good' };
    const [row] = await join([{ answer: 'x' }], [{ answer: 'x', ...returned }], ['answer']);
    assert.equal(JSON.stringify(row?.result), JSON.stringify({ answer: 'x', ...returned }));
  });

  it('regression: numbers of the dataset keep their digits, in columns and in the response', async () => {
    const source = '{"id":12345678901234567890,"answer":1.0}';
    async function* dataset() {
      yield await Promise.resolve({ row: 1, values: JSON.parse(source) as JsonObject, source });
    }
    const row = '{"answer":1.0,"evaluation_successful":true,"label":"good","feedback":"f"}';
    const results = memoryResults([storedRow(row) ?? { result: {} }]);
    const lines: string[] = [];
    for await (const row of joinRows({ spec, results, columns: ['answer'] }, dataset())) {
      lines.push(resultLine(row));
    }
    assert.deepEqual(lines, [
      '{"id":12345678901234567890,"answer":1.0,"evaluation_successful":true,' +
        '"label":"good","feedback":"f","MODEL_TO_EVALUATE_OUTPUT":"1.0"}',
    ]);
  });
});

/** The same object with its keys in another order, all the way down. */
function reversed(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, member]) => [key, isJsonObject(member) ? reversed(member) : member] as const)
      .reverse(),
  );
}

describe('comparing the aggregates with the rows', () => {
  const ours = { label_counts: { good: 4, bad: 0 }, pass_percentage: 66.7, judge_fail_count: 1 };
  const cases: readonly (readonly [string, JsonObject, readonly string[]])[] = [
    ['the same', ours, []],
    ['rounded', { ...ours, pass_percentage: 67 }, []],
    [
      'a figure that is missing, null or a label without rows',
      { label_counts: { good: 4 }, judge_fail_count: null },
      [],
    ],
    [
      'others',
      { ...ours, label_counts: { good: 5 }, pass_percentage: 80 },
      ['label_counts.good: 5, by the rows 4', 'pass_percentage: 80, by the rows 66.7'],
    ],
  ];
  for (const [name, service, differences] of cases) {
    it(name, () => assert.deepEqual(aggregateDifferences(service, ours), differences));
  }
});
