import assert from 'node:assert/strict';
import fc from 'fast-check';
import { contentKey } from '../../../../../src/core/dataset/rows/contentKey.js';
import { rowContent } from '../../../../../src/core/dataset/rows/rowContent.js';
import { exactLine, rowLine } from '../../../../../src/core/dataset/rows/rowLine.js';
import { selectRows } from '../../../../../src/core/dataset/rows/selectRows.js';
import type { Json, JsonObject } from '../../../../../src/core/json.js';
import { csvRow, jsonRow } from './testRows.js';

describe('rowLine', () => {
  const source = '{ "b" : 1.0, "10":[ 1.50 ], "a":12345678901234567890, "__proto__": {"x": 1} }';
  // JSON.parse of a constant object.
  const row = { row: 1, values: JSON.parse(source) as JsonObject, source };

  it('keeps numbers and order of the source', () => {
    assert.equal(
      rowLine(row),
      '{"b":1.0,"10":[ 1.50 ],"a":12345678901234567890,"__proto__":{"x": 1}}',
    );
  });
  it('chooses columns; a missing one is left out', () => {
    assert.equal(rowLine(row, ['a', 'none', 'b']), '{"a":12345678901234567890,"b":1.0}');
  });
  it('without a source writes the values', () => {
    assert.equal(rowLine({ row: 1, values: { b: 'x\n', a: '1' } }), '{"b":"x\\n","a":"1"}');
    assert.equal(
      rowLine({ row: 1, values: { b: 'x', a: '1' } }, ['constructor', 'a']),
      '{"a":"1"}',
    );
  });
  it('property: reads back as the same values on one line', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
        const text = JSON.stringify(given);
        const values = JSON.parse(text) as JsonObject;
        for (const each of [
          { row: 1, values },
          { row: 1, values, source: text },
        ]) {
          assert.equal(JSON.stringify(JSON.parse(rowLine(each))), text);
          assert.ok(!/[\r\n]/.test(rowLine(each)));
        }
      }),
    );
  });
});

describe('exactLine', () => {
  const source = '{"a":12345678901234567890, "b":1.0, "label":"theirs"}';
  const row = { row: 1, values: JSON.parse(source) as JsonObject, source };

  it('keeps the digits of the row, with the added columns in their places', () => {
    assert.equal(
      exactLine(row, { label: 'good', __proto__: null, feedback: 1 }),
      '{"a":12345678901234567890,"b":1.0,"label":"good","feedback":1}',
    );
  });
  it('is not needed where nothing would be lost', () => {
    assert.equal(exactLine({ row: 1, values: { a: 1 }, source: '{"a": 1}' }, { b: 2 }), undefined);
    assert.equal(exactLine({ row: 1, values: { a: '1.0' } }, { b: 2 }), undefined);
    const dense = { row: 1, values: { a: 1, b: [1, 'x'] }, source: '{"a":1,"b":[1,"x"]}' };
    assert.equal(exactLine(dense, { b: 2, c: null }), undefined);
  });
  it('is what has to be written, whatever the row and the added columns are called', () => {
    const names = fc.constantFrom('a', 'b', '1', '07', 'label');
    const values = fc.dictionary(names, fc.oneof(fc.integer(), fc.string(), fc.boolean()));
    fc.assert(
      fc.property(values, values, (before, added) => {
        const source = JSON.stringify(before);
        // One blank more, and nothing is known of the line: it is put together from its parts.
        const spaced = source.replace('{', '{ ');
        const whole = JSON.stringify({ ...before, ...added });
        const line = (text: string) =>
          exactLine({ row: 1, values: before, source: text }, added) ?? whole;
        assert.equal(line(source), line(spaced));
      }),
    );
  });
});

describe('contentKey', () => {
  const key = contentKey({ a: 1, b: { x: [1, null], y: 'z' } }, ['a', 'b']);
  const same: [string, JsonObject, string[]][] = [
    ['other order of keys', { b: { y: 'z', x: [1, null] }, a: 1 }, ['a', 'b']],
    ['other order of columns', { a: 1, b: { x: [1, null], y: 'z' } }, ['b', 'a', 'a']],
    [
      'other columns do not count',
      { a: 1, b: { x: [1, null], y: 'z' }, label: 'pass' },
      ['a', 'b'],
    ],
    [
      'a column that is not there does not count',
      { a: 1, b: { x: [1, null], y: 'z' } },
      ['a', 'b', 'c', 'constructor'],
    ],
  ];
  for (const [name, values, columns] of same) {
    it(`same: ${name}`, () => assert.equal(contentKey(values, columns), key));
  }
  const different: [string, JsonObject][] = [
    ['a number as text', { a: '1', b: { x: [1, null], y: 'z' } }],
    ['a list in another order', { a: 1, b: { x: [null, 1], y: 'z' } }],
    ['null in place of nothing', { a: 1, b: { x: [1, null], y: 'z', q: null } }],
    ['a missing column', { a: 1 }],
  ];
  for (const [name, values] of different) {
    it(`different: ${name}`, () => assert.notEqual(contentKey(values, ['a', 'b']), key));
  }
  it('is 32 hex digits', () => assert.match(key, /^[0-9a-f]{32}$/));

  it('property: depends on content only', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (given) => {
        const values = JSON.parse(JSON.stringify(given)) as JsonObject;
        const columns = Object.keys(values);
        const turned = reversed(values) as JsonObject;
        assert.equal(contentKey(values, columns), contentKey(turned, columns.toReversed()));
      }),
    );
  });
});

