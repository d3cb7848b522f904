import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cutLength, messageSegments } from '../../../../src/webview/preview/messageSegments.js';

describe('messageSegments', () => {
  const cases: [
    name: string,
    pieces: number[],
    marks: [number, number][],
    expected: [start: number, end: number, origin: number, isMarked: boolean][],
  ][] = [
    ['no pieces', [], [], [[0, 10, -1, false]]],
    [
      'neighbours of one origin as one',
      [0, 3, 7, 3, 5, 7, 5, 10, 2],
      [],
      [
        [0, 5, 7, false],
        [5, 10, 2, false],
      ],
    ],
    [
      'a mark inside a piece',
      [0, 10, 1],
      [[4, 6]],
      [
        [0, 4, 1, false],
        [4, 6, 1, true],
        [6, 10, 1, false],
      ],
    ],
    [
      'a mark over two pieces',
      [0, 5, 1, 5, 10, 2],
      [[3, 7]],
      [
        [0, 3, 1, false],
        [3, 5, 1, true],
        [5, 7, 2, true],
        [7, 10, 2, false],
      ],
    ],
    [
      'pieces beyond a cut',
      [0, 8, 1, 8, 30, 2],
      [],
      [
        [0, 8, 1, false],
        [8, 10, 2, false],
      ],
    ],
  ];
  for (const [name, pieces, marks, expected] of cases) {
    it(`draws ${name}`, () => {
      const stretches = marks.map(([start, end]) => ({ start, end }));
      assert.deepEqual(
        messageSegments(10, pieces, stretches),
        expected.map(([start, end, origin, isMarked]) => ({ start, end, origin, isMarked })),
      );
    });
  }

  it('covers all of a text, once and in order', () => {
    const stretch = fc
      .tuple(fc.nat(60), fc.nat(20))
      .map(([start, length]) => [start, start + length]);
    fc.assert(
      fc.property(fc.nat(50), fc.array(stretch), fc.array(stretch), (length, pieces, marks) => {
        const inOrder = (all: number[][]) => all.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
        const segments = messageSegments(
          length,
          inOrder(pieces).flatMap(([start = 0, end = 0], index) => [start, end, index % 3]),
          inOrder(marks).map(([start = 0, end = 0]) => ({ start, end })),
        );
        let at = 0;
        for (const { start, end } of segments) {
          assert.equal(start, at);
          assert.ok(end > start);
          at = end;
        }
        assert.equal(at, length);
      }),
    );
  });
});

describe('cutLength', () => {
  const cases: [name: string, text: string, length: number][] = [
    ['a short text whole', 'x'.repeat(15), 15],
    ['a long one where it must', 'x'.repeat(16), 10],
    ['a long one behind a line', `${'x'.repeat(7)}\n${'x'.repeat(20)}`, 8],
    ['not behind a line that is far', `x\n${'x'.repeat(20)}`, 10],
  ];
  for (const [name, text, length] of cases) {
    it(`leaves ${name}`, () => assert.equal(cutLength(text, 10), length));
  }
});
