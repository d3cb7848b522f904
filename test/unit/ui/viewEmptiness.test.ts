import assert from 'node:assert/strict';
import { createViewEmptiness } from '../../../src/ui/viewEmptiness.js';

describe('createViewEmptiness', () => {
  function stage() {
    const told: boolean[] = [];
    const looks: ((isEmpty: boolean) => void)[] = [];
    const emptiness = createViewEmptiness({
      look: () => new Promise((resolve) => looks.push(resolve)),
      tell: (isEmpty) => told.push(isEmpty),
    });
    return { emptiness, told, looks };
  }

  it('says nothing before it is known, then once, then what changes', async () => {
    const { emptiness, told, looks } = stage();
    const first = emptiness.look();
    assert.deepEqual(told, []);
    looks[0]?.(true);
    await first;
    const second = emptiness.look();
    looks[1]?.(true);
    await second;
    assert.deepEqual(told, [true]);
    const third = emptiness.look();
    looks[2]?.(false);
    await third;
    assert.deepEqual(told, [true, false]);
  });

  it('drops a look that a later one has overtaken', async () => {
    const { emptiness, told, looks } = stage();
    const both = [emptiness.look(), emptiness.look()];
    looks[1]?.(false);
    looks[0]?.(true);
    await Promise.all(both);
    assert.deepEqual(told, [false]);
  });

  it('believes a reading more than any look, one under way too', async () => {
    const { emptiness, told, looks } = stage();
    const early = emptiness.look();
    emptiness.read(false);
    looks[0]?.(true);
    await early;
    await emptiness.look();
    assert.equal(looks.length, 1);
    emptiness.read(true);
    assert.deepEqual(told, [false, true]);
  });
});
