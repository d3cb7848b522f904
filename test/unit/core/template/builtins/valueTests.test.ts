import { FAILS, itRenders } from './itRenders.js';

describe('tests of values', () => {
  itRenders([
    [
      '{{ [3 is odd, 2 is odd, -3 is odd, 2.0 is even, 2**70 is even, true is odd, 9 is divisibleby 3, 9.5 is divisibleby(num=0.5)] }}',
      '[True, False, True, True, 2, True, True, True]',
    ],
    ["{{ '%d' is even }}", 'False'],
    ["{{ 'a' is odd }}", FAILS],
    ['{{ 1 is divisibleby 0 }}', FAILS],
    ['{{ missing is even }}', FAILS],
    [
      '{{ [missing is defined, missing is undefined, none is defined, none is none, missing is none] }}',
      '[False, True, True, True, False]',
    ],
    [
      "{{ ['upper' is filter, 'nope' is filter, 1 is filter, 'odd' is test, '==' is test, missing is test] }}",
      '[True, False, False, True, True, False]',
    ],
    ['{{ [] is filter }}', FAILS],
    [
      "{{ [true is boolean, 1 is boolean, 1 is true, 0 is false, false is false, 1 is integer, true is integer, 1.0 is integer, 1.0 is float, 1 is float, true is number, 1.5 is number, '1' is number, 2**70 is integer] }}",
      '[True, False, False, False, True, True, False, False, True, False, True, True, False, 2]',
    ],
    [
      "{{ ['abc' is lower, 'Abc' is lower, '123' is lower, 'ABC1' is upper, '' is upper, none is lower, missing is upper] }}",
      '[True, False, False, True, False, False, False]',
    ],
    [
      "{{ ['a' is string, 'a'|safe is string, 1 is string, {} is mapping, [] is mapping, [] is sequence, 'a' is sequence, () is sequence, {} is sequence, range(3) is sequence, 1 is sequence, missing is sequence, {}.items() is sequence, []|map('x') is sequence] }}",
      '[True, True, False, True, False, True, True, True, True, True, False, True, False, False]',
    ],
    [
      "{{ [[] is iterable, 'a' is iterable, 1 is iterable, none is iterable, missing is iterable, {} is iterable, []|map('x') is iterable, range(3) is iterable, namespace() is iterable] }}",
      '[True, True, False, False, True, True, True, True, False]',
    ],
    [
      "{{ [range is callable, 'a'.upper is callable, joiner() is callable, cycler(1) is callable, 1 is callable, missing is callable, namespace is callable] }}",
      '[True, True, True, False, False, True, True]',
    ],
    [
      '{{ [none is sameas none, 1 is sameas true, 1 is sameas 1.0, missing is sameas missing, [] is sameas []] }}{% set l = [1] %}{% set m = l %}{{ l is sameas m }}',
      '[True, False, False, False, False]True',
    ],
    ['{{ 1 is sameas }}', FAILS],
    [
      "{{ ['a'|e is escaped, 'a' is escaped, 1 is in [1, 2], 'a' is in 'abc', 'a' is in {'a': 1}, 1 is in [], 1 is in missing, (1, 2) is in [(1, 2)]] }}",
      '[True, False, True, True, True, False, False, True]',
    ],
    ['{{ 1 is in 5 }}', FAILS],
    ["{{ 1 is in 'a' }}", FAILS],
    [
      "{{ [1 is eq 1.0, 1 is ne 2, 1 is lt 2, 1 is le 1, 2 is gt 1, 2 is ge 2, 1 is equalto 1, 1 is lessthan 2, 1 is greaterthan 2, 'a' is lt 'b', [1] is lt [2]] }}",
      '[True, True, True, True, True, True, True, True, False, True, True]',
    ],
    ["{{ 1 is lt 'a' }}", FAILS],
    ['{{ 1 is eq }}', FAILS],
    ['{{ 1 is eq(b=1) }}', FAILS],
    [
      "{{ [[1, 2, 3]|select('>=', 2)|list, [1, 2, 3]|reject('!=', 2)|list, [1, 2]|select('<', 2)|list, [1, 2]|select('<=', 1)|list] }}",
      '[[2, 3], [2], [1], [1]]',
    ],
    ['{{ 1 is not odd }} {{ not 1 is odd }} {{ 1 is odd and 2 is even }}', 'False False True'],
  ]);
});
