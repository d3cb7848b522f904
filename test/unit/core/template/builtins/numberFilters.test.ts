import { FAILS, itRenders } from './itRenders.js';

describe('filters on numbers', () => {
  itRenders([
    [
      '{{ [-3|abs, -2.5|abs, true|abs, (-(2**70))|abs, -0.0|abs] }}',
      '[3, 2.5, 1, 1180591620717411303424, 0.0]',
    ],
    ["{{ 'a'|abs }}", FAILS],
    ['{{ missing|abs }}', FAILS],
    [
      "{{ ['42'|int, ' 42 '|int, '42.9'|int, '-1e3'|int, '0x1A'|int(base=16), '1A'|int(0, 16), '0b11'|int(0, 2), '0o17'|int(0, 8), '0x10'|int(0, 0), '012'|int(7, 0), '1_000'|int, '1__0'|int, 'z'|int(base=36), '٣'|int, 'abc'|int(-1), ''|int] }}",
      '[42, 42, 42, -1000, 26, 26, 3, 15, 16, 12, 1000, 0, 35, 3, -1, 0]',
    ],
    [
      "{{ [3.99|int, -3.99|int, true|int, none|int, [1]|int(default='d'), 1e22|int, '9' * 20|int, ('1' * 5000)|int, 'inf'|int, 'nan'|int, '5'|int(base=1), '5'|int(base='x')] }}",
      "[3, -3, 1, 0, 'd', 10000000000000000000000, '99999999999999999999', 0, 0, 0, 5, 5]",
    ],
    ['{{ missing|int }}', FAILS],
    ["{{ ('1e999'|float)|int }}", FAILS],
    [
      "{{ ['1.5'|float, ' 1e3 '|float, '1_0.5'|float, '1_.5'|float, 'inf'|float, '-Infinity'|float, 'nan'|float, 'x'|float, 'x'|float(none), true|float, 7|float, none|float, '.5'|float, '5.'|float, '.'|float('d'), '1e'|float('d'), '٣.٥'|float] }}",
      "[1.5, 1000.0, 10.5, 0.0, inf, -inf, nan, 0.0, None, 1.0, 7.0, 0.0, 0.5, 5.0, 'd', 'd', 3.5]",
    ],
    ['{{ missing|float }}', FAILS],
    ['{{ (10**400)|float }}', FAILS],
    [
      '{{ [2.5|round, 3.5|round, -2.5|round, -0.4|round, 2.675|round(2), 1.005|round(2), 0.125|round(2), 1234.5|round(-2), 1250|round(-2), 1350|round(-2), 42|round, true|round, 1e300|round(2), 5e-324|round(1), 1.5|round(none), 2.5|round(none), 7|round(none), 1|round(400), 123456789012345678901|round(-5)] }}',
      '[2.0, 4.0, -2.0, -0.0, 2.67, 1.0, 0.12, 1200.0, 1200, 1400, 42, 1, 1e+300, 0.0, 2, 2, 7, 1, 123456789012345700000]',
    ],
    [
      "{{ [2.1|round(0, 'ceil'), -2.1|round(0, 'floor'), 2.123|round(2, 'ceil'), 2.129|round(2, 'floor'), 42|round(1, 'floor'), 1234|round(-2, 'ceil'), 2.5|round(method='floor')] }}",
      '[3.0, -3.0, 2.13, 2.12, 42.0, 1300.0, 2.0]',
    ],
    ["{{ 2.5|round(0, 'x') }}", FAILS],
    ["{{ 'a'|round }}", FAILS],
    ['{{ 2.5|round(1.0) }}', FAILS],
    ['{{ none|round }}', FAILS],
    ['{{ 1.7976931348623157e308|round(-308) }}', FAILS],
    [
      "{{ [0|filesizeformat, 1|filesizeformat, 999|filesizeformat, 1000|filesizeformat, 1023|filesizeformat(true), 1024|filesizeformat(true), 13400|filesizeformat, '2500000'|filesizeformat, 1.5e9|filesizeformat(binary=true), 1250|filesizeformat, 1350|filesizeformat, -5|filesizeformat, 0.5|filesizeformat, 1e24|filesizeformat, 1e30|filesizeformat, 'inf'|filesizeformat, 'nan'|filesizeformat] }}",
      "['0 Bytes', '1 Byte', '999 Bytes', '1.0 kB', '1023 Bytes', '1.0 KiB', '13.4 kB', '2.5 MB', '1.4 GiB', '1.2 kB', '1.4 kB', '-5 Bytes', '0 Bytes', '1000.0 ZB', '1000000.0 YB', 'inf YB', 'nan YB']",
    ],
    ["{{ 'x'|filesizeformat }}", FAILS],
    ['{{ none|filesizeformat }}', FAILS],
    [
      "{{ [[1, 2, 3]|sum, [0.1, 0.2, 0.3]|sum, []|sum, [1]|sum(start=10), [[1], [2]]|sum(start=[]), [{'a': 1}, {'a': 2.5}]|sum('a'), [{'a': {'b': [3]}}]|sum('a.b.0'), [true, true]|sum, {1: 2, 3: 4}|sum, missing|sum] }}",
      '[6, 0.6000000000000001, 0, 11, [1, 2], 3.5, 3, 2, 4, 0]',
    ],
    ["{{ ['a']|sum }}", FAILS],
    ["{{ ['a']|sum(start='') }}", FAILS],
    ['{{ [1, none]|sum }}', FAILS],
    ['{{ 5|sum }}', FAILS],
  ]);
});
