import assert from 'node:assert/strict';
import { columnNames } from '../../../../../src/core/dataset/columnNames.js';
import { detectDelimiter } from '../../../../../src/core/dataset/text/detectDelimiter.js';

describe('columnNames', () => {
  const cases: [string[], string[]][] = [
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'a', 'a'],
      ['a', 'a_2', 'a_3'],
    ],
    [
      ['a', 'a', 'a_2'],
      ['a', 'a_3', 'a_2'],
    ],
    [
      ['', 'b', ''],
      ['column_1', 'b', 'column_3'],
    ],
    [
      ['', 'column_1'],
      ['column_1_2', 'column_1'],
    ],
    [
      ['constructor', '__proto__'],
      ['constructor', '__proto__'],
    ],
  ];
  for (const [header, names] of cases) {
    it(JSON.stringify(header), () => assert.deepEqual(columnNames(header), names));
  }

  it('regression: a name that is there 200,000 times takes as many steps, not their square', () => {
    // Each name is tried once: to go through those before would take an hour.
    const names = columnNames(Array.from({ length: 200_000 }, () => 'a'));
    assert.equal(new Set(names).size, 200_000);
    assert.equal(names.at(-1), 'a_200000');
  });
});

describe('detectDelimiter', () => {
  const cases: [string, string, string, string][] = [
    ['one column', 'a\nb\n', 'x.csv', ','],
    ['nothing', '', 'x.csv', ','],
    ['nothing in a .tsv', '', 'x.tsv', '\t'],
    ['the header decides', 'a;b\n1,5;2,5\n', 'x.csv', ';'],
    ['the consistent one of two', 'a, the first;b\n1;2\n3;4\n', 'x.csv', ';'],
    ['lists in fields', 'a,b\np; q; r,1\ns; t,2\n', 'x.csv', ','],
    ['quoted line breaks are no records', 'a|b\n"x\ny,z\n,"|2\n', 'x.csv', '|'],
    ['a quoted delimiter', 'a|";"', 'x.csv', '|'],
    ['a .tsv of commas', 'a,b\n1,2\n', 'x.tsv', ','],
    ['a cut last record does not count', 'a;b,c;d\n1;2,3;4\n1;2,3', 'x.csv', ';'],
  ];
  for (const [name, sample, path, delimiter] of cases) {
    it(name, () => assert.equal(detectDelimiter(sample, path), delimiter));
  }
});
