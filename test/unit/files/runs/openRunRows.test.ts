import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { compileFilters } from '../../../../src/core/dataset/query/matchRow.js';
import { parseWhere } from '../../../../src/core/dataset/query/parseWhere.js';
import { outcomeOf } from '../../../../src/core/judging/outcome.js';
import { EVERY_ROW } from '../../../../src/core/rows/resultQuery.js';
import type { ResultQuery } from '../../../../src/core/rows/resultQuery.js';
import { verdictText } from '../../../../src/core/rows/verdictText.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { openRunRows } from '../../../../src/files/runs/openRunRows.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const WIDE = { from: 1, to: 100_000 };

describe('openRunRows', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-open-rows-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const path = (name: string) => join(folder, name);
  const lines = (values: readonly unknown[]) =>
    values.map((value) => `${JSON.stringify(value)}\n`).join('');
  const results = (rows: readonly StoredRow[]) => lines(rows.map(({ result }) => result));
  const details = (rows: readonly StoredRow[]) => lines(rows.map((row) => row.details ?? null));
  async function write(rows: readonly StoredRow[]): Promise<void> {
    await writeFile(path('results.jsonl'), results(rows));
    await writeFile(path('details.jsonl'), details(rows));
  }
  const numbers = async (rows: ReturnType<typeof openRunRows>, query: Partial<ResultQuery> = {}) =>
    (await rows.page({ ...EVERY_ROW, ...query }, WIDE)).rows.map(
      ({ stored, line }) => stored.details?.row ?? -line,
    );

  for (const type of ['classify', 'score', 'compare'] as const) {
    it(`gives the rows as they are stored, and what all come to: ${type}`, async () => {
      const { rows, manifest } = sampleRun({ type, rows: 230 });
      await write(rows);
      const open = openRunRows(folder, manifest.spec);
      const state = await open.refresh();
      assert.deepEqual(state.statistics, runStatistics(manifest.spec, rows));
      assert.equal(state.rows, 230);
      const page = await open.page(EVERY_ROW, { from: 101, to: 103 });
      assert.deepEqual(page, {
        version: 1,
        matched: 230,
        rows: [101, 102, 103].map((line) => ({ line, stored: rows[line - 1] })),
      });
    });
  }

  it('built in pieces is what it is built at once', async () => {
    const { rows, manifest } = sampleRun({ type: 'compare', rows: 90 });
    const pieces = openRunRows(folder, manifest.spec);
    await write(rows.slice(0, 1));
    await pieces.refresh();
    for (let from = 1; from < rows.length; from += 13) {
      const more = rows.slice(from, from + 13);
      await appendFile(path('details.jsonl'), details(more));
      await appendFile(path('results.jsonl'), results(more));
      await pieces.refresh();
    }
    const atOnce = openRunRows(folder, manifest.spec);
    const { version, ...state } = await pieces.refresh();
    const { version: first, ...same } = await atOnce.refresh();
    assert.deepEqual(state, same);
    assert.deepEqual([version, first], [8, 1]);
    for (const query of [{}, { filters: ['disagree'] }, { search: 'norway' }, { sort: 'orders' }]) {
      assert.deepEqual(await numbers(pieces, query), await numbers(atOnce, query));
    }
  });

  it('leaves out a torn last line until it is whole, and its details with it', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 3 });
    const text = results(rows);
    await writeFile(path('details.jsonl'), details(rows));
    await writeFile(path('results.jsonl'), text.slice(0, -20));
    const open = openRunRows(folder, manifest.spec);
    assert.equal((await open.refresh()).rows, 2);
    await appendFile(path('results.jsonl'), text.slice(-20));
    assert.equal((await open.refresh()).rows, 3);
    assert.deepEqual((await open.row(3))?.stored, rows[2]);
  });

  it('tells a line before others that is no row by its number', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 3 });
    await writeFile(path('results.jsonl'), `${results(rows.slice(0, 1))}oops\n${results(rows)}`);
    const open = openRunRows(folder, manifest.spec);
    await assert.rejects(open.refresh(), /Line 2 of .*results\.jsonl is no JSON object/);
    await assert.rejects(open.page(EVERY_ROW, WIDE), /Line 2 of .*results\.jsonl/);
  });

  it('names rows without details by their line', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 4 });
    await writeFile(path('results.jsonl'), results(rows));
    const open = openRunRows(folder, manifest.spec);
    assert.deepEqual(await open.names(EVERY_ROW), [-1, -2, -3, -4]);
    assert.equal(await open.position(EVERY_ROW, -3), 3);
    assert.equal(await open.position(EVERY_ROW, 3), undefined);
    assert.deepEqual(await open.row(-2), { line: 2, stored: { result: rows[1]?.result } });
    assert.equal(await open.row(2), undefined);
  });

  it('has no rows where there is no file, and finds those that come', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 2 });
    const open = openRunRows(folder, manifest.spec);
    assert.equal((await open.refresh()).rows, 0);
    assert.deepEqual(await open.page(EVERY_ROW, WIDE), { version: 1, matched: 0, rows: [] });
    await write(rows);
    assert.equal((await open.refresh()).rows, 2);
    assert.deepEqual(await numbers(open), [1, 2]);
  });

  const changes: [string, (rows: readonly StoredRow[]) => Promise<unknown>, readonly number[]][] = [
    [
      'put in order, in files that took their place',
      async (rows) => {
        await writeFile(path('new'), results(rows.toReversed()));
        await rename(path('new'), path('results.jsonl'));
        await writeFile(path('new'), details(rows.toReversed()));
        await rename(path('new'), path('details.jsonl'));
      },
      [1, 2, 3, 4, 5],
    ],
    [
      'shortened',
      async (rows) => {
        await truncate(path('results.jsonl'), results(rows.slice(0, 2)).length);
        await truncate(path('details.jsonl'), details(rows.slice(0, 2)).length);
      },
      [4, 5],
    ],
    [
      'replaced by a longer file that begins with other rows',
      async (rows) => {
        const others = [...rows.toReversed(), ...rows];
        await writeFile(path('new'), results(others));
        await rename(path('new'), path('results.jsonl'));
        await writeFile(path('new'), details(others));
        await rename(path('new'), path('details.jsonl'));
      },
      [1, 1, 2, 2, 3, 3, 4, 4, 5, 5],
    ],
    [
      'edited where they stand',
      async () => {
        const text = await readFile(path('details.jsonl'), 'utf8');
        await writeFile(path('details.jsonl'), text.replace('"row":3', '"row":9'));
      },
      [1, 2, 4, 5, 9],
    ],
  ];
  for (const [name, change, expected] of changes) {
    it(`reads rows anew that were ${name}`, async () => {
      const { rows: sample, manifest } = sampleRun({ type: 'classify', rows: 5 });
      const rows = sample.toReversed();
      await write(rows);
      const open = openRunRows(folder, manifest.spec);
      await open.refresh();
      assert.deepEqual(await numbers(open), [1, 2, 3, 4, 5]);
      await change(rows);
      assert.deepEqual((await open.refresh()).version, 2);
      assert.deepEqual(await numbers(open), expected);
    });
  }

  it('finds out by itself, asked for rows, that the files were replaced', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 6 });
    await write(rows);
    const open = openRunRows(folder, manifest.spec);
    await open.refresh();
    await writeFile(path('new'), results(rows.slice(3)));
    await rename(path('new'), path('results.jsonl'));
    await writeFile(path('new'), details(rows.slice(3)));
    await rename(path('new'), path('details.jsonl'));
    assert.deepEqual(await numbers(open), [4, 5, 6]);
  });

  it('sorts by any column, those without a value last, equal ones in the order of the dataset', async () => {
    const { manifest } = sampleRun({ type: 'classify', rows: 1 });
    const row = (number: number, result: StoredRow['result']): StoredRow => ({
      result: { answer: 'x'.repeat(number), evaluation_successful: true, ...result },
      details: { row: number, outcome: 'passed', duration_ms: 100 - number },
    });
    await write([
      row(4, { label: 'wrong', size: 10 }),
      row(1, { label: 'correct', size: 9 }),
      row(3, { label: 'correct', size: null }),
      row(2, { label: 'correct', size: 'many' }),
      row(5, { label: 'correct', size: 9 }),
    ]);
    const open = openRunRows(folder, manifest.spec);
    const by = async (sort: string, descending = false) => numbers(open, { sort, descending });
    assert.deepEqual(await by('row'), [1, 2, 3, 4, 5]);
    assert.deepEqual(await by('row', true), [5, 4, 3, 2, 1]);
    assert.deepEqual(await by('verdict'), [1, 2, 3, 5, 4]);
    assert.deepEqual(await by('verdict', true), [4, 1, 2, 3, 5]);
    assert.deepEqual(await by('response_length', true), [5, 4, 3, 2, 1]);
    assert.deepEqual(await by('duration_ms'), [5, 4, 3, 2, 1]);
    assert.deepEqual((await by('column size')).at(-1), 3);
    assert.deepEqual(new Set((await by('column size')).slice(0, 2)), new Set([1, 5]));
    assert.deepEqual((await by('column size')).slice(2), [4, 2, 3]);
    assert.deepEqual((await by('column size', true)).slice(0, 2), [2, 4]);
    assert.deepEqual(await by('a column that is not there'), [1, 2, 3, 4, 5]);
  });

  const problems: [string, string, RegExp | undefined][] = [
    ['a column of the file', 'question~refund', undefined],
    ['a derived column', 'response_length>400', undefined],
    ['any column', '*~refund', undefined],
    ['no operator', 'question', /^A condition is missing: write it like column~text/],
    ['no number', 'tokens>many', /^Expected a number such as 3 or 0.5\.$/],
    ['no such column', 'qestion~x', /^There is no column “qestion”\. Did you mean `question`\?$/],
    ['a broken pattern', 'question~/(/', /^This is no regular expression/],
  ];
  for (const [name, condition, message] of problems) {
    it(`${message ? 'says what is wrong with' : 'takes'} a condition: ${name}`, async () => {
      const { rows, manifest } = sampleRun({ type: 'classify', rows: 1 });
      await write(rows);
      const problem = await openRunRows(folder, manifest.spec).problem(condition);
      if (message) assert.match(problem?.message ?? '', message);
      else assert.equal(problem, undefined);
    });
  }

  it('refuses a query whose condition can’t be read, in one sentence', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 1 });
    await write(rows);
    const asked = openRunRows(folder, manifest.spec).page({ ...EVERY_ROW, where: ['x>'] }, WIDE);
    await assert.rejects(asked, {
      name: 'UserError',
      kind: 'usage',
      message: 'The filter "x>" can\'t be read: expected a number such as 3 or 0.5.',
    });
  });

  it('knows rows by what people said of them, and notices a label more', async () => {
    const { rows, manifest } = sampleRun({ type: 'classify', rows: 20 });
    await write(rows);
    const { rowKey } = await import('../../../../src/core/labels/labelRow.js');
    const label = (row: number, verdict: string) => ({
      row,
      key: rowKey(rows[row - 1]!.result, manifest.spec),
      rater: 'ada',
      label: verdict,
      at: '2026-11-20T10:00:00.000Z',
      blind: true,
      sample: { plan: 'random', seed: 1, weight: 1 },
    });
    const open = openRunRows(folder, manifest.spec);
    assert.equal((await open.refresh()).counts['human:differs'], 0);
    const judged = (row: number) => {
      const verdict = rows[row - 1]?.result['label'];
      assert.ok(typeof verdict === 'string');
      return verdict;
    };
    const other = judged(4) === 'wrong' ? 'correct' : 'wrong';
    await writeFile(path('labels.jsonl'), lines([label(2, judged(2)), label(4, other)]));
    const { counts, version } = await open.refresh();
    assert.deepEqual([counts['human:agrees'], counts['human:differs'], version], [1, 1, 2]);
    assert.deepEqual(await numbers(open, { filters: ['human:differs'] }), [4]);
    assert.deepEqual(await numbers(open, { where: [`human=${other}`] }), [4]);
    assert.deepEqual(await numbers(open, { where: ['human:filled'] }), [2, 4]);
  });

  it('meets every query as reading all rows does', async () => {
    const word = fc.constantFrom(
      'refund',
      'Ünits',
      'ship to',
      'a"b\\c',
      '7',
      '12.5',
      '',
      'línea\n2',
    );
    const value = fc.oneof(word, fc.constant(null), fc.integer({ min: -3, max: 12 }), fc.boolean());
    const error = fc.record({
      stage: fc.constant('judge' as const),
      cause: fc.constantFrom('timeout' as const, 'refusal' as const),
      message: fc.constantFrom('It timed out.', 'The model refused.'),
    });
    const rows = fc.array(
      fc.record({
        question: value,
        answer: value,
        label: fc.constantFrom('correct', ' wrong', 'incomplete', 'none of them', null),
        successful: fc.boolean(),
        errors: fc.array(error, { maxLength: 2 }),
        duration: fc.integer({ min: 1, max: 9 }),
      }),
      { minLength: 1, maxLength: 30 },
    );
    const query = fc.record({
      filters: fc.subarray([
        'passed',
        'failed',
        'invalid',
        'judge_error',
        'generation_error',
        'label:wrong',
        'label:correct',
        'error:timeout',
        'error:refusal',
        'unknown',
      ]),
      where: fc.subarray(
        [
          'question~UNITS',
          'question~ünits',
          'answer=7',
          'answer>=5',
          'answer<12.5',
          'question:empty',
          'question!:empty',
          'nowhere:empty',
          'answer!~refund',
          'question~/^ship/',
          '*~refund',
          'outcome=failed',
          'verdict!=correct',
          'error=timeout',
          'error:filled',
          'duration_ms>3',
          'response_length<=3',
        ],
        { maxLength: 2 },
      ),
      search: fc.constantFrom('', 'refund', 'TIMED out', 'ship ünits', 'b\\c', 'no response', '2'),
    });
    const { spec } = sampleRun({ type: 'classify', rows: 1 }).manifest;
    await fc.assert(
      fc.asyncProperty(rows, query, async (made, asked) => {
        const stored = made.map((each, index): StoredRow => {
          const { question, answer, label, successful, errors, duration } = each;
          const result = { question, answer, evaluation_successful: successful, label };
          const own = { row: index + 1, outcome: outcomeOf(result, spec), duration_ms: duration };
          return { result, details: { ...own, ...(errors.length > 0 && { errors }) } };
        });
        await write(stored);
        const open = openRunRows(folder, spec);
        const found = await open.names({ ...EVERY_ROW, ...asked });
        const expected = stored.flatMap((row, at) => (plainly(row, asked, spec) ? [at + 1] : []));
        assert.deepEqual(found, expected);
      }),
      { numRuns: 60 },
    );
  });
});

