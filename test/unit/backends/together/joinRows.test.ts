import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { aggregateDifferences } from '../../../../src/backends/together/checkAggregates.js';
import { joinRows, readResultFile } from '../../../../src/backends/together/joinRows.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { resultLine, type StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const spec: ResolvedSpec = {
  type: 'classify',
  dataset: 'd',
  judge: { model: 'demo/judge', model_source: 'serverless', system_template: '' },
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: 'answer',
};

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
  for await (const row of joinRows({ spec, results: stored, columns }, rows())) joined.push(row);
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

  it('reads a result file: empty lines, a broken line, no line break at the end', () => {
    const bytes = Buffer.from('{"a":1}\r\n\n{"a":\n[1]\n{"a":"é"}');
    assert.deepEqual(readResultFile(bytes), [
      { result: { a: 1 }, line: '{"a":1}' },
      { result: { a: 'é' }, line: '{"a":"é"}' },
    ]);
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
    const results = readResultFile(
      Buffer.from('{"answer":1.0,"evaluation_successful":true,"label":"good","feedback":"f"}'),
    );
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
