import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { renderTemplate } from '../../../../src/core/template/renderTemplate.js';
import { proven } from '../../../security/proofs.js';

const LONG = 60_000;

/** Text that makes careless patterns go back and forth: what is quadratic takes minutes on it. */
const ADVERSARIAL = {
  spaces: ' '.repeat(LONG),
  opened: '<'.repeat(LONG),
  comments: '<!--'.repeat(LONG / 4),
  entities: '&amp'.repeat(LONG / 4),
  dots: 'a.'.repeat(LONG / 2),
  at: 'a@'.repeat(LONG / 2),
  urls: 'http://'.repeat(LONG / 7),
  brackets: '('.repeat(LONG),
  link: `https://x.com/${')'.repeat(LONG)}`,
  hyphens: 'a-'.repeat(LONG / 2),
  letters: 'a'.repeat(LONG),
  digits: '9'.repeat(LONG),
  braces: '{'.repeat(LONG),
  fields: '{}'.repeat(LONG / 2),
  percents: '%'.repeat(LONG + 1),
  lines: '\n'.repeat(LONG),
  returns: ' \r'.repeat(LONG / 2),
  quotes: `"'`.repeat(LONG / 2),
  sharp: 'ß'.repeat(LONG),
  emoji: '🙂'.repeat(LONG / 2),
};

function kindOf(template: string, row: JsonObject = {}): string {
  const rendered = renderTemplate(template, { values: row, source: JSON.stringify(row) });
  return rendered.ok ? 'renders' : rendered.error.kind;
}

