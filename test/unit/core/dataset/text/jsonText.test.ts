import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJsonText } from '../../../../../src/core/dataset/text/jsonText.js';
import type { JsonNode } from '../../../../../src/core/dataset/text/jsonText.js';

function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
    case 'array':
      return node.items.map(plain);
    case 'number':
      return Number(node.text);
    case 'string':
    case 'literal':
      return node.value;
  }
}

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('readJsonText', () => {
  it('property: reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        const reading = readJsonText(text);
        assert.ok(reading.ok);
        assert.deepEqual(plain(reading.node), JSON.parse(text));
      }),
    );
  });

  it('property: refuses what JSON.parse refuses', () => {
    const changed = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', ',', '"', '}', '\\', '0', '-', '.', 'e', '\t', '\u0001'),
    );
    fc.assert(
      fc.property(changed, ([text, place, insert]) => {
        const at = place % (text.length + 1);
        const broken = text.slice(0, at) + insert + text.slice(at + 1);
        assert.equal(readJsonText(broken).ok, accepts(broken), broken);
      }),
      { numRuns: 1000 },
    );
  });

  it('keeps digits, order and repeated keys, and says where values stand', () => {
    const text = '{ "b": 1.0, "2":1e5, "b":[] }';
    const reading = readJsonText(text);
    assert.ok(reading.ok && reading.node.kind === 'object');
    assert.deepEqual(
      reading.node.members.map(({ key, start, end }) => [key, text.slice(start, end)]),
      [
        ['b', '1.0'],
        ['2', '1e5'],
        ['b', '[]'],
      ],
    );
  });

  const broken: [string, number, string][] = [
    ['{"a":1 "b"', 8, '"," or "}"'],
    ['{"a" 1}', 6, '":" after the key'],
    ['{"a":1,}', 8, 'a key in double quotes'],
    ['[1 2]', 4, '"," or "]"'],
    ['{"a":"\\x"}', 8, 'one of " \\ / b f n r t u after the backslash'],
    ['{"a":tru}', 6, 'a value'],
    ['', 1, 'a value'],
  ];
  for (const [text, column, expected] of broken) {
    it(`expected ${expected}: ${text}`, () => {
      assert.deepEqual(readJsonText(text), { ok: false, column, expected });
    });
  }

  it('nesting without end is a fault, not a crash', () => {
    assert.equal(readJsonText('['.repeat(1_000_000)).ok, false);
  });
});
