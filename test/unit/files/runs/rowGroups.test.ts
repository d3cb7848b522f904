import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rowGroups } from '../../../../src/files/runs/rowGroups.js';

describe('rowGroups', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-groups-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const resultLines = (count: number) =>
    Array.from({ length: count }, (_, at) => JSON.stringify({ n: at + 1 }));
  const detailLines = (count: number) =>
    Array.from({ length: count }, (_, at) => JSON.stringify({ row: at + 1, outcome: 'passed' }));

  /** `n` of each row that came and the row of its details; then what went wrong. */
  async function read(files: { results?: readonly string[]; details?: readonly string[] }) {
    for (const [name, lines] of Object.entries(files)) {
      await writeFile(join(folder, `${name}.jsonl`), lines.map((line) => `${line}\n`).join(''));
    }
    const rows: unknown[] = [];
    try {
      for await (const group of rowGroups(folder)) {
        for (const { result, details } of group) rows.push([result['n'], details?.row ?? null]);
      }
    } catch (error) {
      return { rows, failure: error instanceof Error ? error.message : String(error) };
    }
    return { rows };
  }

  const paired = (count: number) => Array.from({ length: count }, (_, at) => [at + 1, at + 1]);
  const cases = [
    ['nothing yet', {}, []],
    [
      'results without details',
      { results: resultLines(2) },
      [
        [1, null],
        [2, null],
      ],
    ],
    [
      'details that end before, and more of them than results',
      { results: resultLines(3), details: detailLines(2) },
      [
        [1, 1],
        [2, 2],
        [3, null],
      ],
    ],
    ['more details than results', { results: resultLines(1), details: detailLines(3) }, [[1, 1]]],
    [
      'lines that stand for nothing: each keeps its place',
      {
        results: ['{"n":1}', 'null', '{"n":3}', '{"n":4}'],
        details: ['null', '{"row":2,"outcome":"passed"}', '{"row":"x"}', '{"row":4,"outcome":"a"}'],
      },
      [
        [1, null],
        [3, null],
        [4, 4],
      ],
    ],
    [
      'a last line that is no JSON: it is not there yet',
      { results: [...resultLines(2), '{"n":'], details: [...detailLines(1), '{"row":'] },
      [
        [1, 1],
        [2, null],
      ],
    ],
  ] as const;
  for (const [name, files, rows] of cases) {
    it(`reads ${name}`, async () => assert.deepEqual(await read(files), { rows }));
  }

  it('goes on over the ends of what is read at once, in both files', async () => {
    const wide = resultLines(6000).map((line) => line.replace('{', `{"pad":"${'x'.repeat(99)}",`));
    const { rows, failure } = await read({ results: wide, details: detailLines(6000) });
    assert.equal(failure, undefined);
    assert.deepEqual(rows, paired(6000));
  });

  for (const name of ['results', 'details'] as const) {
    it(`gives the rows before a broken line of the ${name}, then says which it is`, async () => {
      const files = { results: resultLines(4), details: detailLines(4) };
      const { rows, failure } = await read({ ...files, [name]: files[name].with(2, 'broken') });
      assert.deepEqual(rows, paired(2));
      assert.match(
        failure ?? '',
        new RegExp(`^Line 3 of .*${name}\\.jsonl is no JSON object; restore`),
      );
    });
  }

  it('fails for a folder that is gone', async () => {
    await rm(folder, { recursive: true });
    assert.match((await read({})).failure ?? '', /ENOENT/);
  });
});
