import { dictOf } from '../../../../../src/core/template/values/dictKeys.js';
import { Float, Tuple } from '../../../../../src/core/template/values/pythonValue.js';
import { called, checkCases } from './valueCases.js';
import type { ValueCase } from './valueCases.js';

describe('str methods', () => {
  describe('letter case', () => {
    const cases: readonly ValueCase[] = [
      ["'straße'.upper()", () => called('straße', 'upper', []), "'STRASSE'"],
      ["'ﬁne ŉ'.upper()", () => called('ﬁne ŉ', 'upper', []), "'FINE ʼN'"],
      ["'ΑΣ ΟΔΟΣ'.lower()", () => called('ΑΣ ΟΔΟΣ', 'lower', []), "'ας οδος'"],
      ["'İI'.lower()", () => called('İI', 'lower', []), "'i\u0307i'"],
      ["'ǆ ǅ Ǆ'.title()", () => called('ǆ ǅ Ǆ', 'title', []), "'ǅ ǅ ǅ'"],
      [
        '"they\'re bill\'s".title()',
        () => called("they're bill's", 'title', []),
        '"They\'Re Bill\'S"',
      ],
      ["'ßa ﬁx'.title()", () => called('ßa ﬁx', 'title', []), "'Ssa Fix'"],
      ["'ΌΣΟΣ'.title()", () => called('ΌΣΟΣ', 'title', []), "'Όσος'"],
      ["'ᾳ ᾲ'.title()", () => called('ᾳ ᾲ', 'title', []), "'ᾼ Ὰ\u0345'"],
      ["'აბ'.title()", () => called('აბ', 'title', []), "'აბ'"],
      [
        "'hELLO wORLD'.capitalize()",
        () => called('hELLO wORLD', 'capitalize', []),
        "'Hello world'",
      ],
      ["'ǆabc'.capitalize()", () => called('ǆabc', 'capitalize', []), "'ǅabc'"],
      ["'ßX'.capitalize()", () => called('ßX', 'capitalize', []), "'Ssx'"],
      ["''.capitalize()", () => called('', 'capitalize', []), "''"],
      ["'Straße ẞ'.casefold()", () => called('Straße ẞ', 'casefold', []), "'strasse ss'"],
      ["'ΣςΙ'.casefold()", () => called('ΣςΙ', 'casefold', []), "'σσι'"],
      ["'ꭰᎠ'.casefold()", () => called('ꭰᎠ', 'casefold', []), "'ᎠᎠ'"],
      ["'ıI'.casefold()", () => called('ıI', 'casefold', []), "'ıi'"],
      ["'aB ßΣ'.swapcase()", () => called('aB ßΣ', 'swapcase', []), "'Ab SSς'"],
      ["'ΑΣ'.swapcase()", () => called('ΑΣ', 'swapcase', []), "'ας'"],
      ["'ƛɤ'.upper()", () => called('ƛɤ', 'upper', []), "'ƛɤ'"],
      ["'ꟓ'.title()", () => called('ꟓ', 'title', []), "'ꟓ'"],
    ];
    checkCases(cases);
  });

  describe('kinds', () => {
    const cases: readonly ValueCase[] = [
      ["'abc'.isalpha()", () => called('abc', 'isalpha', []), 'True'],
      ["'ab1'.isalpha()", () => called('ab1', 'isalpha', []), 'False'],
      ["''.isalpha()", () => called('', 'isalpha', []), 'False'],
      ["'日本'.isalpha()", () => called('日本', 'isalpha', []), 'True'],
      ["'ab1²'.isalnum()", () => called('ab1²', 'isalnum', []), 'True'],
      ["'١٢'.isdecimal()", () => called('١٢', 'isdecimal', []), 'True'],
      ["'²'.isdecimal()", () => called('²', 'isdecimal', []), 'False'],
      ["'²'.isdigit()", () => called('²', 'isdigit', []), 'True'],
      ["'½'.isdigit()", () => called('½', 'isdigit', []), 'False'],
      ["'½'.isnumeric()", () => called('½', 'isnumeric', []), 'True'],
      ["'三'.isnumeric()", () => called('三', 'isnumeric', []), 'True'],
      ["'12a'.isdigit()", () => called('12a', 'isdigit', []), 'False'],
      ["'a_1'.isidentifier()", () => called('a_1', 'isidentifier', []), 'True'],
      ["'1a'.isidentifier()", () => called('1a', 'isidentifier', []), 'False'],
      ["'é'.isidentifier()", () => called('é', 'isidentifier', []), 'True'],
      ["'a b'.isidentifier()", () => called('a b', 'isidentifier', []), 'False'],
      ["'ab1'.islower()", () => called('ab1', 'islower', []), 'True'],
      ["'aB'.islower()", () => called('aB', 'islower', []), 'False'],
      ["'1'.islower()", () => called('1', 'islower', []), 'False'],
      ["'AB1'.isupper()", () => called('AB1', 'isupper', []), 'True'],
      ["'ǅ'.isupper()", () => called('ǅ', 'isupper', []), 'False'],
      ["'Hello World'.istitle()", () => called('Hello World', 'istitle', []), 'True'],
      ["'Hello world'.istitle()", () => called('Hello world', 'istitle', []), 'False'],
      ["'ǅab'.istitle()", () => called('ǅab', 'istitle', []), 'True'],
      ["' \\t\\u2003\\x1c'.isspace()", () => called(' \t\u2003\x1c', 'isspace', []), 'True'],
      ["''.isspace()", () => called('', 'isspace', []), 'False'],
      ["'\\u200b'.isspace()", () => called('\u200b', 'isspace', []), 'False'],
      ["'a b'.isprintable()", () => called('a b', 'isprintable', []), 'True'],
      ["'a\\n'.isprintable()", () => called('a\n', 'isprintable', []), 'False'],
      ["'\\xa0'.isprintable()", () => called('\xa0', 'isprintable', []), 'False'],
      ["''.isprintable()", () => called('', 'isprintable', []), 'True'],
      ["'\\u0378'.isprintable()", () => called('͸', 'isprintable', []), 'False'],
      ["'abc'.isascii()", () => called('abc', 'isascii', []), 'True'],
      ["'é'.isascii()", () => called('é', 'isascii', []), 'False'],
      ["''.isascii()", () => called('', 'isascii', []), 'True'],
    ];
    checkCases(cases);
  });

  describe('searching', () => {
    const cases: readonly ValueCase[] = [
      ["'abcabc'.find('c')", () => called('abcabc', 'find', ['c']), '2'],
      ["'abcabc'.find('c', 3)", () => called('abcabc', 'find', ['c', 3]), '5'],
      ["'abcabc'.find('c', -3, -1)", () => called('abcabc', 'find', ['c', -3, -1]), '-1'],
      ["'abcabc'.find('', 6)", () => called('abcabc', 'find', ['', 6]), '6'],
      ["'abcabc'.find('', 7)", () => called('abcabc', 'find', ['', 7]), '-1'],
      ["'abcabc'.find('x')", () => called('abcabc', 'find', ['x']), '-1'],
      ["'abcabc'.rfind('b')", () => called('abcabc', 'rfind', ['b']), '4'],
      ["'abcabc'.rfind('c', None, 5)", () => called('abcabc', 'rfind', ['c', null, 5]), '2'],
      ["'abcabc'.rfind('')", () => called('abcabc', 'rfind', ['']), '6'],
      ["'abcabc'.index('b', 2)", () => called('abcabc', 'index', ['b', 2]), '4'],
      ["'abcabc'.index('x')", () => called('abcabc', 'index', ['x']), 'fails'],
      ["'abcabc'.rindex('a')", () => called('abcabc', 'rindex', ['a']), '3'],
      ["'abcabc'.rindex('x')", () => called('abcabc', 'rindex', ['x']), 'fails'],
      ["'abcabc'.count('bc')", () => called('abcabc', 'count', ['bc']), '2'],
      ["'abcabc'.count('')", () => called('abcabc', 'count', ['']), '7'],
      ["'abcabc'.count('', 2, 4)", () => called('abcabc', 'count', ['', 2, 4]), '3'],
      ["'abcabc'.count('a', 1)", () => called('abcabc', 'count', ['a', 1]), '1'],
      ["'abcabc'.find(1)", () => called('abcabc', 'find', [1]), 'fails'],
      ["'abcabc'.find('a', '0')", () => called('abcabc', 'find', ['a', '0']), 'fails'],
      ["'abcabc'.find('a', 1.5)", () => called('abcabc', 'find', ['a', new Float(1.5)]), 'fails'],
      ["'abcabc'.startswith('ab')", () => called('abcabc', 'startswith', ['ab']), 'True'],
      [
        "'abcabc'.startswith(('x', 'a'))",
        () => called('abcabc', 'startswith', [new Tuple(['x', 'a'])]),
        'True',
      ],
      ["'abcabc'.startswith(())", () => called('abcabc', 'startswith', [new Tuple([])]), 'False'],
      ["'abcabc'.startswith('b', 1)", () => called('abcabc', 'startswith', ['b', 1]), 'True'],
      ["'abcabc'.startswith('', 7)", () => called('abcabc', 'startswith', ['', 7]), 'False'],
      ["'abcabc'.startswith(['a'])", () => called('abcabc', 'startswith', [['a']]), 'fails'],
      ["'abcabc'.endswith('bc')", () => called('abcabc', 'endswith', ['bc']), 'True'],
      [
        "'abcabc'.endswith('ab', None, -1)",
        () => called('abcabc', 'endswith', ['ab', null, -1]),
        'True',
      ],
      [
        "'abcabc'.endswith(('x', 'c'))",
        () => called('abcabc', 'endswith', [new Tuple(['x', 'c'])]),
        'True',
      ],
      ["'abcabc'.endswith(1)", () => called('abcabc', 'endswith', [1]), 'fails'],
      ["'😀a😀b'.find('b')", () => called('😀a😀b', 'find', ['b']), '3'],
      ["'😀a😀b'.rfind('😀')", () => called('😀a😀b', 'rfind', ['😀']), '2'],
      ["'😀a😀b'.count('')", () => called('😀a😀b', 'count', ['']), '5'],
      ["'😀a😀b'.find('a', 2)", () => called('😀a😀b', 'find', ['a', 2]), '-1'],
    ];
    checkCases(cases);
  });

  describe('splitting', () => {
    const cases: readonly ValueCase[] = [
      ["'  a b  c '.split()", () => called('  a b  c ', 'split', []), "['a', 'b', 'c']"],
      [
        "'  a b  c '.split(None, 1)",
        () => called('  a b  c ', 'split', [null, 1]),
        "['a', 'b  c ']",
      ],
      [
        "'  a b  c '.split(' ')",
        () => called('  a b  c ', 'split', [' ']),
        "['', '', 'a', 'b', '', 'c', '']",
      ],
      [
        "'  a b  c '.split(' ', 2)",
        () => called('  a b  c ', 'split', [' ', 2]),
        "['', '', 'a b  c ']",
      ],
      ["'  a b  c '.split('b')", () => called('  a b  c ', 'split', ['b']), "['  a ', '  c ']"],
      ["'  a b  c '.split('')", () => called('  a b  c ', 'split', ['']), 'fails'],
      ["'  a b  c '.split(None, 0)", () => called('  a b  c ', 'split', [null, 0]), "['a b  c ']"],
      ["'  a b  c '.rsplit()", () => called('  a b  c ', 'rsplit', []), "['a', 'b', 'c']"],
      [
        "'  a b  c '.rsplit(None, 1)",
        () => called('  a b  c ', 'rsplit', [null, 1]),
        "['  a b', 'c']",
      ],
      [
        "'  a b  c '.rsplit(' ', 1)",
        () => called('  a b  c ', 'rsplit', [' ', 1]),
        "['  a b  c', '']",
      ],
      ["'  a b  c '.split(1)", () => called('  a b  c ', 'split', [1]), 'fails'],
      [
        "'a,b,c'.split(',', maxsplit=1)",
        () => called('a,b,c', 'split', [','], { maxsplit: 1 }),
        "['a', 'b,c']",
      ],
      [
        "'a,b,c'.rsplit(sep=',', maxsplit=1)",
        () => called('a,b,c', 'rsplit', [], { sep: ',', maxsplit: 1 }),
        "['a,b', 'c']",
      ],
      ["'a b'.split(limit=1)", () => called('a b', 'split', [], { limit: 1 }), 'fails'],
      [
        "'a\\x1cb\\xa0c\\u2003d'.split()",
        () => called('a\x1cb\xa0c\u2003d', 'split', []),
        "['a', 'b', 'c', 'd']",
      ],
      ["''.split()", () => called('', 'split', []), '[]'],
      ["''.split(',')", () => called('', 'split', [',']), "['']"],
      ["''.splitlines()", () => called('', 'splitlines', []), '[]'],
      ["''.partition('x')", () => called('', 'partition', ['x']), "('', '', '')"],
      [
        "'a\\r\\nb\\nc\\rd\\x0be\\x85f\\u2028g\\n\\n'.splitlines()",
        () => called('a\r\nb\nc\rd\x0be\x85f\u2028g\n\n', 'splitlines', []),
        "['a', 'b', 'c', 'd', 'e', 'f', 'g', '']",
      ],
      [
        "'a\\r\\nb\\nc\\rd\\x0be\\x85f\\u2028g\\n\\n'.splitlines(True)",
        () => called('a\r\nb\nc\rd\x0be\x85f\u2028g\n\n', 'splitlines', [true]),
        "['a\\r\\n', 'b\\n', 'c\\r', 'd\\x0b', 'e\\x85', 'f\\u2028', 'g\\n', '\\n']",
      ],
      [
        "'a\\r\\nb\\nc\\rd\\x0be\\x85f\\u2028g\\n\\n'.splitlines('x')",
        () => called('a\r\nb\nc\rd\x0be\x85f\u2028g\n\n', 'splitlines', ['x']),
        'fails',
      ],
      ["'a-b-c'.partition('-')", () => called('a-b-c', 'partition', ['-']), "('a', '-', 'b-c')"],
      ["'a-b-c'.rpartition('-')", () => called('a-b-c', 'rpartition', ['-']), "('a-b', '-', 'c')"],
      ["'a-b-c'.partition('x')", () => called('a-b-c', 'partition', ['x']), "('a-b-c', '', '')"],
      ["'a-b-c'.rpartition('x')", () => called('a-b-c', 'rpartition', ['x']), "('', '', 'a-b-c')"],
      ["'a-b-c'.partition('')", () => called('a-b-c', 'partition', ['']), 'fails'],
      ["'a-b-c'.partition(1)", () => called('a-b-c', 'partition', [1]), 'fails'],
      ["'--a-b--'.strip('-')", () => called('--a-b--', 'strip', ['-']), "'a-b'"],
      ["'--a-b--'.lstrip('-')", () => called('--a-b--', 'lstrip', ['-']), "'a-b--'"],
      ["'--a-b--'.rstrip('-')", () => called('--a-b--', 'rstrip', ['-']), "'--a-b'"],
      ["'--a-b--'.strip(None)", () => called('--a-b--', 'strip', [null]), "'--a-b--'"],
      ["'--a-b--'.strip(1)", () => called('--a-b--', 'strip', [1]), 'fails'],
      ["'\\t a\\u3000\\x1f'.strip()", () => called('\t a　\x1f', 'strip', []), "'a'"],
      ["'\\t a\\u3000\\x1f'.lstrip()", () => called('\t a　\x1f', 'lstrip', []), "'a\\u3000\\x1f'"],
      ["'\\t a\\u3000\\x1f'.rstrip()", () => called('\t a　\x1f', 'rstrip', []), "'\\t a'"],
      ["'😀a😀'.strip('😀')", () => called('😀a😀', 'strip', ['😀']), "'a'"],
      ["'😀a😀'.removeprefix('😀')", () => called('😀a😀', 'removeprefix', ['😀']), "'a😀'"],
      ["'😀a😀'.removesuffix('a')", () => called('😀a😀', 'removesuffix', ['a']), "'😀a😀'"],
      ["'abc'.removeprefix('ab')", () => called('abc', 'removeprefix', ['ab']), "'c'"],
      ["'abc'.removesuffix('bc')", () => called('abc', 'removesuffix', ['bc']), "'a'"],
      ["'abc'.removeprefix(1)", () => called('abc', 'removeprefix', [1]), 'fails'],
    ];
    checkCases(cases);
  });

  describe('shaping', () => {
    const cases: readonly ValueCase[] = [
      ["'abc'.center(8)", () => called('abc', 'center', [8]), "'  abc   '"],
      ["'abc'.center(7, '*')", () => called('abc', 'center', [7, '*']), "'**abc**'"],
      ["'abc'.center(6, '*')", () => called('abc', 'center', [6, '*']), "'*abc**'"],
      ["'abc'.center(2)", () => called('abc', 'center', [2]), "'abc'"],
      ["'abc'.center(5, 'ab')", () => called('abc', 'center', [5, 'ab']), 'fails'],
      ["'abc'.center(5, '')", () => called('abc', 'center', [5, '']), 'fails'],
      ["'abc'.center('5')", () => called('abc', 'center', ['5']), 'fails'],
      ["'abc'.center(5.0)", () => called('abc', 'center', [new Float(5)]), 'fails'],
      ["'abc'.center()", () => called('abc', 'center', []), 'fails'],
      ["'abc'.ljust(5, 'é')", () => called('abc', 'ljust', [5, 'é']), "'abcéé'"],
      ["'abc'.rjust(5, '😀')", () => called('abc', 'rjust', [5, '😀']), "'😀😀abc'"],
      ["'abc'.rjust(True)", () => called('abc', 'rjust', [true]), "'abc'"],
      ["'abc'.zfill(5)", () => called('abc', 'zfill', [5]), "'00abc'"],
      ["'abc'.zfill(-1)", () => called('abc', 'zfill', [-1]), "'abc'"],
      ["'abc'.upper(1)", () => called('abc', 'upper', [1]), 'fails'],
      ["'-5'.zfill(5)", () => called('-5', 'zfill', [5]), "'-0005'"],
      ["'+5😀'.zfill(5)", () => called('+5😀', 'zfill', [5]), "'+005😀'"],
      [
        "'a\\tbc\\td\\ne\\t'.expandtabs()",
        () => called('a\tbc\td\ne\t', 'expandtabs', []),
        "'a       bc      d\\ne       '",
      ],
      [
        "'a\\tbc\\td\\ne\\t'.expandtabs(4)",
        () => called('a\tbc\td\ne\t', 'expandtabs', [4]),
        "'a   bc  d\\ne   '",
      ],
      [
        "'a\\tbc\\td\\ne\\t'.expandtabs(0)",
        () => called('a\tbc\td\ne\t', 'expandtabs', [0]),
        "'abcd\\ne'",
      ],
      [
        "'a\\tbc\\td\\ne\\t'.expandtabs(-1)",
        () => called('a\tbc\td\ne\t', 'expandtabs', [-1]),
        "'abcd\\ne'",
      ],
      ["'aaa'.replace('a', 'b')", () => called('aaa', 'replace', ['a', 'b']), "'bbb'"],
      ["'aaa'.replace('a', 'b', 2)", () => called('aaa', 'replace', ['a', 'b', 2]), "'bba'"],
      ["'aaa'.replace('a', 'b', 0)", () => called('aaa', 'replace', ['a', 'b', 0]), "'aaa'"],
      ["'aaa'.replace('', '-')", () => called('aaa', 'replace', ['', '-']), "'-a-a-a-'"],
      ["'aaa'.replace('', '-', 2)", () => called('aaa', 'replace', ['', '-', 2]), "'-a-aa'"],
      ["'aaa'.replace('aa', 'b', -1)", () => called('aaa', 'replace', ['aa', 'b', -1]), "'ba'"],
      ["'aaa'.replace('a', 1)", () => called('aaa', 'replace', ['a', 1]), 'fails'],
      ["'aaa'.replace('a')", () => called('aaa', 'replace', ['a']), 'fails'],
      ["'aaa'.replace('x', 'y')", () => called('aaa', 'replace', ['x', 'y']), "'aaa'"],
      ["'a😀'.replace('', '-')", () => called('a😀', 'replace', ['', '-']), "'-a-😀-'"],
      ["''.replace('', 'x')", () => called('', 'replace', ['', 'x']), "'x'"],
      ["'-'.join(['a', 'b'])", () => called('-', 'join', [['a', 'b']]), "'a-b'"],
      ["'-'.join(('a',))", () => called('-', 'join', [new Tuple(['a'])]), "'a'"],
      ["'-'.join('abc')", () => called('-', 'join', ['abc']), "'a-b-c'"],
      [
        "'-'.join({'x': 1, 'y': 2})",
        () =>
          called('-', 'join', [
            dictOf([
              ['x', 1],
              ['y', 2],
            ]),
          ]),
        "'x-y'",
      ],
      ["'-'.join([1])", () => called('-', 'join', [[1]]), 'fails'],
      ["'-'.join(5)", () => called('-', 'join', [5]), 'fails'],
      ["'-'.join(undefined)", () => called('-', 'join', [undefined]), "''"],
    ];
    checkCases(cases);
  });

  describe('tables and bytes', () => {
    const cases: readonly ValueCase[] = [
      [
        "'abcß'.translate({97: 'x', 98: None, 223: 'ss', 99: 100})",
        () =>
          called('abcß', 'translate', [
            dictOf([
              [97, 'x'],
              [98, null],
              [223, 'ss'],
              [99, 100],
            ]),
          ]),
        "'xdss'",
      ],
      [
        "'abc'.translate('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyz')",
        () =>
          called('abc', 'translate', [
            'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxyz',
          ]),
        "'yzc'",
      ],
      [
        "'abc'.translate({97: -1})",
        () => called('abc', 'translate', [dictOf([[97, -1]])]),
        'fails',
      ],
      [
        "''.maketrans('ab', 'xy', 'z')",
        () => called('', 'maketrans', ['ab', 'xy', 'z']),
        '{97: 120, 98: 121, 122: None}',
      ],
      [
        "''.maketrans({'a': 'x', 98: None})",
        () =>
          called('', 'maketrans', [
            dictOf([
              ['a', 'x'],
              [98, null],
            ]),
          ]),
        "{97: 'x', 98: None}",
      ],
      ["''.maketrans('ab', 'x')", () => called('', 'maketrans', ['ab', 'x']), 'fails'],
      ["''.maketrans({'ab': 1})", () => called('', 'maketrans', [dictOf([['ab', 1]])]), 'fails'],
      [
        "'é😀\\'\"'.encode()",
        () => called('é😀\'"', 'encode', []),
        "b'\\xc3\\xa9\\xf0\\x9f\\x98\\x80\\'\"'",
      ],
      ["'aé'.encode('ascii')", () => called('aé', 'encode', ['ascii']), 'fails'],
      ["'aé'.encode('ascii', 'ignore')", () => called('aé', 'encode', ['ascii', 'ignore']), "b'a'"],
      [
        "'aé'.encode('ascii', 'xmlcharrefreplace')",
        () => called('aé', 'encode', ['ascii', 'xmlcharrefreplace']),
        "b'a&#233;'",
      ],
      [
        "'aé'.encode('ascii', 'backslashreplace')",
        () => called('aé', 'encode', ['ascii', 'backslashreplace']),
        "b'a\\\\xe9'",
      ],
      ["'é'.encode('latin-1')", () => called('é', 'encode', ['latin-1']), "b'\\xe9'"],
      ["'é'.encode('utf-16')", () => called('é', 'encode', ['utf-16']), "b'\\xff\\xfe\\xe9\\x00'"],
      ["'a'.encode('nonsense')", () => called('a', 'encode', ['nonsense']), 'fails'],
      [
        "'a\\x00\\n\\x7f\\\\'.encode()",
        () => called('a\x00\n\x7f\\', 'encode', []),
        "b'a\\x00\\n\\x7f\\\\'",
      ],
    ];
    checkCases(cases);
  });
});
