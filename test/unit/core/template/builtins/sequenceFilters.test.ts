import { FAILS, itRenders } from './itRenders.js';

describe('filters on sequences', () => {
  itRenders([
    [
      '{% set l = [3, 1, 2] %}{% set r = l|reverse %}{% set _ = l.append(9) %}{{ r|list }}',
      '[2, 1, 3]',
    ],
    [
      "{% set l = [1, 2] %}{% set g = l|map('string') %}{% set _ = l.append(3) %}{{ g|list }}",
      "['1', '2', '3']",
    ],
    [
      "{{ [[1, 2, 3]|batch(2)|list, [1, 2, 3]|batch(2, '-')|list, 'abc'|batch(2)|list, []|batch(2)|list, [1, 2]|batch(0)|list, [1, 2]|batch('x')|list, {'a': 1}|batch(2, none)|list] }}",
      "[[[1, 2], [3]], [[1, 2], [3, '-']], [['a', 'b'], ['c']], [], [[], [1, 2]], [[1, 2]], [['a']]]",
    ],
    ["{{ [1]|batch('x', 0)|list }}", FAILS],
    ['{{ 5|batch(2)|list }}', FAILS],
    ['{{ [1]|batch }}', FAILS],
    [
      "{{ [range(7)|slice(3)|list, range(7)|slice(3, 'x')|list, []|slice(2)|list, [1]|slice(3)|list, [1]|slice(-1)|list] }}",
      "[[[0, 1, 2], [3, 4], [5, 6]], [[0, 1, 2], [3, 4, 'x'], [5, 6, 'x']], [[], []], [[1], [], []], []]",
    ],
    ['{{ [1]|slice(0)|list }}', FAILS],
    ['{{ [1]|slice(2.0)|list }}', FAILS],
    ["{% set g = [1, 2, 3]|map('string') %}{{ g|first }}{{ g|join }}{{ g|list }}", '123[]'],
    [
      "{% set g = [1, 2, 3]|select('odd') %}{{ g|list }}{{ g|list }}{{ 'yes' if g else 'no' }}",
      '[1, 3][]yes',
    ],
    [
      '{% set g = range(3)|batch(2) %}{% for b in g %}{{ b }}{% endfor %}{% for b in g %}{{ b }}{% else %}none left{% endfor %}',
      '[0, 1][2]none left',
    ],
    [
      "{{ [1, 2]|map('nope') is iterable }}{{ []|map('nope')|list }}{{ none|map('upper')|list }}{{ 0|select|list }}{{ missing|unique|list }}",
      'True[][][][]',
    ],
    ["{{ [1]|map('nope')|list }}", FAILS],
    ['{{ [1]|map|list }}', FAILS],
    ["{{ [1]|map(attribute='a', x=1)|list }}", FAILS],
    ["{{ 5|map('upper')|list }}", FAILS],
    ["{{ [1]|map('upper')|length }}", FAILS],
    [
      "{{ [['a', 'b']|map('upper')|list, [1, 2]|map('round', 1)|list, ['a,b']|map('replace', ',', ';')|list, [[3, 1]]|map('sort', reverse=true)|list, ['x']|map('default', 'd')|list] }}",
      "[['A', 'B'], [1, 2], ['a;b'], [[3, 1]], ['x']]",
    ],
    [
      "{{ [[{'a': {'b': [5]}}, {'a': {}}]|map(attribute='a.b')|list, [{'a': 1}, {}]|map(attribute='a', default=0)|list, [[1, 2], [3]]|map(attribute=0)|list, [[1, 2]]|map(attribute='1')|list, ['ab']|map(attribute='0')|list, [{'a': 1}]|map(attribute=none)|list] }}",
      "[[[5], Undefined], [1, 0], [1, 3], [2], ['a'], [{'a': 1}]]",
    ],
    ["{{ [{}]|map(attribute='a.b')|list }}", FAILS],
    [
      "{{ [[1, 0, '', 'a', none]|select|list, [1, 0, '', 'a', none]|reject|list, range(10)|select('divisibleby', 3)|list, [1, 2, 3]|reject('>', 1)|list, ['a', 'B']|select('lower')|list, [1, '1']|select('string')|list, [1, 2]|select('in', [2, 3])|list, [1, 2]|select('==', 2)|list] }}",
      "[[1, 'a'], [0, '', None], [0, 3, 6, 9], [1], ['a'], ['1'], [2], [2]]",
    ],
    ["{{ [1]|select('nope')|list }}", FAILS],
    ["{{ [1]|select('eq')|list }}", FAILS],
    [
      "{{ [[{'a': 1}, {'a': 0}, {}]|selectattr('a')|list, [{'a': 1}, {'a': 0}, {}]|rejectattr('a')|list, [{'a': 1}, {'a': 5}]|selectattr('a', 'gt', 2)|list, [{'a': {'b': 1}}, {'a': {'b': none}}]|selectattr('a.b', 'none')|list, [[1], [2]]|selectattr(0, 'eq', 2)|list, [{'a': 1}, {}]|selectattr('a', 'defined')|list] }}",
      "[[{'a': 1}], [{'a': 0}, {}], [{'a': 5}], [{'a': {'b': None}}], [[2]], [{'a': 1}]]",
    ],
    ['{{ [{}]|selectattr|list }}', FAILS],
    [
      "{{ ['b', 'A', 'c', 'a', 'B']|sort }} {{ ['b', 'A', 'c']|sort(case_sensitive=true) }} {{ [3, 1.5, true]|sort(reverse=true) }} {{ 'bca'|sort }} {{ {'b': 1, 'a': 2}|sort }} {{ [none, none]|sort }} {{ [[2, 'a'], [1, 'b']]|sort }}",
      "['A', 'a', 'b', 'B', 'c'] ['A', 'b', 'c'] [3, 1.5, True] ['a', 'b', 'c'] ['a', 'b'] [None, None] [[1, 'b'], [2, 'a']]",
    ],
    [
      "{{ [{'n': 'b', 'a': 1}, {'n': 'A', 'a': 1}, {'n': 'c', 'a': 0}]|sort(attribute='a,n')|map(attribute='n')|join }} {{ [{'a': 1, 'n': 'x'}, {'a': 1, 'n': 'y'}, {'a': 2, 'n': 'z'}]|sort(reverse=true, attribute='a')|map(attribute='n')|join }}",
      'cAb zxy',
    ],
    ["{{ [1, 'a']|sort }}", FAILS],
    ['{{ [none, 1]|sort }}', FAILS],
    ["{{ [1]|sort('yes') }}", FAILS],
    ["{{ [{'a': 1}, {}]|sort(attribute='a') }}", FAILS],
    [
      "{{ {'b': 1, 'A': 2, 'c': 0}|dictsort }} {{ {'b': 1, 'A': 2}|dictsort(true) }} {{ {'b': 1, 'A': 2, 'c': 0}|dictsort(by='value', reverse=true) }} {{ {2: 'b', 1: 'A'}|dictsort(false, 'value') }}",
      "[('A', 2), ('b', 1), ('c', 0)] [('A', 2), ('b', 1)] [('A', 2), ('b', 1), ('c', 0)] [(1, 'A'), (2, 'b')]",
    ],
    ["{{ {'a': 1, 2: 3}|dictsort }}", FAILS],
    ["{{ {}|dictsort(by='x') }}", FAILS],
    ['{{ [1]|dictsort }}', FAILS],
    [
      "{% for g in [{'c': 'NY'}, {'c': 'ca'}, {'c': 'CA'}, {'c': 'ny'}]|groupby('c') %}{{ g.grouper }}:{{ g.list|length }}:{{ g[0] }} {% endfor %}{{ [{'a': 1}]|groupby('a') }}",
      "ca:2:ca NY:2:NY [(1, [{'a': 1}])]",
    ],
    [
      "{% for k, v in [{'a': 1}, {}]|groupby('a', default=2) %}{{ k }}={{ v }};{% endfor %}{% for k, v in [{'c': 'NY'}, {'c': 'ny'}]|groupby('c', case_sensitive=true) %}{{ k }};{% endfor %}{{ ['ab', 'cd', 'ae']|groupby(0)|map('first')|list }}",
      "1=[{'a': 1}];2=[{}];NY;ny;['a', 'c']",
    ],
    ["{{ [{'a': 1}, {}]|groupby('a') }}", FAILS],
    [
      "{{ [[2, 5, 3]|max, [2, 5, 3]|min, ['b', 'A']|min, ['b', 'A']|min(true), 'hello'|max, {'x': 1, 'y': 2}|max, [{'a': 1}, {'a': 3}]|max(attribute='a'), [1, 1.0, true]|max, []|max, [none]|min] }}",
      "[5, 2, 'A', 'A', 'o', 'y', {'a': 3}, 1, Undefined, None]",
    ],
    ["{{ [1, 'a']|max }}", FAILS],
    ['{{ [none, none]|min }}', FAILS],
    ['{{ 5|max }}', FAILS],
    [
      "{{ [[1, 1.0, true, 2]|unique|list, ['a', 'B', 'b', 'A']|unique|list, ['a', 'B', 'b']|unique(true)|list, [{'a': 1, 'b': 1}, {'a': 1, 'b': 2}]|unique(attribute='a')|list, [(1, 2), (1, 2), none, none]|unique|list] }}",
      "[[1, 2], ['a', 'B'], ['a', 'B', 'b'], [{'a': 1, 'b': 1}], [(1, 2), None]]",
    ],
    ['{{ [[1], [1]]|unique|list }}', FAILS],
    [
      "{{ [[7, 8]|first, 'ab'|first, {'k': 1}|first, [7, 8]|last, 'ab'|last, {'k': 1, 'l': 2}|last, (1, 2)|last, range(5)|last, {'a': 1}.items()|last, []|first, ''|last, missing|first, missing|last] }}",
      "[7, 'a', 'k', 8, 'b', 'l', 2, 4, ('a', 1), Undefined, Undefined, Undefined, Undefined]",
    ],
    ["{{ [1]|map('string')|last }}", FAILS],
    ['{{ 5|first }}', FAILS],
    [
      "{{ [[1, 2, 3]|reverse|list, 'añ😀'|reverse, (1, 2)|reverse|list, {'a': 1, 'b': 2}|reverse|list, range(3)|reverse|list, {'a': 1}.values()|reverse|list, [1, 2]|map('string')|reverse, missing|reverse|list] }}",
      "[[3, 2, 1], '😀ña', [2, 1], ['b', 'a'], [2, 1, 0], [1], ['2', '1'], []]",
    ],
    ['{% set r = [1, 2]|reverse %}{{ r|list }}{{ r|list }}', '[2, 1][]'],
    ['{{ 5|reverse }}', FAILS],
    [
      "{{ [[1, 2]|length, 'añ😀'|length, {'a': 1}|count, missing|length, range(5)|length, (1,)|count] }}",
      '[2, 3, 1, 0, 5, 1]',
    ],
    ['{{ 5|length }}', FAILS],
    ['{{ none|length }}', FAILS],
    [
      "{{ ['ab'|list, {'a': 1}|list, (1, 2)|list, missing|list, range(2)|list, {'a': 1}.items()|list] }}",
      "[['a', 'b'], ['a'], [1, 2], [], [0, 1], [('a', 1)]]",
    ],
    ['{{ none|list }}', FAILS],
    [
      "{{ [[1, 2, 3]|join, [1, 'a', none]|join(', '), 'abc'|join('-'), [{'n': 1}, {'n': 2}]|join('+', attribute='n'), [1, 2]|join(0), missing|join, {'a': 1, 'b': 2}|join] }}",
      "['123', '1, a, None', 'a-b-c', '1+2', '102', '', 'ab']",
    ],
    ['{{ 5|join }}', FAILS],
    [
      "{{ [{'a': 1, 'b': [2]}|items|list, missing|items|list, {}|items|list] }}{% for k, v in {'x': 1}|items %}{{ k }}{{ v }}{% endfor %}",
      "[[('a', 1), ('b', [2])], [], []]x1",
    ],
    ['{{ [1]|items|list }}', FAILS],
    [
      "{{ [''|default('d'), ''|default('d', true), missing|default('d'), missing.x is defined, none|default('d'), none|d('d', true), 0|d(boolean=true), missing|d] }}",
      FAILS,
    ],
    ["{{ missing.a.b|default('d') }}", FAILS],
    [
      "{{ ['ab'|attr('upper') is callable, {'items': 1}|attr('items') is callable, {'a': 1}|attr('a'), (1.5|attr('real')), 'ab'|attr('missing')] }}",
      '[True, True, Undefined, 1.5, Undefined]',
    ],
    ["{{ missing|attr('a') }}", FAILS],
    ["{{ 'a'|attr(1) }}", FAILS],
    ["{{ [[1]|random, []|random, 'a'|random] }}", "[1, Undefined, 'a']"],
    ['{{ 5|random }}', FAILS],
    ["{{ {'a': 1}|random }}", FAILS],
  ]);
});
