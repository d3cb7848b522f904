import { FAILS, SYNTAX, itRenders } from './itRenders.js';

describe('global names', () => {
  itRenders([
    [
      '{{ [range(3)|list, range(1, 4)|list, range(5, 0, -2)|list, range(0)|list, range(3)] }} {{ range(10**9)|first }} {{ 10**9 in range(10**10) }} {{ range(10**9)[-1] }} {{ range(2, 9, 3).step }}',
      '[[0, 1, 2], [1, 2, 3], [5, 3, 1], [], range(0, 3)] 0 True 999999999 3',
    ],
    ['{{ range() }}', FAILS],
    ['{{ range(1, 2, 0) }}', FAILS],
    ['{{ range(1.0) }}', FAILS],
    ["{{ range('3') }}", FAILS],
    ['{{ range(1, 2, 3, 4) }}', FAILS],
    ['{{ range(stop=3) }}', FAILS],
    ['{{ range(missing) }}', FAILS],
    [
      "{{ [dict(), dict(a=1, b=[2]), dict({'a': 1}, b=2), dict([('a', 1), ['b', 2]]), dict(['ab', 'cd']), dict.fromkeys('ab', 0)] }} {% set d = {'a': 1} %}{% set e = dict(d) %}{% set _ = e.update(b=2) %}{{ d }}{{ e }}",
      "[{}, {'a': 1, 'b': [2]}, {'a': 1, 'b': 2}, {'a': 1, 'b': 2}, {'a': 'b', 'c': 'd'}, {'a': 0, 'b': 0}] {'a': 1}{'a': 1, 'b': 2}",
    ],
    ['{{ dict(1) }}', FAILS],
    ['{{ dict([1]) }}', FAILS],
    ['{{ dict([(1, 2, 3)]) }}', FAILS],
    ['{{ dict({}, {}) }}', FAILS],
    ['{{ dict(missing) }}', FAILS],
    [
      "{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}{% set _ = c.reset() %}{{ c.current }}{{ c.next() }} {{ c.pos }} {{ c.items }} {{ c.nope }}",
      "ababaa 1 ('a', 'b') ",
    ],
    ['{{ cycler() }}', FAILS],
    ['{{ cycler(a=1) }}', FAILS],
    ['{{ cycler(1).next(2) }}', FAILS],
    ['{{ cycler(1)() }}', FAILS],
    [
      "{% set j = joiner() %}[{{ j() }}][{{ j() }}][{{ j() }}]{% set k = joiner('|') %}{{ k() }}a{{ k() }}b{{ k() }}c {{ joiner(sep=';').sep }} {{ joiner().used }}",
      '[][, ][, ]a|b|c ; False',
    ],
    ['{{ joiner(1, 2) }}', FAILS],
    ['{{ joiner()(1) }}', FAILS],
    [
      "{% set ns = namespace(a=1) %}{% set ns.b = 2 %}{% for i in range(3) %}{% set ns.a = ns.a + i %}{% endfor %}{{ ns }} {{ ns.a }} {{ ns['b'] }} {{ ns.c is defined }} {{ namespace({'x': 1}, y=2) }} {{ namespace([('k', 'v')]).k }}",
      "<Namespace {'a': 4, 'b': 2}> 4 2 False <Namespace {'x': 1, 'y': 2}> v",
    ],
    ['{{ namespace(1) }}', FAILS],
    [
      "{% set ns = namespace() %}{% set ns.items = 5 %}{{ ns.items }} {{ ns['items'] }} {{ ns.keys is defined }}",
      '5 5 False',
    ],
    ["{% set ns = namespace() %}{{ ns['a'] = 1 }}", SYNTAX],
    ['{% set d = {} %}{% set d.a = 1 %}', FAILS],
    [
      '{{ range }} {{ dict }} {{ cycler }} {{ joiner }} {{ namespace }}',
      "<class 'range'> <class 'dict'> <class 'jinja2.utils.Cycler'> <class 'jinja2.utils.Joiner'> <class 'jinja2.utils.Namespace'>",
    ],
    [
      "{{ lipsum(n=0) }}|{{ lipsum(n=2, html=false, min=3, max=4).split()|length }} {{ lipsum(1, true, 1, 2).startswith('<p>') }} {{ lipsum() is string }} {{ lipsum() is escaped }} {{ lipsum(html=false) is escaped }}",
      '|6 True True True False',
    ],
    ['{{ lipsum(1, true, 5, 5) }}', FAILS],
    ["{{ lipsum('x') }}", FAILS],
  ]);
});