/** Templates that never end, or whose result would fill the memory. */
const ENDLESS: readonly (readonly [
  template: string,
  kind: 'timeout' | 'runtime' | 'syntax' | 'renders',
])[] = [
  ['{% for i in range(10**9) %}{% endfor %}', 'timeout'],
  ['{% for i in range(10**9) %}{{ i }}{% endfor %}', 'timeout'],
  ['{% for i in range(10**20) %}{% endfor %}', 'timeout'],
  ['{% for i in range(10**9) if false %}{% endfor %}', 'timeout'],
  ['{% for i in range(10**9) %}{{ loop.length }}{% endfor %}', 'timeout'],
  ['{% for a in range(5000) %}{% for b in range(5000) %}{% endfor %}{% endfor %}', 'timeout'],
  [
    '{% for a in range(10**4) %}{% for b in range(10**4) %}{% set x = a * b %}{% endfor %}{% endfor %}',
    'timeout',
  ],
  ['{% for i in range(10**9)|reverse %}{% endfor %}', 'timeout'],
  ['{{ range(10**9)|list|length }}', 'timeout'],
  ['{{ range(10**9)|sum }}', 'timeout'],
  ['{{ range(10**9)|max }}', 'timeout'],
  ['{{ range(10**9)|min }}', 'timeout'],
  ['{{ range(10**9)|sort|first }}', 'timeout'],
  ['{{ range(10**9)|join }}', 'timeout'],
  ['{{ range(10**9)|unique|list }}', 'timeout'],
  ['{{ range(10**9)|map("string")|list }}', 'timeout'],
  ['{{ range(10**9)|select("string")|list }}', 'timeout'],
  ['{{ range(10**9)|reject("number")|first }}', 'timeout'],
  ['{{ range(10**9)|batch(3)|list }}', 'timeout'],
  ['{{ range(10**9)|slice(3)|list }}', 'timeout'],
  ['{{ range(10**9)|groupby("real")|list }}', 'timeout'],
  ['{{ range(10**9)|tojson }}', 'runtime'],
  ['{{ [1]|batch(10**9, 0)|list }}', 'timeout'],
  ['{{ [1]|slice(10**9)|list }}', 'timeout'],
  ['{{ [1]|slice(10**9, 0)|list }}', 'timeout'],
  ['{{ "x" in range(10**9) }}', 'renders'],
  ['{% set a, b = range(10**9) %}', 'runtime'],
  ['{{ range(10**9) }}{{ range(10**9)|length }}{{ range(10**9)[-1] }}', 'renders'],
  ['{{ "x" * 10**10 }}', 'timeout'],
  ['{{ 10**10 * "x" }}', 'timeout'],
  ['{{ [0] * 10**10 }}', 'timeout'],
  ['{{ (0,) * 10**10 }}', 'timeout'],
  ['{{ [[0] * 1000] * 10**7 }}', 'timeout'],
  ['{{ 10**(10**10) }}', 'timeout'],
  ['{{ 2**(10**9) }}', 'timeout'],
  ['{{ 9**(9**(9**9)) }}', 'timeout'],
  [
    '{% set n = namespace(x=2) %}{% for i in range(100) %}{% set n.x = n.x * n.x %}{% endfor %}',
    'timeout',
  ],
  [
    '{% set n = namespace(x="ab") %}{% for i in range(100) %}{% set n.x = n.x ~ n.x %}{% endfor %}',
    'timeout',
  ],
  [
    '{% set n = namespace(x="ab") %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}',
    'timeout',
  ],
  [
    '{% set n = namespace(x=[1]) %}{% for i in range(100) %}{% set n.x = n.x + n.x %}{% endfor %}',
    'timeout',
  ],
  [
    '{% set n = namespace(x=[1]) %}{% for i in range(100) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}',
    'timeout',
  ],
  [
    '{% set n = namespace(x=[1]) %}{% for i in range(30) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x == [] }}{{ n.x|tojson }}',
    'timeout',
  ],
  [
    '{% set n = namespace(x=[1], y=[1]) %}{% for i in range(40) %}{% set n.x = [n.x, n.x] %}{% set n.y = [n.y, n.y] %}{% endfor %}{{ n.x == n.y }}',
    'timeout',
  ],
  [
    '{% set n = namespace(x=(1,)) %}{% for i in range(40) %}{% set n.x = (n.x, n.x) %}{% endfor %}{{ {n.x: 1} }}',
    'timeout',
  ],
  [
    '{% set n = namespace(x=[]) %}{% for i in range(100000) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x }}',
    'runtime',
  ],
  [
    '{% set n = namespace(x=[]) %}{% for i in range(100000) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x|tojson }}',
    'runtime',
  ],
  [
    '{% set n = namespace(x=[]) %}{% for i in range(100000) %}{% set n.x = [n.x] %}{% endfor %}{{ n.x|pprint }}',
    'runtime',
  ],
  ['{% set x = [1] %}{% for i in x %}{{ x.append(i) }}{% endfor %}', 'timeout'],
  ['{% set x = [1] %}{% for i in range(100) %}{{ x.extend(x) }}{% endfor %}', 'timeout'],
  ['{% set x = [] %}{{ x.append(x) }}{{ x }}', 'renders'],
  ['{% set x = [] %}{{ x.append(x) }}{{ x|tojson }}', 'runtime'],
  ['{% set x = {} %}{{ x.update({"a": x}) }}{{ x == x }}{{ x|length }}', 'renders'],
  ['{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', 'runtime'],
  ['{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}', 'runtime'],
  [
    '{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(100) }}',
    'timeout',
  ],
  [
    '{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{% endmacro %}{{ a() }}',
    'runtime',
  ],
  [
    '{% macro m() %}{{ caller() }}{% endmacro %}{% macro r() %}{% call m() %}{{ r() }}{% endcall %}{% endmacro %}{{ r() }}',
    'runtime',
  ],
  ['{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}', 'runtime'],
  ['{% for x in [1, 2] recursive %}{{ loop([1, 2]) }}{% endfor %}', 'runtime'],
  ['{% block b %}{{ self.b() }}{% endblock %}', 'runtime'],
  ['{{ "x"|center(10**9) }}', 'timeout'],
  ['{{ "x".center(10**10) }}', 'timeout'],
  ['{{ "x".ljust(10**10) }}{{ "x".rjust(10**10) }}', 'timeout'],
  ['{{ "x".zfill(10**10) }}', 'timeout'],
  ['{{ "%1000000000d" % 1 }}', 'timeout'],
  ['{{ "%.1000000000f" % 1 }}', 'timeout'],
  ['{{ "%*d" % (10**9, 1) }}', 'timeout'],
  ['{{ "{:1000000000}".format(1) }}', 'timeout'],
  ['{{ "{:.1000000000f}".format(1.5) }}', 'timeout'],
  ['{{ "{:{}}".format(1, 10**10) }}', 'timeout'],
  ['{{ 1.5|round(10**9) }}', 'renders'],
  ['{{ ("\\n" * 10**6)|indent(10**6) }}', 'timeout'],
  ['{{ "a\\nb"|indent(10**10) }}', 'timeout'],
  ['{{ "\\t".expandtabs(10**9) }}', 'timeout'],
  ['{{ ("a" * 10**5)|replace("a", "b" * 10**5) }}', 'timeout'],
  ['{{ ("a" * 10**5).replace("", "b" * 10**5) }}', 'timeout'],
  ['{{ ("a" * 10**5).join(["x"] * 10**5) }}', 'timeout'],
  ['{{ (["x"] * 10**5)|join("a" * 10**5) }}', 'timeout'],
  ['{{ ("a" * 10**5).translate({97: "b" * 10**5}) }}', 'timeout'],
  ['{{ ("x" * 10**6)|wordwrap(1, wrapstring="y" * 10**5) }}', 'timeout'],
  ['{{ [1]|tojson(10**9) }}', 'timeout'],
  ['{{ "{}" * 10**7 }}', 'timeout'],
  ['{{ ("{}" * 10**6).format(1) }}', 'runtime'],
  ['{{ "a" ~ ("b" * 10**7) ~ ("c" * 10**7) }}', 'timeout'],
  ['{% for i in range(10**6) %}0123456789 0123456789{% endfor %}', 'timeout'],
  [
    '{% set x %}{% for i in range(10**6) %}0123456789 0123456789{% endfor %}{% endset %}',
    'timeout',
  ],
  ['{{ dict.fromkeys(range(10**9)) }}', 'timeout'],
  ['{{ dict(a=1).update(range(10**9)) }}', 'runtime'],
  ['{{ [].extend(range(10**9)) }}', 'timeout'],
  ['{{ ",".join(range(10**9)) }}', 'timeout'],
  ['{{ cycler(*range(10**9)) }}', 'timeout'],
  ['{{ lipsum(10**9) }}', 'timeout'],
  ['{{ lipsum(1, false, 10**9, 10**9 + 1) }}', 'timeout'],
  [`{{ ${'('.repeat(20_000)}1${')'.repeat(20_000)} }}`, 'syntax'],
  [`{{ ${'['.repeat(20_000)}${']'.repeat(20_000)} }}`, 'syntax'],
  [`{{ ${'-'.repeat(20_000)}1 }}`, 'syntax'],
  [`{{ ${'not '.repeat(20_000)}1 }}`, 'syntax'],
  [`{{ 1${' + 1'.repeat(50_000)} }}`, 'syntax'],
  [`{{ x${'.a'.repeat(50_000)} }}`, 'syntax'],
  [`{{ 1${'|abs'.repeat(50_000)} }}`, 'syntax'],
  ['{% if true %}'.repeat(5_000), 'syntax'],
  [`{% if x %}${'{% elif x %}'.repeat(20_000)}{% endif %}`, 'renders'],
];