/** What a query means, said once more and without an index. */
function plainly(
  stored: StoredRow,
  { filters, where, search }: Pick<ResultQuery, 'filters' | 'where' | 'search'>,
  spec: ResolvedSpec,
): boolean {
  const { result, details } = stored;
  const outcome = outcomeOf(result, spec);
  const verdict = verdictText(stored, outcome);
  const causes = (details?.errors ?? []).map(({ cause }) => cause);
  const isOneOf = (kind: (id: string) => boolean, holds: (id: string) => boolean) =>
    !filters.some(kind) || filters.filter(kind).some(holds);
  const has = (prefix: string) => (id: string) => id.startsWith(prefix);
  const isOutcome = (id: string) => !id.includes(':') && id !== 'unknown';
  const isEvaluated = outcome === 'passed' || outcome === 'failed';
  const meetsFilters =
    !filters.includes('unknown') &&
    isOneOf(isOutcome, (id) => id === outcome) &&
    isOneOf(has('label:'), (id) => isEvaluated && id === `label:${verdict}`) &&
    isOneOf(has('error:'), (id) => causes.some((cause) => id === `error:${cause}`));
  const answer = result['answer'];
  const derived: Readonly<Record<string, readonly (string | number)[]>> = {
    outcome: [outcome],
    verdict: [verdict],
    error: causes.flatMap((cause) => cause ?? []),
    duration_ms: details?.duration_ms === undefined ? [] : [details.duration_ms],
    response_length:
      answer === null || answer === undefined
        ? []
        : [typeof answer === 'string' ? answer.length : JSON.stringify(answer).length],
  };
  const meets = where.every((condition) => {
    const { filters: read, column = '' } = parseWhere(condition, { matchCase: false });
    const values = derived[column];
    if (!values) {
      return compileFilters(read)({ row: 1, line: 1, values: result, marks: [] });
    }
    return read.every((filter) => {
      if (filter.kind === 'empty') return (values.length === 0) !== (filter.not === true);
      const positive = compileFilters([{ ...filter, not: false }]);
      const some = values.some((value) =>
        positive({ row: 1, line: 1, values: { [column]: value }, marks: [] }),
      );
      return some !== (filter.not === true);
    });
  });
  const texts = [
    verdict,
    ...Object.values(result).map((value) =>
      typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value),
    ),
    ...(details?.errors ?? []).map(({ message }) => message),
  ].map((text) => text.toLowerCase());
  const words = search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return meetsFilters && meets && words.every((word) => texts.some((text) => text.includes(word)));
}
