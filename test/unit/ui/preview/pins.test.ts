import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { findPinned, pinOf, readPin, writePin } from '../../../../src/ui/preview/pins.js';
import type { PinStore } from '../../../../src/ui/preview/pins.js';

function memory(): PinStore {
  const values = new Map<string, unknown>();
  return {
    get: (key) => values.get(key),
    update: (key, value) => {
      values.set(key, structuredClone(value));
      return Promise.resolve();
    },
  };
}

describe('pins', () => {
  const pin = pinOf({ row: 2, values: { id: 'b' } });

  it('are kept for each spec', async () => {
    const store = memory();
    await writePin(store, 'file:///a', pin);
    await writePin(store, 'file:///b', { ...pin, row: 5 });
    await writePin(store, 'file:///b', null);
    assert.deepEqual([readPin(store, 'file:///a'), readPin(store, 'file:///b')], [pin, null]);
  });

  const edits: [name: string, rows: readonly JsonObject[], row: number | null][] = [
    ['nothing changed', [{ id: 'a' }, { id: 'b' }], 2],
    ['a row came before it', [{ id: 'z' }, { id: 'a' }, { id: 'b' }], 3],
    ['a row before it went', [{ id: 'b' }], 1],
    ['its content is gone', [{ id: 'a' }, { id: 'other' }], null],
  ];
  for (const [name, values, row] of edits) {
    it(`follow the row's content when ${name}`, async () => {
      const rows = values.map((one, index) => ({ row: index + 1, values: one }));
      const found = await findPinned(
        pin,
        {
          at: (number) => Promise.resolve(rows[number - 1]),
          async *all() {
            await Promise.resolve();
            yield* rows;
          },
        },
        {
          pauses: { now: () => 0, rest: () => Promise.resolve() },
          signal: new AbortController().signal,
        },
      );
      assert.equal(found?.row ?? null, row);
    });
  }
});
