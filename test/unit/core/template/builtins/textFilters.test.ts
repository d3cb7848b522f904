import { FAILS, itRenders } from './itRenders.js';

describe('filters on text', () => {
  itRenders([
    [
      "{{ 'ünïcode ß'|upper }} {{ 'ǆ ŉ'|capitalize }} {{ 'ΟΔΟΣ'|lower }} {{ 42|upper }}{{ missing|upper }}",
      'ÜNÏCODE SS ǅ ŉ οδος 42',
    ],
    [
      "{{ \"it's a-b (cd [ef {gh <ij kl_mn\"|title }} {{ 'ﬁn ǆ'|title }}",
      "It's A-B (Cd [Ef {Gh <Ij Kl_mn FIn Ǆ",
    ],
    [
      "[{{ 'ab'|center(7) }}] [{{ 'abc'|center(6) }}] [{{ 1.5|center(9) }}] [{{ 'ab'|center(-3) }}]",
      '[   ab  ] [ abc  ] [   1.5   ] [ab]',
    ],
    ["{{ 'ab'|center(2.5) }}", FAILS],
    [
      "[{{ ' \\t a \\n'|trim }}] [{{ 'xxaxx'|trim('x') }}] [{{ 'abcba'|trim(chars='ab') }}] [{{ 'a'|trim(none) }}]",
      '[a] [a] [c] [a]',
    ],
    ["{{ 'a'|trim(1) }}", FAILS],
    [
      "{{ 'aaaa'|replace('a', 'b', 2) }} {{ 'abc'|replace('', '-') }} {{ 110|replace(1, 'x') }} {{ 'aa'|replace('a', 'b', count=0) }} {{ 'aa'|replace('a', 'b', -1) }}",
      'bbaa -a-b-c- xx0 aa bb',
    ],
    ["{{ 'aa'|replace('a', 'b', 1.5) }}", FAILS],
    ["{{ 'aa'|replace('a') }}", FAILS],
    ["{{ 'aa'|replace('a', 'b', 1, 2) }}", FAILS],
    ["{{ 'aa'|replace('a', new='b', old='c') }}", FAILS],
    [
      "{{ ['a\\nb'|indent(2), 'a\\nb'|indent('> ', true), 'a\\n\\nb\\n'|indent(1), 'a\\n\\nb\\n'|indent(1, blank=true), ''|indent, ''|indent(first=true), 'a\\r\\nb\\x0bc\\x85d\\u2028e'|indent(1)] }}",
      "['a\\n  b', '> a\\n> b', 'a\\n\\n b\\n', 'a\\n \\n b\\n ', '', '    ', 'a\\n b\\n c\\n d\\n e']",
    ],
    ['{{ 5|indent }}', FAILS],
    ['{{ missing|indent }}', FAILS],
    ["{{ 'a'|indent(none) }}", FAILS],
    [
      "{{ ['foo bar baz qux'|truncate(9), 'foo bar baz qux'|truncate(9, true), 'foo bar baz qux'|truncate(11), 'foo bar baz qux'|truncate(11, false, '...', 0), 'foobarbazqux'|truncate(5, end='>', leeway=0), '😀😀😀😀😀😀😀😀😀'|truncate(3, true, '')] }}",
      "['foo...', 'foo ba...', 'foo bar baz qux', 'foo bar...', 'foob>', '😀😀😀']",
    ],
    ['{{ [[1, 2]|truncate, {}|truncate, missing|truncate] }}', '[[1, 2], {}, Undefined]'],
    ["{{ 'abc'|truncate(2) }}", FAILS],
    ["{{ 'abc'|truncate(5, leeway=-1) }}", FAILS],
    ['{{ 5|truncate }}', FAILS],
    [
      "{{ 'Hello, wörld: it’s 3.5 a_b'|wordcount }} {{ 12.5|wordcount }} {{ missing|wordcount }}",
      '7 2 0',
    ],
    [
      "{{ ['%s|%5.2f|%-4d|%04d'|format('a', 2.345, 3, 7), '%(a)s-%(b)s'|format(a=1, b=none), '100%%'|format] }}",
      "['a| 2.35|3   |0007', '1-None', '100%']",
    ],
    ["{{ '%s'|format }}", FAILS],
    ["{{ '%s %s'|format(1, a=2) }}", FAILS],
    ["{{ '%d'|format('x') }}", FAILS],
    [
      "{{ ['The quick brown fox jumped over'|wordwrap(10), 'a\\n\\nb  c'|wordwrap(3), 'averyveryverylongword ok'|wordwrap(6), 'averyveryverylongword ok'|wordwrap(6, false), 'a b c'|wordwrap(1, wrapstring='|')] }}",
      "['The quick\\nbrown fox\\njumped\\nover', 'a\\n\\nb\\nc', 'averyv\\neryver\\nylongw\\nord ok', 'averyveryverylongword\\nok', 'a|b|c']",
    ],
    [
      "{{ ['well-known state-of-the-art'|wordwrap(10), 'well-known state-of-the-art'|wordwrap(10, break_on_hyphens=false), 'yes--no maybe---so'|wordwrap(5), 'a-b-c -flag --long'|wordwrap(4), 'e-mail x-1'|wordwrap(4), '  leading and trailing  '|wordwrap(9)] }}",
      "['well-known\\nstate-of-\\nthe-art', 'well-known\\nstate-of-t\\nhe-art', 'yes--\\nno\\nmaybe\\n---so', 'a-b-\\nc -f\\nlag \\n--lo\\nng', 'e-\\nmail\\nx-1', '  leading\\nand\\ntrailing']",
    ],
    [
      "{{ ['日本語 テキスト'|wordwrap(3), '😀😀😀😀'|wordwrap(2), ''|wordwrap, '   '|wordwrap(2)] }}",
      "['日本語\\nテキス\\nト', '😀😀\\n😀😀', '', '']",
    ],
    ["{{ 'a'|wordwrap(0) }}", FAILS],
    ["{{ ''|wordwrap(0) }}", ''],
    ['{{ 5|wordwrap }}', FAILS],
    ["{{ 'a b'|wordwrap(1, true, 3) }}", FAILS],
    [
      "{{ [1.0|string, none|string, missing|string, [1]|string, '<b>'|safe|string] }}",
      "['1.0', 'None', '', '[1]', Markup('<b>')]",
    ],
    [
      "{{ ['a'|safe|upper, 'a b'|safe|title, 'a'|safe|center(3), 'a\\nb'|safe|indent(1), 'abcdefghijk'|safe|truncate(3, end='<'), 'a a'|safe|wordwrap(1), '<%s>'|safe|format('<'), ' a '|safe|trim] }}",
      "[Markup('A'), 'A B', Markup(' a '), Markup('a\\n b'), Markup('ab&lt;'), 'a\\na', Markup('<&lt;>'), Markup('a')]",
    ],
    ["{{ 'a'|upper(1) }}", FAILS],
    ["{{ 'a'|upper(s='b') }}", FAILS],
    ["{{ 'a'|string(s='b') }}", FAILS],
    [
      "{{ [{'b': 1, 'a': [1, 2]}, 'x', 1.0, none]|pprint }}",
      "[{'a': [1, 2], 'b': 1}, 'x', 1.0, None]",
    ],
    [
      "{{ ['word ' * 20]|pprint }}",
      "['word word word word word word word word word word word word word word word '\n 'word word word word word ']",
    ],
    [
      "{{ ('some words in a row ' * 6)|pprint }}",
      "('some words in a row some words in a row some words in a row some words in a '\n 'row some words in a row some words in a row ')",
    ],
    [
      '{{ ("it\'s \\"so\\" " * 12)|pprint }}',
      '(\'it\\\'s "so" it\\\'s "so" it\\\'s "so" it\\\'s "so" it\\\'s "so" it\\\'s "so" it\\\'s "so" \'\n \'it\\\'s "so" it\\\'s "so" it\\\'s "so" it\\\'s "so" it\\\'s "so" \')',
    ],
    [
      "{{ ('line one\\nline two, a good deal longer than the first\\n' * 2)|pprint }}",
      "('line one\\n'\n 'line two, a good deal longer than the first\\n'\n 'line one\\n'\n 'line two, a good deal longer than the first\\n')",
    ],
    [
      "{{ {'k' * 30: ['item ' * 3] * 5, 'a': {'x': 'y' * 70}, 2: (1,), none: ()}|pprint }}",
      "{None: (),\n 2: (1,),\n 'a': {'x': 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'},\n 'kkkkkkkkkkkkkkkkkkkkkkkkkkkkkk': ['item item item ',\n                                    'item item item ',\n                                    'item item item ',\n                                    'item item item ',\n                                    'item item item ']}",
    ],
    [
      "{{ (('x' * 50, 'y' * 50), ('z' * 90,))|pprint }}",
      "(('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',\n  'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy'),\n ('zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz',))",
    ],
    [
      "{{ {3: 1, 'b': 2, 1.5: 3, (1, 2): 4, none: 5}|pprint }}",
      "{None: 5, 1.5: 3, 3: 1, 'b': 2, (1, 2): 4}",
    ],
    ["{{ [{'a': 1}, {'a': 2}]|groupby('a')|pprint }}", "[(1, [{'a': 1}]), (2, [{'a': 2}])]"],
  ]);
});
