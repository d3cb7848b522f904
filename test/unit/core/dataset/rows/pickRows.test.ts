import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { pickRows } from '../../../../../src/core/dataset/rows/pickRows.js';
import type { RowSource } from '../../../../../src/core/dataset/rows/pickRows.js';
import type { ReadRow } from '../../../../../src/core/dataset/rows/readRow.js';
import { selectRows } from '../../../../../src/core/dataset/rows/selectRows.js';
import type { RowPick } from '../../../../../src/core/dataset/writing/writeRequest.js';
import { brokenRow, inBatches, jsonRow } from './testRows.js';

const digest = (text: string) => createHash('sha256').update(text).digest('binary');

/** Rows by their places, and what was asked for. */
function sourceOf(rows: readonly ReadRow[], size = 3) {
  const asked: unknown[] = [];
  const source: RowSource = {
    total: rows.length,
    rows(places) {
      asked.push(places);
      const wanted = places
        ? places.flatMap(({ from, to }) => rows.slice(from - 1, to))
        : [...rows];
      return inBatches(wanted, size);
    },
  };
  return { source, asked };
}

async function picked(rows: readonly ReadRow[], pick: RowPick) {
  const { source, asked } = sourceOf(rows);
  const { read, repeated } = await pickRows(source, pick, digest);
  const found: number[] = [];
  for await (const batch of read()) found.push(...batch.map(({ row }) => row));
  return { rows: found, repeated: repeated(), asked };
}

/** Twelve rows; `a` is 0 to 2, `b` 0 or 1. */
const twelve = Array.from({ length: 12 }, (_, index) =>
  jsonRow(`{"a":${index % 3},"b":${index % 2}}`, index + 1),
);

const cases: readonly [
  name: string,
  pick: RowPick,
  rows: readonly number[],
  rest: { readonly repeated?: number; readonly asked: readonly unknown[] },
][] = [
  ['all', {}, twelve.map(({ row }) => row), { asked: [undefined] }],
  [
    'places, as far as there are rows',
    {
      places: [
        { from: 2, to: 3 },
        { from: 12, to: 20 },
        { from: 30, to: 40 },
      ],
    },
    [2, 3, 12],
    {
      asked: [
        [
          { from: 2, to: 3 },
          { from: 12, to: 12 },
        ],
      ],
    },
  ],
  ['no place', { places: [] }, [], { asked: [[]] }],
  [
    'the first of places',
    {
      places: [
        { from: 2, to: 3 },
        { from: 6, to: 9 },
      ],
      limit: 3,
    },
    [2, 3, 6],
    {
      asked: [
        [
          { from: 2, to: 3 },
          { from: 6, to: 6 },
        ],
      ],
    },
  ],
  ['a limit beyond the end', { limit: 99 }, twelve.map(({ row }) => row), { asked: [undefined] }],
  [
    'distinct in one column, and how many were left out',
    { distinctBy: ['a'] },
    [1, 2, 3],
    { repeated: 9, asked: [[{ from: 1, to: 12 }]] },
  ],
  [
    'distinct in all columns',
    { distinctBy: [] },
    [1, 2, 3, 4, 5, 6],
    { repeated: 6, asked: [[{ from: 1, to: 12 }]] },
  ],
  [
    'distinct among places',
    { places: [{ from: 5, to: 9 }], distinctBy: ['a'] },
    [5, 6, 7],
    { repeated: 2, asked: [[{ from: 5, to: 9 }]] },
  ],
  [
    'the first of distinct rows',
    { distinctBy: [], limit: 4 },
    [1, 2, 3, 4],
    { asked: [[{ from: 1, to: 12 }]] },
  ],
  [
    'a sample that is larger than all',
    { sample: { count: 50, seed: 1 } },
    twelve.map(({ row }) => row),
    { asked: [undefined] },
  ],
];

