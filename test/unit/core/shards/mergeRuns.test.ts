import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createMemoryRunStore } from '../../../contract/ports/memoryRunStore.js';
import { selectRows } from '../../../../src/core/dataset/rows/selectRows.js';
import type { LabelRecord } from '../../../../src/core/labels/labelRecord.js';
import type { LabelStore } from '../../../../src/core/labels/labelStore.js';
import type { EvalPlan } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { newManifest } from '../../../../src/core/runs/newManifest.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { createRunAccount } from '../../../../src/core/runs/runAccount.js';
import { runWarnings } from '../../../../src/core/runs/runWarnings.js';
import type { RunRef, RunStore } from '../../../../src/core/runs/runStore.js';
import { mergeRuns } from '../../../../src/core/shards/mergeRuns.js';
import { planMerge, type ShardRun } from '../../../../src/core/shards/planMerge.js';
import { rowsOfShard, type PlannedShard } from '../../../../src/core/shards/shard.js';
import { gatesOfRun } from '../../../../src/core/stats/gates.js';

const signal = new AbortController().signal;
const PRICE = { input: 0.9, output: 1.7, from: 'list' as const };
const SPEC: RunManifest['spec'] = {
  ...{ type: 'score', dataset: 'a.jsonl', min_score: 0, max_score: 10, pass_threshold: 5 },
  model_to_evaluate: 'answer',
  judge: { model: 'j', model_source: 'serverless', system_template: 'x' },
  gates: { pass_rate: { min: 0.2 } },
  run: { concurrency: 3 },
};
const TARGET = { runsRoot: '/runs', id: 'merged', toolVersion: '1' };

interface Case {
  readonly total: number;
  readonly limit?: number;
  readonly seed?: number;
  readonly of: number;
}

/** A row that was judged: a score, no verdict, or an error, by its number. */
function judged(row: number): StoredRow {
  const usage = { prompt_tokens: 10 + row, completion_tokens: row % 5 };
  const by_role = { judge: { requests: 1, ...usage } };
  if (row % 11 === 0) {
    const errors = [{ stage: 'judge', cause: 'timeout', message: 'timed out' }] as const;
    const result = { answer: `a${row}`, score: null, judge_raw_output_original: null };
    return { result, details: { row, outcome: 'judge_error', errors } };
  }
  const score = ((row * 7) % 100) / 9.7;
  const result = { answer: `a${row}`, score, feedback: 'f', judge_raw_output_original: '{}' };
  const outcome = score > 10 ? 'invalid' : score >= 5 ? 'passed' : 'failed';
  return { result, details: { row, outcome, usage, by_role, cache: { hit: row % 2 } } };
}

function planOf(one: Case, shard: PlannedShard | undefined, rows: number[] | undefined): EvalPlan {
  const info = { path: '/a.jsonl', sha256: 'd', format: 'jsonl' as const, rows: one.total };
  return {
    ...{ name: 'n', slug: 'n', spec: SPEC, backend: 'local', runsRoot: '/runs', notes: [] },
    // No more of the description is asked for.
    dataset: { info: { ...info, columns: ['answer'] } as never },
    ...(rows && { selectedRows: rows }),
    ...(shard && { shard }),
    templates: {},
    prices: { judge: PRICE },
  };
}

/** A run that has judged its rows in an order of its own. */
async function runOf(
  runs: RunStore,
  id: string,
  plan: EvalPlan,
  judges: readonly number[],
): Promise<ShardRun> {
  const time = (minute: number) => `2026-01-01T00:0${minute}:00.000Z`;
  const origin = 'https://api.example.com';
  const new_ = { id, createdAt: time(0), toolVersion: '1', origin, demo: false };
  const run = await runs.create('/runs', newManifest(plan, new_));
  const rows = judges.map(judged);
  await runs.append(run, rows);
  const manifest = await runs.read(run);
  const account = createRunAccount(manifest, judges.length);
  for (const row of rows) account.add(row);
  const ended = await runs.update(run, (now) => ({
    ...now,
    ...account.soFar(),
    ...account.results(),
    ...(account.tooManyFailed()
      ? { status: 'failed', reason: tooMany(account.progress()) }
      : { status: 'completed' }),
    started_at: time(1),
    finished_at: time(2),
  }));
  return { run, manifest: ended };
}

function tooMany({ errors, done }: { readonly errors: number; readonly done: number }): string {
  return `${errors} of ${done} rows failed, more than 30 %; the rows say why.`;
}

