import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { trustedWork } from '../../../../src/ui/commands/trustedWork.js';

describe('what a command needs trust for', () => {
  it('is said of each', () => {
    const source = readFileSync('src/ui/commands/commands.ts', 'utf8');
    const ids = [...source.matchAll(/'(gavel\.\w+)': TRUSTED/g)].map(([, id]) => id ?? '');
    assert.ok(ids.length > 40);
    assert.deepEqual(
      ids.filter((id) => trustedWork(id) === trustedWork('')),
      [],
    );
  });
});
