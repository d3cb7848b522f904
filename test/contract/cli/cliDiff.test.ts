import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { judged, memoryRun } from '../../unit/core/compare/comparedRuns.js';
import type { RunText } from '../../unit/core/compare/comparedRuns.js';
import { runGavel } from './runGavel.js';

describe('gavel diff, gavel rank', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-diff-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Writes a run; gives its id. */
  const stored = async (text: RunText): Promise<string> => {
    const { manifest, rows } = memoryRun(text);
    const runs = createRunFolders();
    const run = await runs.create(path.join(folder, '.gavel', 'runs'), manifest);
    await runs.append(run, rows);
    return manifest.id;
  };
  const gavel = (...args: string[]) =>
    runGavel(args, { env: { XDG_STATE_HOME: folder }, cwd: folder });
  const labelled = (labels: readonly string[], column = 'question') =>
    labels.map((label, index) => judged('classify', label, { [column]: `q${index}` }, index + 1));
  const json = async (...args: string[]): Promise<unknown> => {
    const { exitCode, out, err } = await gavel(...args, '--json');
    assert.deepEqual([exitCode, err], [0, '']);
    return JSON.parse(out);
  };

  it('prints pairs, the difference, its test and every changed row', async () => {
    const a = await stored({ rows: labelled(['good', 'bad', 'bad', 'good']) });
    const b = await stored({ rows: labelled(['good', 'good', 'good', 'bad', 'good']) });
    const document = await json('diff', a, b);
    holds(document, {
      runs: [{ id: a }, { id: b }],
      measure: 'pass_rate',
      pairs: 4,
      only_in_a: 0,
      only_in_b: 1,
      paired_by: ['question'],
      judged: 4,
      delta: { value: 0.25, method: 'newcombe-paired', n: 4 },
      test: { name: 'McNemar (exact)', statistic: 1, p_value: 1 },
      fixed: 2,
      broken: 1,
      same: 1,
      no_verdict: 0,
      changed: [
        { a: 'good', b: 'bad', change: 'broken', row_a: 4, row_b: 4 },
        { a: 'bad', b: 'good', change: 'fixed', row_a: 2, row_b: 2 },
        { a: 'bad', b: 'good', change: 'fixed', row_a: 3, row_b: 3 },
      ],
    });
  });

  it('says it to people: the sentence, what it is over, the changed rows', async () => {
    const a = await stored({ rows: labelled(['good', 'bad']), manifest: { demo: true } });
    const b = await stored({ rows: labelled(['good', 'good']) });
    const { exitCode, out } = await gavel('diff', a, b);
    assert.equal(exitCode, 0);
    assert.match(out, /^demo: the verdicts of run A are scripted\.$/m);
    assert.match(
      out,
      /^No clear difference: B − A = \+50\.0 points .*1 row fixed, 0 broken, 1 same\.$/m,
    );
    assert.match(out, /^2 pairs by question, McNemar \(exact\) p = 1\.00; 0 rows in A alone/m);
    assert.match(out, /^2 +bad +good +fixed$/m);
  });

  it('holds several runs against the first, with adjusted p values', async () => {
    const texts = [
      ['bad', 'bad'],
      ['good', 'good'],
      ['good', 'bad'],
    ];
    const ids = [];
    for (const labels of texts) ids.push(await stored({ rows: labelled(labels) }));
    const document = await json('diff', ...ids);
    holds(document, {
      baseline: { id: ids[0] },
      runs: [
        { id: ids[1], fixed: 2, p_holm: 1, clear: 'none' },
        { id: ids[2], fixed: 1, p_holm: 1, clear: 'none' },
      ],
    });
    const { out } = await gavel('diff', ...ids);
    assert.match(out, /is the baseline/);
    assert.match(out, /no clear difference/);
  });

  it('pairs renamed columns that are mapped', async () => {
    const a = await stored({ rows: labelled(['good'], 'prompt') });
    const b = await stored({ rows: labelled(['bad']) });
    holds(await json('diff', a, b), { pairs: 0, delta: null });
    const mapped = await json('diff', a, b, '--map', 'prompt=question');
    holds(mapped, { pairs: 1, broken: 1 });
  });

  const MISTAKES: readonly { name: string; args: readonly string[]; says: RegExp }[] = [
    { name: 'one run', args: ['diff', 'RUN'], says: /Name two runs or more/ },
    {
      name: 'a map of one name',
      args: ['diff', 'RUN', 'RUN', '--map', 'x'],
      says: /e\.g\. answer=response/,
    },
    { name: 'no such run', args: ['diff', 'RUN', 'nowhere'], says: /There is no run "nowhere"/ },
    {
      name: 'row numbers of unknown datasets',
      args: ['diff', 'RUN', 'RUN', '--pair', 'row'],
      says: /pair them by content/,
    },
    { name: 'a ranking of classify runs', args: ['rank', 'RUN'], says: /only compare runs/ },
  ];
  for (const { name, args, says } of MISTAKES) {
    it(`refuses ${name}`, async () => {
      const id = await stored({ rows: labelled(['good']) });
      const { exitCode, out, err } = await gavel(...args.map((arg) => (arg === 'RUN' ? id : arg)));
      assert.deepEqual([exitCode, out], [2, '']);
      assert.match(err, says);
    });
  }

  it('ranks the models of compare runs', async () => {
    const decided = (decisions: readonly string[]) =>
      decisions.map((decision, index) =>
        judged('compare', decision, { question: `q${index}` }, index + 1),
      );
    const first = await stored({ type: 'compare', rows: decided(['A', 'A', 'B', 'Tie']) });
    const second = await stored({
      type: 'compare',
      spec: { model_a: 'answer_2', model_b: 'answer_3' },
      rows: decided(['A', 'A', 'A', 'B']),
    });
    holds(await json('rank', first, second), {
      runs: [{ id: first }, { id: second }],
      models: [
        { place: 1, name: 'column answer', games: 4, win_share: 0.625 },
        { place: 2, name: 'column answer_2', games: 8 },
        { place: 3, name: 'column answer_3', games: 4, win_share: 0.25 },
      ],
      is_connected: true,
    });
    const { out } = await gavel('rank', first, second);
    assert.match(out, /^1 +column answer +\+0\.\d\d \(/m);
  });
});

/** Compares what is expected; a document may say more. */
function holds(document: unknown, expected: object): void {
  assert.deepEqual(reduced(document, expected), expected);
}

function reduced(actual: unknown, expected: unknown): unknown {
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.map((each, index) => reduced(each, expected[index]));
  }
  if (!isRecord(actual) || !isRecord(expected)) return actual;
  return Object.fromEntries(
    Object.keys(expected).map((key) => [key, reduced(actual[key], expected[key])]),
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
