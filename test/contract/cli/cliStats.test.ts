import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';
import { runGavel } from './runGavel.js';

/** As much of the document as is looked at. */
interface StatsDocument {
  readonly n: number;
  readonly reliability: {
    readonly sentence: string;
    readonly order: {
      readonly table: number[][];
      readonly flips: { readonly count: number; readonly ids: number[] };
      readonly cells?: unknown;
    } | null;
    readonly truth: {
      readonly rows: number;
      readonly confusion: { readonly counts: number[][]; readonly per_label: unknown[] };
      readonly cells?: unknown;
    } | null;
    readonly truth_candidates: readonly { readonly column: string; readonly likely: boolean }[];
    readonly people: null;
  };
}

describe('gavel stats', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-stats-'));
    const store = createRunFolders();
    for (const type of ['classify', 'compare'] as const) {
      const { manifest, rows } = sampleRun({ type, rows: 300, manifest: { id: type } });
      const run = await store.create(path.join(folder, '.gavel', 'runs'), manifest);
      await store.append(
        run,
        rows.map((row, at) => ({
          ...row,
          result: { ...row.result, gold: at % 2 === 0 ? 'right' : 'bad' },
        })),
      );
    }
  });
  after(() => rm(folder, { recursive: true }));

  const gavel = (...args: string[]) => runGavel(['stats', ...args], { env: {}, cwd: folder });

  async function document(...args: string[]): Promise<StatsDocument> {
    const { exitCode, out } = await gavel(...args, '--json');
    assert.equal(exitCode, 0);
    // What the test goes on to look at is what it is about.
    return JSON.parse(out) as StatsDocument;
  }

  it('says how far the judge can be trusted, and which rows to read', async () => {
    const { exitCode, out, err } = await gavel('compare');
    assert.equal(exitCode, 0, err);
    assert.match(out, /^A wins 135 of 291 judged rows/);
    assert.match(
      out,
      /\nBoth orders agree on 89\.7 % of 291 rows \(85\.7–92\.7\); where they don’t/,
    );
    assert.match(out, /\nRead these rows first:\n {2}row \d+ \(Tie\): its orders disagree/);
  });

  it('--json: the figures, with lists of rows cut short', async () => {
    const { n, reliability } = await document('compare');
    assert.equal(n, 300);
    assert.match(reliability.sentence, /^Both orders agree on 89\.7 %/);
    assert.deepEqual(reliability.order?.table, [
      [135, 30, 0],
      [0, 126, 0],
      [0, 0, 0],
    ]);
    assert.equal(reliability.order.flips.count, 30);
    assert.equal(reliability.order.flips.ids.length, 20);
    assert.equal(reliability.order.cells, undefined);
    assert.equal(reliability.truth, null);
    assert.equal(reliability.people, null);
  });

  it('--truth: holds the judge against a column, by what its values stand for', async () => {
    const plain = await document('classify', '--truth', 'gold');
    assert.equal(plain.reliability.truth?.rows, 291);
    assert.equal(plain.reliability.truth.confusion.counts.length, 2, 'pass and fail');
    const mapped = await document(
      ...['classify', '--truth', 'gold', '--truth-map', 'right=Correct, bad=wrong'],
    );
    const { truth, sentence } = mapped.reliability;
    assert.equal(truth?.confusion.counts.length, 3, 'every label');
    assert.equal(truth.confusion.per_label.length, 3);
    assert.equal(truth.cells, undefined);
    assert.match(sentence, /^The judge agrees with gold on /);
    const { out } = await gavel('classify', '--truth', 'gold', '--truth-map', 'right=correct,bad=');
    assert.match(out, /\ngold \\ judge +correct +incomplete +wrong\n/);
  });

  const faults = [
    {
      name: 'a column that is not there',
      args: ['classify', '--truth', 'nope'],
      said: /no column nope of the dataset\. Columns with few values are: gold/,
    },
    {
      name: 'a map without a column',
      args: ['classify', '--truth-map', 'a=correct'],
      said: /name their column by --truth/,
    },
    {
      name: 'a map to no label',
      args: ['classify', '--truth', 'gold', '--truth-map', 'right=fine'],
      said: /“right” stand for “fine”, which is none of correct, incomplete, wrong, pass, fail/,
    },
    {
      name: 'a map without a value',
      args: ['classify', '--truth', 'gold', '--truth-map', 'correct'],
      said: /“correct” where value=label was expected/,
    },
  ];
  for (const { name, args, said } of faults) {
    it(`fault: ${name}`, async () => {
      const { exitCode, out, err } = await gavel(...args);
      assert.equal(exitCode, 2);
      assert.equal(out, '');
      assert.match(err, said);
    });
  }
});