/** Filters and methods that look for patterns, on text made against them. */
const SEARCHES: readonly string[] = [
  'striptags',
  'urlize',
  'wordwrap',
  'wordwrap(3)',
  'title',
  'capitalize',
  'trim',
  'wordcount',
  'truncate',
  'indent',
  'escape',
  'urlencode',
  'int',
  'float',
  'upper',
  'lower',
  'replace("aa", "b")',
  'replace("", "b")',
  'format(1)',
  'reverse|length',
  'list|length',
  'tojson',
  'pprint',
  'unique|list',
  'sort|first',
  'center(10)',
  'xmlattr',
  'forceescape',
  'filesizeformat',
  'first',
  'last',
  'e|striptags',
  'batch(2)|list|length',
  'groupby(0)|list|length',
];

const METHODS: readonly string[] = [
  'split()',
  'split("a")',
  'rsplit(" ")',
  'rsplit(none, 5)',
  'splitlines()',
  'strip()',
  'strip("( a")',
  'replace("a", "bb")',
  'find("ab")',
  'rfind("ba")',
  'count("aa")',
  'title()',
  'swapcase()',
  'expandtabs()',
  'format(1)',
  'casefold()',
  'partition("ab")',
  'isidentifier()',
  'istitle()',
  'zfill(3)',
  'translate({97: "b"})',
  'startswith("a")',
  'encode()',
  'isnumeric()',
  'rindex("a")',
];

describe('what a template may use up', () => {
  let tried = 0;
  afterEach(function () {
    if (this.currentTest?.state === 'passed') tried += 1;
  });

  for (const [template, kind] of ENDLESS) {
    it(`${template.slice(0, 90)} ends: ${kind}`, () => assert.equal(kindOf(template), kind));
  }

  for (const search of [
    ...SEARCHES.map((filter) => `|${filter}`),
    ...METHODS.map((method) => `.${method}`),
  ]) {
    it(`x${search} ends on long hostile text`, () => {
      for (const [name, text] of Object.entries(ADVERSARIAL)) {
        const kind = kindOf(`{% set y = x${search} %}`, { x: text });
        assert.ok(['renders', 'runtime', 'timeout'].includes(kind), `${name}: ${kind}`);
      }
    });
  }

  it('regression: a long text is asked what it is made of, and nothing overflows', () => {
    // What is so of all of a text takes all of it.
    for (const [character, asked] of [
      ['x', ['isprintable', 'isidentifier']],
      ['\u{1d4b3}', ['isalpha']],
      ['5', ['isalnum', 'isdigit']],
      [' ', ['isspace']],
    ] as const) {
      const template = asked.map((name) => `{{ x.${name}() }}`).join(' ');
      const values = { x: character.repeat(9_000_000 / character.length) };
      assert.deepEqual(renderTemplate(template, { values, source: '' }), {
        ok: true,
        output: asked.map(() => 'True').join(' '),
      });
    }
  });

  it('hostile text ends in comparisons, % and slices', () => {
    for (const text of Object.values(ADVERSARIAL)) {
      kindOf('{% set y = (x % 1, x < x, x in x, x == x ~ "", x[::-1], x * 5) %}', { x: text });
    }
  });

  it('is bounded, whatever is tried', () => {
    const searches = SEARCHES.length + METHODS.length;
    assert.equal(tried, ENDLESS.length + searches + 2);
    proven({
      area: 'Templates',
      claim:
        'A template that would never end or fill the memory ends within a counted number of steps, of text and of depth',
      test: 'test/unit/core/template/sandboxLimits.test.ts',
      figure: `${ENDLESS.length} such templates; ${searches} filters and methods on ${Object.keys(ADVERSARIAL).length} texts made against them`,
    });
  });
});
