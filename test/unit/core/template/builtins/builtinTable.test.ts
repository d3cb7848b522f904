import { strict as assert } from 'node:assert';
import { FILTERS, GLOBALS, TESTS } from '../../../../../src/core/template/builtins/builtinTable.js';

// The tables of Jinja2 3.1.6: jinja2.filters.FILTERS, jinja2.tests.TESTS, DEFAULT_NAMESPACE.
const JINJA_FILTERS =
  'abs attr batch capitalize center count d default dictsort e escape filesizeformat first float ' +
  'forceescape format groupby indent int items join last length list lower map max min pprint ' +
  'random reject rejectattr replace reverse round safe select selectattr slice sort string ' +
  'striptags sum title tojson trim truncate unique upper urlencode urlize wordcount wordwrap xmlattr';
const JINJA_TESTS =
  '!= < <= == > >= boolean callable defined divisibleby eq equalto escaped even false filter float ' +
  'ge greaterthan gt in integer iterable le lessthan lower lt mapping ne none number odd sameas ' +
  'sequence string test true undefined upper';

describe('builtinTable', () => {
  it("has Jinja2's filters and no others", () => {
    assert.deepEqual([...FILTERS.keys()].sort(), JINJA_FILTERS.split(' '));
  });

  it("has Jinja2's tests and no others", () => {
    assert.deepEqual([...TESTS.keys()].sort(), JINJA_TESTS.split(' '));
  });

  it("has Jinja2's global names and no others", () => {
    const names = ['cycler', 'dict', 'joiner', 'lipsum', 'namespace', 'range'];
    assert.deepEqual([...GLOBALS.keys()].sort(), names);
  });

  it('files each under its own name', () => {
    const all = [...FILTERS, ...TESTS];
    assert.deepEqual(
      all.filter(([name, builtin]) => builtin.name !== name),
      [],
    );
  });
});