function memoryLabels(): LabelStore {
  const kept = new Map<string, LabelRecord[]>();
  return {
    read: ({ folder }) => Promise.resolve({ records: kept.get(folder) ?? [], faults: [] }),
    append: ({ folder }, record) => {
      kept.set(folder, [...(kept.get(folder) ?? []), record]);
      return Promise.resolve();
    },
  };
}

async function divided(one: Case) {
  const runs = createMemoryRunStore();
  const selected = selectRows(one.total, { limit: one.limit, sample_seed: one.seed });
  const all = selected ?? Array.from({ length: one.total }, (_, index) => index + 1);
  const whole = await runOf(runs, 'whole', planOf(one, undefined, selected), all);
  const shards: ShardRun[] = [];
  for (let number = one.of; number >= 1; number -= 1) {
    const shard = {
      ...{ number, of: one.of, rows: all.length },
      ...(one.seed !== undefined && { sampleSeed: one.seed }),
    };
    const rows = rowsOfShard(shard, { total: one.total, selected });
    shards.push(await runOf(runs, `s${number}`, planOf(one, shard, rows), [...rows].reverse()));
  }
  return { runs, whole, shards, labels: memoryLabels() };
}

async function all(runs: RunStore, run: RunRef): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const row of runs.rows(run)) rows.push(row);
  return rows;
}

