import assert from 'node:assert/strict';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';
import { treeText } from './treeText.js';

function tree(expression: string): string {
  const { body, faults } = parseTemplate(`{{ ${expression} }}`);
  assert.deepEqual(faults, []);
  return treeText(body);
}

/** How Jinja2's parser binds each, read off its own tree. */
const TREES: Record<string, readonly (readonly [string, string])[]> = {
  'binds operators as Jinja2 does': [
    ['a or b and not c', '(a or (b and (not c)))'],
    ['not a == b', '(not (a == b))'],
    ['not not a', '(not (not a))'],
    ['a + b * c - d', '((a + (b * c)) - d)'],
    ['a ~ b + c ~ d', '((a ~ b) + (c ~ d))'],
    ['a ~ b * c', '(a ~ (b * c))'],
    ['a ** b ** c', '((a ** b) ** c)'],
    ['-a ** b', '((- a) ** b)'],
    ['- -a.b', '(- (- a.b))'],
    ['+-a|abs', '(+ (- a))|abs()'],
    ['a // b % c / d', '(((a // b) % c) / d)'],
    ['a < b <= c != d', '(a < b <= c != d)'],
    ['a not in b in c', '(a not in b in c)'],
    ['a + b in c', '((a + b) in c)'],
    ['(a < b) < c', '((a < b) < c)'],
    ['a == not', '(a == not)'],
  ],
  'reads inline if': [
    ['a if b', '(b ? a : )'],
    ['a if b else c if d else e', '(b ? a : (d ? c : e))'],
    ['a if b if c', '(c ? (b ? a : ) : )'],
    ['a or b if c and d', '((c and d) ? (a or b) : )'],
  ],
  'reads parts, calls, filters and tests': [
    ['a.b[c].0(d)', 'a.b[c][0](d)'],
    ['a.0.1', 'a[0][1]'],
    ['a[1:2], a[::3], a[:], a[b:]', 'tuple(a[1:2:], a[::3], a[::], a[b::])'],
    ['a[1, 2:]', 'a[tuple(1, 2::)]'],
    ['a[]', 'a[tuple()]'],
    ['f(a, b=c, *d, **e)', 'f(a, b=c, *d, **e)'],
    ['f(a,)', 'f(a)'],
    ['a|b.c|d(1)(2)', 'a|b.c()|d(1)(2)'],
    ['a|f + b|g', '(a|f() + b|g())'],
    ['a is defined and b', '((a is defined()) and b)'],
    ['a is not divisibleby 3', '(not (a is divisibleby(3)))'],
    ['a is eq b.c[0] + 1', '((a is eq(b.c[0])) + 1)'],
    ['a is in [1]|list', '(a is in(list(1)))|list()'],
    ['not a is b.c', '(not (a is b.c()))'],
  ],
  'reads literals': [
    ['(), (a,), (a), a,', 'tuple(tuple(), tuple(a), a, a)'],
    ['[a, [], b,]', 'list(a, list(), b)'],
    ['{a: 1, "b": {},}', 'dict(a: 1, "b": dict())'],
    ['[true, True, false, none, None]', 'list(true, true, false, null, null)'],
    ['"a" \'b\' "c"', '"abc"'],
    ['{1: {2: 3}}', 'dict(1: dict(2: 3))'],
  ],
  'reads numbers': [
    ['[0, 00, 1_000, 0x1F, 0b1_1, 0O17]', 'list(0, 0, 1000, 31, 3, 15)'],
    ['[1.5, 1e3, 1_0.2_5E-1, 1.0]', 'list(float 1.5, float 1000, float 1.025, float 1)'],
    ['9007199254740991', '9007199254740991'],
    ['9007199254740993', '9007199254740993n'],
    ['0xffffffffffffffffff', '4722366482869645213695n'],
    ['1٣', '13'],
    ['1.e', '1.e'],
  ],
  'reads escapes in texts': [
    [String.raw`"\n\t\\\'\"\a"`, '"\\n\\t\\\\\'\\"\\u0007"'],
    [String.raw`"\x41\101\u00e9\U0001F600\0"`, '"AAé😀\\u0000"'],
    ['"a\\\nb\\\r\nc"', '"abc"'],
    ['"a\r\nb\rc"', '"a\\nb\\nc"'],
    [String.raw`"\d\é\ü€"`, '"\\\\d\\\\xe9\\\\xfc€"'],
    [String.raw`'it\'s'`, '"it\'s"'],
    [String.raw`"\N{BULLET}\N{em dash}\N{LATIN SMALL LETTER E WITH ACUTE}"`, '"•—é"'],
  ],
  'takes any name that Python takes': [
    ['größe ~ 名前 ~ _x ~ a·b', '(größe ~ 名前 ~ _x ~ a·b)'],
    ['if.in', 'if.in'],
  ],
};

describe('parseExpression', () => {
  for (const [title, cases] of Object.entries(TREES)) {
    it(title, () => {
      for (const [source, expected] of cases) {
        assert.equal(tree(source), expected, source);
      }
    });
  }

  it('gives each part its place in the source', () => {
    const source = '{{ (a.b)["c"]|d(e=1) is f and -g }}';
    const { body } = parseTemplate(source);
    const places: Record<string, string> = {};
    const note = (value: unknown): void => {
      if (typeof value === 'object' && value !== null) {
        const { kind, start, end } = value as { kind?: string; start?: number; end?: number };
        if (kind !== undefined) places[kind] ??= source.slice(start, end);
        Object.values(value).forEach(note);
      }
    };
    note(body);
    assert.deepEqual(places, {
      output: '(a.b)["c"]|d(e=1) is f and -g',
      binary: '(a.b)["c"]|d(e=1) is f and -g',
      test: '(a.b)["c"]|d(e=1) is f',
      filter: '(a.b)["c"]|d(e=1)',
      item: '(a.b)["c"]',
      attribute: 'a.b',
      name: 'a',
      constant: '"c"',
      unary: '-g',
    });
  });
});
