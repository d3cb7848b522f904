import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { staleRows } from '../../security/proofTable.js';
import type { Proof } from '../../security/proofs.js';

const PROOF: Proof = {
  area: 'Views',
  claim: 'A claim | that nobody made.',
  test: 'test/unit/security/proofTable.test.ts',
  figure: '1 claim',
};

describe('the table of SECURITY.md', () => {
  const page = readFileSync('SECURITY.md', 'utf8');
  const table = page.split('<!-- begin: tests -->')[1]?.split('<!-- end: tests -->')[0] ?? '';
  const rows = table.split('\n').filter((line) => line.startsWith('|')).length - 2;

  it('is told of each row that no test has shown', () => {
    assert.ok(rows > 50);
    const stale = staleRows('tests', []);
    assert.equal(stale.length, rows);
    for (const line of stale) assert.match(line, /^not shown: \| /);
  });

  it('is told of a claim that it lacks, once for all tests that show it', () => {
    const added = staleRows('tests', [PROOF, PROOF]).filter((line) => /^not in/.test(line));
    assert.deepEqual(added, [
      `not in SECURITY.md: | Views | A claim \\| that nobody made | \`${PROOF.test}\` | 1 claim |`,
    ]);
  });

  it('takes no proof of a test that is not there', () => {
    assert.throws(
      () => staleRows('tests', [{ ...PROOF, test: 'test/none.test.ts' }]),
      /none\.test\.ts/,
    );
  });
});