describe('merging shards', () => {
  it('any split gives back the whole, row by row and figure by figure', async () => {
    const cases = fc
      .record({
        total: fc.integer({ min: 1, max: 60 }),
        limit: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
        seed: fc.option(fc.integer({ min: 0, max: 99 }), { nil: undefined }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
      })
      .map(({ total, limit, seed, part }): Case => {
        const rows = Math.min(total, limit ?? total);
        const of = 1 + Math.floor(part * (rows - 1));
        return {
          ...{ total, of },
          ...(limit !== undefined && { limit }),
          ...(seed !== undefined && { seed }),
        };
      });
    await fc.assert(
      fc.asyncProperty(cases, async (one) => {
        const { runs, whole, shards, labels } = await divided(one);
        const run = await mergeRuns(planMerge(shards), TARGET, { runs, labels, signal });
        assert.deepEqual(await all(runs, run), await all(runs, whole.run));
        const { shard, merged, ...manifest } = await runs.read(run);
        assert.equal(shard, undefined);
        assert.equal(merged?.shards.length, one.of);
        const { usage, ...rest } = { ...manifest, id: '' };
        const { usage: before, ...expected } = { ...whole.manifest, id: '' };
        assert.deepEqual(rest, expected);
        assert.deepEqual(usage, before);
        assert.deepEqual(
          gatesOfRun(manifest, manifest.statistics),
          gatesOfRun(whole.manifest, whole.manifest.statistics),
        );
        for (const { manifest: part } of shards) {
          assert.deepEqual(gatesOfRun(part, part.statistics), []);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('every row is in one shard, and their sizes differ by one at most', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 }),
        (total, of) => {
          const parts = Array.from({ length: of }, (_, index) => index + 1);
          const deal = () => parts.map((number) => rowsOfShard({ number, of }, { total }));
          if (total < of) {
            assert.throws(deal, /can't be divided into/);
            return;
          }
          const dealt = deal();
          const rows = dealt.flat().sort((a, b) => a - b);
          assert.deepEqual(
            rows,
            Array.from({ length: total }, (_, index) => index + 1),
          );
          const sizes = dealt.map((part) => part.length);
          assert.ok(Math.max(...sizes) - Math.min(...sizes) <= 1);
          // What is added at the end moves no other row.
          const [first = []] = dealt;
          assert.deepEqual(
            rowsOfShard({ number: 1, of }, { total: total + 3 }).slice(0, first.length),
            first,
          );
        },
      ),
    );
  });

  it('takes people’s labels along', async () => {
    const { runs, shards, labels } = await divided({ total: 9, of: 3 });
    const label = (row: number, at: string): LabelRecord => ({
      ...{ row, key: `k${row}`, rater: 'ann', score: 7, at, blind: true },
      sample: { plan: 'random', seed: 1, weight: 1 },
    });
    const [third, , first] = shards;
    assert.ok(third && first);
    await labels.append(third.run, label(3, '2026-01-02'));
    await labels.append(first.run, label(1, '2026-01-01'));
    await labels.append(first.run, label(4, '2026-01-03'));
    const run = await mergeRuns(planMerge(shards), TARGET, { runs, labels, signal });
    const { records } = await labels.read(run);
    assert.deepEqual(
      records.map((record) => ('undo' in record ? 0 : record.row)),
      [1, 3, 4],
    );
  });

  it('refuses what are no parts of one run, and says why', async () => {
    const { shards } = await divided({ total: 12, of: 3 });
    const changed = (change: (manifest: RunManifest) => Partial<RunManifest>): ShardRun[] =>
      shards.map((shard, index) =>
        index === 0
          ? { ...shard, manifest: { ...shard.manifest, ...change(shard.manifest) } }
          : shard,
      );
    const spec = (more: object) => changed((now) => ({ spec: { ...now.spec, ...more } }));
    const cases: readonly (readonly [ShardRun[], RegExp])[] = [
      [shards.slice(1), /^Shard 3\/3 is missing; name all 3 shards/],
      [[...shards, ...shards.slice(0, 1)], /^Shard 3\/3 is there 2 times/],
      [changed(() => ({ dataset: { sha256: 'other', rows: 12 } })), /their datasets differ/],
      [changed(() => ({ backend: 'together' })), /their backends differ/],
      [spec({ pass_threshold: 6 }), /their specs differ in `pass_threshold`/],
      [spec({ gates: {} }), /their gates differ/],
      [spec({ run: { seed: 4 } }), /their seeds differ/],
      [spec({ run: { repeats: 4 } }), /their specs differ in `run`/],
      [
        changed(({ models }) => ({ models: { judge: { ...models.judge, model: 'k' } } })),
        /models differ/,
      ],
      [changed(() => ({ shard: { number: 3, of: 3, rows: 11 } })), /their limits of rows differ/],
      [
        changed(() => ({ shard: { number: 3, of: 3, rows: 12, sample_seed: 2 } })),
        /different seeds/,
      ],
      [changed(() => ({ shard: { number: 3, of: 4, rows: 12 } })), /different numbers of shards/],
      [changed(() => ({ status: 'running' })), /^Shard 3\/3 is running .*let it end first/],
      [changed(() => ({ shard: undefined })), /is no shard; shards are made with/],
      [[], /Name the shards/],
    ];
    for (const [given, message] of cases)
      assert.throws(() => planMerge(given), { kind: 'usage', message });
    // How fast it went says nothing of the verdicts.
    assert.equal(planMerge(spec({ run: { concurrency: 9, max_cost_usd: 1 } })).of, 3);
  });

  it('refuses rows that lack, or merges what is there and says which are missing', async () => {
    const { runs, shards, labels } = await divided({ total: 12, of: 3 });
    const [third] = shards;
    assert.ok(third);
    await runs.dropRows(third.run, ({ row }) => row === 9);
    const ports = { runs, labels, signal };
    const before = await runs.list('/runs');
    await assert.rejects(mergeRuns(planMerge(shards), TARGET, ports), {
      kind: 'usage',
      message:
        /^Shard 3\/3 \(.*\) is completed and lacks 1 row \(9\); ask them with gavel run --resume/,
    });
    assert.equal((await runs.list('/runs')).length, before.length);
    const some = planMerge(shards.slice(0, 2), { allowMissing: true });
    const run = await mergeRuns(some, { ...TARGET, allowMissing: true }, ports);
    const { merged, selected_rows: rows, ...manifest } = await runs.read(run);
    assert.deepEqual(merged?.missing_shards, [1]);
    assert.deepEqual(merged.missing_rows, [1, 4, 7, 9, 10]);
    assert.deepEqual(rows, [2, 3, 5, 6, 8, 11, 12]);
    assert.equal(manifest.statistics?.n, 7);
    assert.match(
      runWarnings({ ...manifest, merged }).join(' '),
      /5 rows of the whole are missing from this merged run, those of shard 1 among them: 1, 4, 7, 9-10\./,
    );
  });

  it('a run that holds rows of another shard, or one of them twice, is refused', async () => {
    for (const [row, message] of [
      [2, /holds row 2, which is of another shard/],
      [3, /holds row 3 twice/],
    ] as const) {
      const { runs, shards, labels } = await divided({ total: 12, of: 3 });
      const [third] = shards;
      assert.ok(third);
      await runs.append(third.run, [judged(row)]);
      await assert.rejects(mergeRuns(planMerge(shards), TARGET, { runs, labels, signal }), {
        message,
      });
    }
  });
});
