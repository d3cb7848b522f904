import assert from 'node:assert/strict';
import { askEndless, HEAP_MB } from '../../security/askEndless.js';
import { ENDLESS } from '../../security/endlessServer.js';
import { proven } from '../../security/proofs.js';

const MB = 1024 * 1024;
const SENT_MB = 200;

describe('replies without end', () => {
  it('are given up with a sentence, and held by nobody', async function () {
    this.timeout(120_000);
    const { asked, mostMb } = await askEndless(SENT_MB * MB);
    for (const { name, way, outcome } of asked) {
      const about = `${name}, asked by ${way}: ${outcome}`;
      assert.match(outcome, /^HOST sent a reply that is too large\.$|^Can't /, about);
    }
    // All of Node, and five replies at a time up to their limit.
    assert.ok(mostMb < 600, `${mostMb} MB were held`);
    proven({
      area: 'Bad input',
      claim:
        'No reply fills memory: not an endless text, list, error or stream, nor a packed one a thousand times its size',
      test: 'test/contract/faults/endlessReplies.test.ts',
      figure: `${asked.length} requests for ${Object.keys(ENDLESS).length} kinds of bodies of ${SENT_MB} MB, in a heap of ${HEAP_MB} MB`,
    });
  });
});
