import assert from 'node:assert/strict';
import {
  createFactsCollector,
  type DatasetFacts,
} from '../../../../src/core/dataset/datasetFacts.js';
import type { JsonObject } from '../../../../src/core/json.js';

/** Facts of JSONL lines. */
function factsOf(...lines: string[]): DatasetFacts {
  const collector = createFactsCollector();
  lines.forEach((source, index) => {
    collector.add({ row: index + 1, values: JSON.parse(source) as JsonObject, source });
  });
  return collector.facts();
}

const part = (name: string, of: number, count: number) => ({ name, of, count });

describe('createFactsCollector', () => {
  it('knows nothing of no rows', () => {
    assert.deepEqual(factsOf(), { rows: 0, columns: [] });
  });

  it('counts kinds, nulls and empty texts, and names the first row without a column', () => {
    assert.deepEqual(
      factsOf(
        '{"q": "One", "n": 1}',
        '{"q": "", "n": 1.0, "late": true}',
        '{"q": null, "n": 12345678901234567890}',
        '{"n": 2e3}',
      ),
      {
        rows: 4,
        columns: [
          {
            ...part('q', 4, 3),
            kinds: { text: 2, null: 1 },
            nulls: 1,
            firstNull: 3,
            emptyTexts: 1,
            samples: ['One'],
            text: { longest: 3, median: 0 },
            firstMissing: 4,
          },
          {
            ...part('n', 4, 4),
            kinds: { int: 2, float: 2 },
            nulls: 0,
            emptyTexts: 0,
            samples: ['1', '1.0', '12345678901234567890'],
          },
          {
            ...part('late', 4, 1),
            kinds: { bool: 1 },
            nulls: 0,
            emptyTexts: 0,
            samples: ['true'],
            firstMissing: 1,
          },
        ],
      },
    );
  });

  it('looks into dicts and lists', () => {
    const text = { nulls: 0, emptyTexts: 0 };
    assert.deepEqual(
      factsOf(
        '{"turns": [{"role": "user", "n": 1}, {"role": "bot"}]}',
        '{"turns": [{"n": 2.5, "role": "user"}]}',
        '{"turns": []}',
      ).columns,
      [
        {
          ...part('turns', 3, 3),
          ...text,
          kinds: { list: 3 },
          samples: [
            '[{"role": "user", "n": 1}, {"role": "bot"}]',
            '[{"n": 2.5, "role": "user"}]',
            '[]',
          ],
          items: {
            ...text,
            count: 3,
            kinds: { dict: 3 },
            samples: ['{"role": "user", "n": 1}', '{"role": "bot"}', '{"n": 2.5, "role": "user"}'],
            parts: [
              {
                ...part('role', 3, 3),
                ...text,
                kinds: { text: 3 },
                samples: ['user', 'bot'],
                text: { longest: 4, median: 4 },
              },
              {
                ...part('n', 3, 2),
                ...text,
                kinds: { int: 1, float: 1 },
                samples: ['1', '2.5'],
                firstMissing: 1,
              },
            ],
          },
        },
      ],
    );
  });

  it('shows samples in one short line each', () => {
    const long = 'x'.repeat(100);
    const [column] = factsOf(
      JSON.stringify({ a: ' two\n\n lines ' }),
      JSON.stringify({ a: long }),
      JSON.stringify({ a: { deep: [long, 1, null] } }),
      JSON.stringify({ a: 'a fourth' }),
    ).columns;
    assert.deepEqual(column?.samples, [
      'two lines',
      `${'x'.repeat(79)}…`,
      `{"deep": ["${'x'.repeat(68)}…`,
    ]);
  });

  it('takes names of objects for names', () => {
    assert.deepEqual(
      factsOf('{"__proto__": 1, "constructor": {"toString": 2}}').columns.map(
        ({ name, kinds, parts }) => [name, kinds, parts?.map((inner) => inner.name)],
      ),
      [
        ['__proto__', { int: 1 }, undefined],
        ['constructor', { dict: 1 }, ['toString']],
      ],
    );
  });

  it('knows long texts by two digits of their lengths', () => {
    const lines = [123, 4567, 99, 1289, 1250].map((length) =>
      JSON.stringify({ a: 'x'.repeat(length) }),
    );
    assert.deepEqual(factsOf(...lines).columns[0]?.text, { longest: 4567, median: 1200 });
  });

  it('looks into no more than six levels, and at no more than 50 items of a list', () => {
    let deep = '1';
    for (let level = 0; level < 500; level += 1) deep = `[${deep}]`;
    const [list, nested] = factsOf(`{"l": [${'0,'.repeat(999)}0], "d": ${deep}}`).columns;
    assert.equal(list?.items?.count, 50);
    let levels = 0;
    for (let inner = nested?.items; inner; inner = inner.items) levels += 1;
    assert.equal(levels, 6);
  });

  it('holds its memory whatever the columns', () => {
    const collector = createFactsCollector();
    for (let row = 1; row <= 30; row += 1) {
      const names = Array.from({ length: 1000 }, (_, index) => `c${row}_${index}`);
      collector.add({ row, values: Object.fromEntries(names.map((name) => [name, name])) });
    }
    const { rows, columns } = collector.facts();
    assert.deepEqual(
      [rows, columns.length, columns.filter(({ samples }) => samples.length > 0).length],
      [30, 20_000, 5000],
    );
    assert.equal(columns.at(-1)?.firstMissing, 1);
    assert.equal(columns[0]?.firstMissing, 2);
  });
});