function reversed(value: Json): Json {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries<Json>(value as JsonObject).toReversed();
  return Object.fromEntries(entries.map(([key, each]) => [key, reversed(each)]));
}

describe('selectRows', () => {
  it('all rows where nothing limits', () => {
    assert.equal(selectRows(5, {}), undefined);
    assert.equal(selectRows(5, { sample_seed: 1 }), undefined);
    assert.equal(selectRows(5, { limit: 5 }), undefined);
    assert.equal(selectRows(5, { limit: 9, sample_seed: 1 }), undefined);
  });
  it('the first rows without a seed', () => {
    assert.deepEqual(selectRows(5, { limit: 2 }), [1, 2]);
  });
  it('a fixed sample for a seed', () => {
    assert.deepEqual(
      selectRows(1000, { limit: 5, sample_seed: 7 }),
      selectRows(1000, { limit: 5, sample_seed: 7 }),
    );
    assert.notDeepEqual(
      selectRows(1000, { limit: 5, sample_seed: 7 }),
      selectRows(1000, { limit: 5, sample_seed: 8 }),
    );
  });
  it('property: a sample is ascending, without repeats, within the rows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), fc.nat(), fc.integer(), (total, part, seed) => {
        const limit = 1 + (part % (total - 1));
        const rows = selectRows(total, { limit, sample_seed: seed }) ?? [];
        assert.equal(rows.length, limit);
        assert.ok(
          rows.every((row, index) => row >= 1 && row <= total && row > (rows[index - 1] ?? 0)),
        );
      }),
    );
  });
  it('every row is as likely as any other', () => {
    const counts = new Map<number, number>();
    for (let seed = 0; seed < 4000; seed += 1) {
      for (const row of selectRows(8, { limit: 2, sample_seed: seed }) ?? []) {
        counts.set(row, (counts.get(row) ?? 0) + 1);
      }
    }
    // 1,000 expected each; the standard deviation is 27.
    for (let row = 1; row <= 8; row += 1) assert.ok(Math.abs((counts.get(row) ?? 0) - 1000) < 140);
  });
});

describe('rowContent', () => {
  const pairs: readonly [
    name: string,
    left: string,
    right: string,
    columns: readonly string[],
    alike: boolean,
  ][] = [
    ['the order of columns', '{"a":1,"b":2}', '{"b":2, "a":1}', [], true],
    ['the order of keys in a value', '{"a":{"x":1,"y":[2]}}', '{"a":{"y":[ 2 ],"x":1}}', [], true],
    ['escapes', '{"a":"\\u00fc"}', '{"a":"ü"}', [], true],
    ['a repeated key: the last one counts', '{"a":{"x":1,"x":2}}', '{"a":{"x":2}}', [], true],
    ['columns that are not asked for', '{"a":1,"b":2}', '{"a":1,"b":3}', ['a'], true],
    ['both lack the column', '{"b":2}', '{"b":3}', ['a'], true],
    ['an integer with its decimals', '{"a":1}', '{"a":1.0}', [], false],
    ['integers beyond 2^53', '{"a":12345678901234567890}', '{"a":12345678901234567891}', [], false],
    ['a number and its text', '{"a":1}', '{"a":"1"}', [], false],
    ['null and missing', '{"a":null}', '{}', ['a'], false],
    ['null and missing, in all columns', '{"a":null}', '{}', [], false],
    ['the order of a list', '{"a":[1,2]}', '{"a":[2,1]}', [], false],
    ['values under other names', '{"a":"x"}', '{"b":"x"}', [], false],
    ['values that meet at their ends', '{"a":"x,","b":""}', '{"a":"x","b":","}', ['a', 'b'], false],
    ['what an object has by itself', '{}', '{"toString":"x"}', ['toString'], false],
  ];
  for (const [name, left, right, columns, alike] of pairs) {
    it(`${name}: ${alike ? 'alike' : 'not alike'}`, () => {
      const contents = [left, right].map((line) => rowContent(jsonRow(line), columns));
      assert.equal(contents[0] === contents[1], alike, contents.join(' | '));
    });
  }

  it('of CSV: the texts; a field that is not there is not an empty one', () => {
    const [full, short] = [['1', ''], ['1']].map((fields) => csvRow(['a', 'b'], fields));
    assert.ok(full && short);
    assert.notEqual(rowContent(full, []), rowContent(short, []));
    assert.equal(rowContent(full, ['a']), rowContent(short, ['a']));
  });
});
