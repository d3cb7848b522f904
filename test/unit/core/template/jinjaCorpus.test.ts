import assert from 'node:assert/strict';
import { scoreCorpus, share } from '../../../corpus/scoreCorpus.js';

const CORPUS = new URL('../../../fixtures/jinja/corpus.jsonl', import.meta.url);
const FLOOR = { rate: 0.998, lines: 0.99 };

describe('Jinja2 conformance', () => {
  it(`at least ${FLOOR.rate * 100} % of the corpus as Python renders it`, () => {
    const { rows, lines, misses } = scoreCorpus(CORPUS);
    console.log(`      ${share(rows)}, error lines ${share(lines)}`);
    const missed = misses.map(({ kind, row }) => `${row.id} (${kind})`).join(', ');
    assert.ok(rows.right / rows.all >= FLOOR.rate, missed);
    assert.ok(lines.right / lines.all >= FLOOR.lines, missed);
  });
});
