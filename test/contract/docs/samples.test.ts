import assert from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sampleRubricEdits } from '../../../src/core/samples/sampleRubric.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import { startDemoRuns, type DemoRuns } from '../runs/demoRuns.js';

const SPEC = 'answer-correctness.eval.yaml';

describe('the samples', () => {
  let runs: DemoRuns;
  before(async () => {
    runs = await startDemoRuns();
    await cp(new URL('../../../media/samples/', import.meta.url), runs.folder, { recursive: true });
  });
  after(() => runs.close());

  /** By the verdict's column: verdicts, and the fewest rows that each of them must have. */
  const expected: readonly [string, string, Readonly<Record<string, number>>][] = [
    [SPEC, 'label', { correct: 30, incomplete: 3, wrong: 3 }],
    ['answer-helpfulness.eval.json', 'score', { 1: 3, 3: 3, 4: 10, 5: 3 }],
    ['prompt-v1-vs-v2.eval.jsonc', 'final_decision', { A: 8, B: 20, Tie: 2 }],
  ];
  for (const [spec, column, fewest] of expected) {
    it(`${spec}: 50 to 200 rows, no verdict alone, no row twice`, async () => {
      const { manifest, rows } = await runs.run(spec);
      assert.equal(manifest.status, 'completed');
      assert.ok(rows.length >= 50 && rows.length <= 200, `${rows.length} rows`);
      const texts = rows.map((row) => row['question'] ?? row['ticket']);
      assert.equal(new Set(texts).size, rows.length);
      const counts = new Map<string, number>();
      for (const row of rows) {
        const verdict = JSON.stringify(row[column]).replaceAll('"', '');
        counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
      }
      for (const [verdict, least] of Object.entries(fewest)) {
        const count = counts.get(verdict) ?? 0;
        assert.ok(count >= least, `${verdict}: ${count}`);
      }
    });
  }

  it('the second rubric passes fewer answers, and is put in once', async () => {
    const passed = ({ results }: RunManifest) => Number(results?.['pass_percentage']);
    const path = join(runs.folder, SPEC);
    const first = await readFile(path, 'utf8');
    const edits = sampleRubricEdits(first);
    assert.ok(typeof edits === 'object' && edits.length === 2);
    const second = [...edits]
      .sort((a, b) => b.start - a.start)
      .reduce(
        (text, { start, end, text: to }) => text.slice(0, start) + to + text.slice(end),
        first,
      );
    assert.equal(sampleRubricEdits(second), 'done');
    assert.equal(sampleRubricEdits(first.replace('- correct:', '- right:')), undefined);
    const before = await runs.run(SPEC);
    await writeFile(path, second);
    const after = await runs.run(SPEC);
    await writeFile(path, first);
    const [low = NaN, high = NaN] = [after, before].map(({ manifest }) => passed(manifest));
    assert.ok(low < high - 5, `${high} to ${low}`);
  });
});