describe('pickRows', () => {
  for (const [name, pick, rows, { repeated = 0, asked }] of cases) {
    it(name, async () => {
      assert.deepEqual(await picked(twelve, pick), { rows, repeated, asked });
    });
  }

  it('a sample is the one that a run with this seed takes, of the places too', async () => {
    const expected = selectRows(12, { limit: 5, sample_seed: 7 });
    const sample = { count: 5, seed: 7 };
    assert.deepEqual((await picked(twelve, { sample })).rows, expected);
    const places = [
      { from: 2, to: 4 },
      { from: 8, to: 12 },
    ];
    const among = [2, 3, 4, 8, 9, 10, 11, 12];
    const chosen = selectRows(among.length, { limit: 5, sample_seed: 7 }) ?? [];
    assert.deepEqual(
      (await picked(twelve, { places, sample })).rows,
      chosen.map((ordinal) => among[ordinal - 1]),
    );
  });

  it('a sample of distinct rows has as many as are asked for', async () => {
    const pick = { distinctBy: [], sample: { count: 4, seed: 3 } };
    const { rows, asked } = await picked(twelve, pick);
    assert.deepEqual(rows, selectRows(6, { limit: 4, sample_seed: 3 }));
    assert.equal(asked.length, 2);
  });

  it('reads the same rows again, each time with its own count of repeated ones', async () => {
    const { source } = sourceOf(twelve);
    const { read, repeated } = await pickRows(source, { distinctBy: ['a'] }, digest);
    for (let round = 0; round < 2; round += 1) {
      const found: number[] = [];
      for await (const batch of read()) found.push(...batch.map(({ row }) => row));
      assert.deepEqual(found, [1, 2, 3]);
      assert.equal(repeated(), 9);
    }
  });

  it('rows that can not be read are like no others', async () => {
    const rows = [brokenRow(1), brokenRow(2), jsonRow('{}', 3), jsonRow('{}', 4)];
    assert.deepEqual(await picked(rows, { distinctBy: [] }), {
      rows: [1, 2, 3],
      repeated: 1,
      asked: [[{ from: 1, to: 4 }]],
    });
  });

  it('any choice is what a plain filter of all rows gives', async () => {
    const rows = fc.array(
      fc.constantFrom('{"a":1}', '{"a":1.0}', '{"a":2,"b":1}', '{"b":1,"a":2}'),
      {
        maxLength: 12,
      },
    );
    const range = fc.tuple(fc.integer({ min: 1, max: 14 }), fc.nat(4));
    const pick = fc.record(
      {
        places: fc.array(range, { maxLength: 3 }).map((ranges) => {
          let last = 0;
          return ranges
            .sort(([left], [right]) => left - right)
            .map(([from, length]) => {
              const start = Math.max(from, last + 1);
              last = start + length;
              return { from: start, to: last };
            });
        }),
        distinctBy: fc.constantFrom([], ['a'], ['b', 'a']),
        sample: fc.record({ count: fc.integer({ min: 1, max: 8 }), seed: fc.nat(5) }),
        limit: fc.integer({ min: 1, max: 8 }),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(rows, pick, async (lines, choice) => {
        const all = lines.map((line, index) => jsonRow(line, index + 1));
        assert.deepEqual((await picked(all, choice)).rows, plainly(all, choice));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The same by definition, over all rows at once. */
function plainly(
  rows: readonly ReadRow[],
  { places, distinctBy, sample, limit }: RowPick,
): number[] {
  let left = rows.filter(
    (_, index) => !places || places.some(({ from, to }) => index + 1 >= from && index + 1 <= to),
  );
  if (distinctBy) {
    const met = new Set<string>();
    left = left.filter(({ source = '', values }) => {
      const digits = source.includes('1.0') ? '1.0' : '';
      const a = `${digits}${JSON.stringify(values['a'])}`;
      const content = `${a} ${distinctBy.length === 1 ? '' : JSON.stringify(values['b'] ?? 'none')}`;
      return !met.has(content) && met.add(content);
    });
  }
  if (sample) {
    const chosen = selectRows(left.length, { limit: sample.count, sample_seed: sample.seed });
    if (chosen) left = chosen.flatMap((ordinal) => left[ordinal - 1] ?? []);
  }
  return left.slice(0, limit).map(({ row }) => row);
}
