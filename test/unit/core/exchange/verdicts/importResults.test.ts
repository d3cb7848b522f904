import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { columnValues } from '../../../../../src/core/exchange/verdicts/columnValues.js';
import { importedRow } from '../../../../../src/core/exchange/verdicts/importedRow.js';
import type { ImportOptions } from '../../../../../src/core/exchange/verdicts/importOptions.js';
import {
  importResults,
  planImportOf,
} from '../../../../../src/core/exchange/verdicts/importResults.js';
import { planImport } from '../../../../../src/core/exchange/verdicts/planImport.js';
import type { Json, JsonObject } from '../../../../../src/core/json.js';
import type { RunManifest } from '../../../../../src/core/runs/manifest.js';
import type { RowOutcome, StoredRow } from '../../../../../src/core/runs/resultRow.js';
import { runStatistics } from '../../../../../src/core/stats/runStatistics.js';
import { UserError } from '../../../../../src/core/userError.js';
import { createDatasetFiles } from '../../../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../../../src/files/runs/runFolders.js';

describe('importing a file of verdicts', () => {
  let folder: string;
  const signal = new AbortController().signal;
  const runs = createRunFolders();
  const datasets = createDatasetFiles();

  before(async () => (folder = await mkdtemp(join(tmpdir(), 'gavel-verdicts-'))));
  after(() => rm(folder, { recursive: true }));

  async function imported(
    text: string,
    options: ImportOptions,
    name = 'judged.jsonl',
  ): Promise<{ manifest: RunManifest; rows: StoredRow[]; guesses: readonly string[] }> {
    const path = join(folder, name);
    await writeFile(path, text);
    const planned = await planImportOf(path, options, { datasets, signal });
    const target = { id: 'a1', createdAt: '2026-01-31T10:00:00.000Z', toolVersion: '0.0.0' };
    const runsRoot = join(folder, 'runs');
    await rm(runsRoot, { recursive: true, force: true });
    const run = await importResults(planned, { ...target, runsRoot }, { datasets, runs, signal });
    const rows: StoredRow[] = [];
    for await (const row of runs.rows(run)) rows.push(row);
    return { manifest: await runs.read(run), rows, guesses: planned.plan.guesses };
  }
  const lines = (rows: readonly JsonObject[]) =>
    rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const outcomes = (rows: readonly StoredRow[]) => rows.map(({ details }) => details?.outcome);

  const TABLE: readonly {
    readonly name: string;
    readonly values: readonly Json[];
    readonly options?: Omit<ImportOptions, 'map'>;
    readonly outcomes: readonly RowOutcome[];
    readonly guesses: readonly string[];
  }[] = [
    {
      name: 'booleans',
      values: [true, false, null, true],
      outcomes: ['passed', 'failed', 'judge_error', 'passed'],
      guesses: ['type: classify', 'response: column answer', 'labels: true, false', 'passes: true'],
    },
    {
      name: 'numbers 0 and 1',
      values: [1, 0, 1],
      outcomes: ['passed', 'failed', 'passed'],
      guesses: ['type: classify', 'response: column answer', 'labels: true, false', 'passes: true'],
    },
    {
      name: 'booleans of Python, and white space around them',
      values: ['True', ' False ', '', '  '],
      outcomes: ['passed', 'failed', 'judge_error', 'judge_error'],
      guesses: ['type: classify', 'response: column answer', 'labels: true, false', 'passes: true'],
    },
    {
      name: 'labels that were named: another value is invalid, never bent',
      values: ['good', 'bad', 'Good', 'great', { label: 'good' }, ['good'], null],
      options: { type: 'classify', labels: ['good', 'bad'], passLabels: ['good'] },
      outcomes: ['passed', 'failed', 'invalid', 'invalid', 'invalid', 'invalid', 'judge_error'],
      guesses: ['response: column answer'],
    },
    {
      name: 'values that stand for labels',
      values: [2, '2.0', 1, 3],
      options: {
        type: 'classify',
        labels: ['yes', 'no'],
        passLabels: ['yes'],
        values: [
          ['2', 'yes'],
          ['1', 'no'],
        ],
      },
      outcomes: ['passed', 'passed', 'failed', 'invalid'],
      guesses: ['response: column answer'],
    },
    {
      name: 'scores on a usual scale, some of them no scores',
      values: [7, '8', 9.5, 3, 'n/a', 11, null],
      options: { type: 'score', range: { from: 1, to: 10 }, threshold: 7 },
      outcomes: ['passed', 'passed', 'passed', 'failed', 'invalid', 'invalid', 'judge_error'],
      guesses: ['response: column answer'],
    },
    {
      name: 'scores of which nothing is said',
      values: [1, 2, 3, 4, 5],
      outcomes: ['failed', 'failed', 'passed', 'passed', 'passed'],
      guesses: [
        'type: score',
        'response: column answer',
        'range: 1 to 5',
        'passes from: 3, the middle',
      ],
    },
    {
      name: 'words for a side',
      values: ['model_a', 'model_b', 'tie (bothbad)', '[[A]]', 'B', 'neither', 'gpt-4', null],
      options: { type: 'compare' },
      outcomes: ['a', 'b', 'tie', 'a', 'b', 'tie', 'invalid', 'judge_error'],
      guesses: [],
    },
    {
      name: 'a preference in numbers',
      values: [1.0001, 1.46, 1.5, 1.54, 1.9, 2.1, 'A'],
      options: { type: 'compare', range: { from: 1, to: 2 }, tieWithin: 0.05 },
      outcomes: ['a', 'tie', 'tie', 'tie', 'b', 'invalid', 'invalid'],
      guesses: [],
    },
    {
      name: 'a preference whose upper end is A',
      values: [1, 0, 0.5],
      options: { type: 'compare', range: { from: 1, to: 0 } },
      outcomes: ['a', 'b', 'tie'],
      guesses: [],
    },
    {
      name: 'values that stand for sides',
      values: [1, 2, 1.5, 3],
      options: {
        type: 'compare',
        values: [
          ['1', 'A'],
          ['2', 'B'],
          ['1.5', 'Tie'],
        ],
      },
      outcomes: ['a', 'b', 'tie', 'invalid'],
      guesses: [],
    },
  ];
  for (const { name, values, options = {}, outcomes: expected, guesses } of TABLE) {
    it(name, async () => {
      const rows = values.map((value, index) => ({
        question: `q ${index}`,
        answer: 'a',
        v: value,
      }));
      const found = await imported(lines(rows), { ...options, map: { verdict: 'v' } });
      assert.deepEqual(outcomes(found.rows), expected);
      assert.deepEqual(found.guesses, guesses);
      const { status, backend, demo, progress, reason, statistics } = found.manifest;
      assert.deepEqual(
        { status, backend, demo, progress, reason },
        {
          status: 'completed',
          backend: 'imported',
          demo: false,
          progress: { done: values.length, total: values.length },
          reason: undefined,
        },
      );
      assert.deepEqual(statistics, runStatistics(found.manifest.spec, found.rows));
    });
  }

  const REFUSED: readonly {
    readonly name: string;
    readonly text: string;
    readonly options: ImportOptions;
    readonly message: RegExp;
  }[] = [
    {
      name: 'a column that is not there',
      text: '{"a":1}\n',
      options: { map: { verdict: 'b' } },
      message: /There is no column "b" for verdict; the columns are a\./,
    },
    {
      name: 'no column that is named as verdicts are',
      text: '{"x":1,"y":2}\n',
      options: { map: {} },
      message: /name it with --map verdict=COLUMN: x, y/,
    },
    {
      name: 'labels of which none is known to pass',
      text: '{"label":"red"}\n{"label":"blue"}\n',
      options: { map: {} },
      message: /Say it with --pass; the labels of label are red, blue/,
    },
    {
      name: 'free text for labels',
      text: lines(Array.from({ length: 60 }, (_, at) => ({ label: `text ${at}` }))),
      options: { map: {} },
      message: /more than 20 different values/,
    },
    {
      name: 'sides that nobody knows',
      text: '{"winner":"gpt-4"}\n{"winner":"claude"}\n',
      options: { type: 'compare', map: {} },
      message: /No value of winner \(gpt-4, claude\) says which side is better/,
    },
    {
      name: 'a threshold outside the scores',
      text: '{"score":3}\n',
      options: { type: 'score', map: {}, range: { from: 1, to: 5 }, threshold: 7 },
      message: /threshold 7 is outside the scores 1 to 5/,
    },
  ];
  for (const { name, text, options, message } of REFUSED) {
    it(`refuses ${name}, and leaves nothing`, async () => {
      await rm(join(folder, 'runs'), { recursive: true, force: true });
      await assert.rejects(imported(text, options), (error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, message);
        return true;
      });
      assert.deepEqual(await readdir(join(folder, 'runs')).catch(() => []), []);
    });
  }

  it('keeps the digits and the columns of the file', async () => {
    const source = '{"id":12345678901234567890,"price":1.0,"answer":"x","ok":true}\n';
    const { manifest } = await imported(source, { map: { verdict: 'ok' } });
    const runsRoot = join(folder, 'runs');
    const [name = ''] = await readdir(runsRoot);
    const text = await readFile(join(runsRoot, name, 'results.jsonl'), 'utf8');
    assert.equal(
      text,
      '{"id":12345678901234567890,"price":1.0,"answer":"x","ok":true,"MODEL_TO_EVALUATE_OUTPUT":"x",' +
        '"evaluation_successful":true,"label":"true","feedback":null}\n',
    );
    assert.deepEqual(manifest.imported_from?.map, { verdict: 'ok', response: 'answer' });
    assert.equal(manifest.imported_from.file, '../../judged.jsonl');
    assert.deepEqual(manifest.unknown_parameters, ['judge.system_template', 'judge.model']);
  });

  it('reads CSV, with feedback, and says who judged and who answered', async () => {
    const text = 'q,answer,verdict,reason\n1,"x, y",pass,"short"\n2,z,fail,\n3,z,,why not\n';
    const { manifest, rows } = await imported(
      text,
      { map: {}, judge: 'people', models: ['llama'], name: 'Checked by hand' },
      'judged.csv',
    );
    assert.deepEqual(outcomes(rows), ['passed', 'failed', 'invalid']);
    assert.deepEqual(
      rows.map(({ result }) => [result['label'], result['feedback']]),
      [
        ['pass', 'short'],
        ['fail', null],
        [null, 'why not'],
      ],
    );
    assert.equal(manifest.name, 'Checked by hand');
    assert.deepEqual(manifest.models, {
      judge: { model: 'people', model_source: 'external' },
      model_to_evaluate: { model: 'llama', model_source: 'external' },
    });
    assert.deepEqual(manifest.unknown_parameters, ['judge.system_template']);
  });

  it('two orders: agreement decides, disagreement is a tie; letters may name places', async () => {
    const rows = [
      { first: 'A', second: 'A' },
      { first: 'A', second: 'B' },
      { first: 'B', second: null },
    ];
    const map = { verdict: 'first', flipped: 'second' };
    const plain = await imported(lines(rows), { type: 'compare', map });
    assert.deepEqual(outcomes(plain.rows), ['a', 'tie', 'b']);
    assert.equal(plain.manifest.statistics?.compare?.position_consistency?.value, 0.5);
    const shown = await imported(lines(rows), { type: 'compare', map, isFlippedAsShown: true });
    assert.deepEqual(outcomes(shown.rows), ['tie', 'a', 'b']);
  });

  it('one choice a row tells nothing of the order in which the responses were shown', async () => {
    const { manifest } = await imported(lines([{ winner: 'A' }, { winner: 'A' }]), { map: {} });
    assert.equal(manifest.statistics?.compare?.first_position_rate, null);
    assert.equal(manifest.statistics.compare.position_consistency, null);
    assert.equal(manifest.statistics.compare.a_wins, 2);
  });

  it('regression: a file without a row says so, and is not blamed on its columns', async () => {
    for (const [name, text] of [
      ['empty.jsonl', ''],
      ['blank.jsonl', '\n\n'],
      ['head.csv', 'question,verdict\n'],
    ] as const) {
      const message = `${name} holds no row; a run needs a verdict at least.`;
      const map = { verdict: 'verdict' };
      await assert.rejects(imported(text, { map }, name), { name: 'UserError', message });
    }
  });

  it('whatever stands in the column, every row of the file is a row of the run', async () => {
    const value = fc.oneof(
      fc.constantFrom<Json>('yes', 'no', ' yes', '', null, 1, 0, true, 'A', 'B', 'Tie', 5, '5.5'),
      fc.json().map((text) => JSON.parse(text) as Json),
    );
    const options = fc.constantFrom<Omit<ImportOptions, 'map'>>(
      { type: 'classify', labels: ['yes', 'no'], passLabels: ['yes'] },
      { type: 'score', range: { from: 0, to: 5 }, threshold: 3 },
      { type: 'compare', values: [['yes', 'A']], range: { from: 0, to: 1 } },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1 }), options, async (all, how) => {
        const rows = all.map((v, index) => ({ row: index + 1, values: { id: index, v } }));
        // eslint-disable-next-line @typescript-eslint/require-await -- rows come one by one
        const each = async function* () {
          yield* rows;
        };
        const values = await columnValues(each(), 'v');
        const source = { name: 'judged.jsonl', columns: ['id', 'v'], values };
        const plan = planImport({ ...how, map: { verdict: 'v' } }, { verdict: 'v' }, source);
        const stored = rows.map((row) => importedRow(row, plan));
        const counted = runStatistics(plan.spec, stored);
        const { n, evaluated, invalid, judge_errors, generation_errors } = counted;
        assert.equal(n, rows.length);
        assert.equal(evaluated + invalid + judge_errors + generation_errors, rows.length);
        assert.equal(judge_errors, rows.filter(({ values: { v } }) => isEmpty(v)).length);
        assert.deepEqual(
          stored.map(({ result }) => [result['id'], result['v']]),
          rows.map(({ values: { id, v } }) => [id, v]),
        );
      }),
    );
  });
});

function isEmpty(value: Json): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}
