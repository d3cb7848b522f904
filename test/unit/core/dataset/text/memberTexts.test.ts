import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readJsonText } from '../../../../../src/core/dataset/text/jsonText.js';
import { memberTexts } from '../../../../../src/core/dataset/text/memberTexts.js';

const cases: readonly [name: string, text: string, members: readonly [string, string][]][] = [
  ['no member', ' { } ', []],
  [
    'numbers as they are written',
    '{"a":1.0,"b":-1E+5 }',
    [
      ['a', '1.0'],
      ['b', '-1E+5'],
    ],
  ],
  [
    'words',
    '{"a": true ,"b":null}',
    [
      ['a', 'true'],
      ['b', 'null'],
    ],
  ],
  ['spaces of every kind', '\t{\r\n"a"\t:\n[ 1 ]\r}', [['a', '[ 1 ]']]],
  [
    'brackets and quotes in strings',
    '{"a":"}\\"]","b":["\\\\","{"]}',
    [
      ['a', '"}\\"]"'],
      ['b', '["\\\\","{"]'],
    ],
  ],
  [
    'objects in lists in objects',
    '{"a":{"b":[{"c":{}}]},"d":2}',
    [
      ['a', '{"b":[{"c":{}}]}'],
      ['d', '2'],
    ],
  ],
  [
    'keys with escapes',
    '{"\\u0061\\"":1,"10":2,"__proto__":3}',
    [
      ['a"', '1'],
      ['10', '2'],
      ['__proto__', '3'],
    ],
  ],
  [
    'a repeated key: its first place, its last value',
    '{"a":1,"b":2,"a":3}',
    [
      ['a', '3'],
      ['b', '2'],
    ],
  ],
];

/** JSON with spaces wherever they may be. */
const spaced = fc
  .tuple(
    fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 5 }),
    fc.constantFrom('', ' ', '\n\t', '\r'),
  )
  .map(([value, space]) => JSON.stringify(value, null, space));

describe('memberTexts', () => {
  for (const [name, text, members] of cases) {
    it(name, () => assert.deepEqual([...memberTexts(text)], members));
  }

  it('cuts any object as a reader of all of it does', () => {
    fc.assert(
      fc.property(spaced, (text) => {
        const reading = readJsonText(text);
        assert.ok(reading.ok && reading.node.kind === 'object');
        const { members } = reading.node;
        assert.deepEqual(
          memberTexts(text),
          new Map(members.map(({ key, start, end }) => [key, text.slice(start, end)])),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('goes as deep as JSON.parse does', () => {
    const deep = '['.repeat(5000) + ']'.repeat(5000);
    assert.deepEqual(
      [...memberTexts(`{"a":${deep},"b":1}`)],
      [
        ['a', deep],
        ['b', '1'],
      ],
    );
  });

  it('comes to an end where a text breaks off', () => {
    const text = '{"a":"x\\"y","b":[1,{"c":2}],"d":3}';
    for (let length = 0; length < text.length; length += 1) {
      assert.ok(memberTexts(text.slice(0, length)) instanceof Map);
    }
  });
});
