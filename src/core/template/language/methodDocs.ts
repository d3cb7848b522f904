import { t } from '../../../l10n/t.js';

/** What a method gives: a kind, `same` as its target, its `items`, `keys` and values as `pairs`. */
export type MethodResult =
  'text' | 'int' | 'bool' | 'texts' | 'same' | 'items' | 'values' | 'pairs' | 'none' | 'any';

interface MethodDoc {
  /** Without the name: `(sep=None, maxsplit=-1)`. */
  readonly signature: string;
  readonly doc: string;
  readonly result: MethodResult;
}

type Rows = readonly (readonly [
  name: string,
  signature: string,
  result: MethodResult,
  say: () => string,
])[];

function table(rows: Rows): ReadonlyMap<string, MethodDoc> {
  return new Map(
    rows.map(([name, signature, result, say]) => [
      name,
      {
        signature,
        result,
        get doc() {
          return say();
        },
      },
    ]),
  );
}

/** Methods of Python's types that templates can call, those first that templates use most. */
export const METHOD_DOCS = {
  text: table([
    [
      'strip',
      '(chars=None)',
      'text',
      () => t('Without white space, or the given characters, at both ends.'),
    ],
    [
      'split',
      '(sep=None, maxsplit=-1)',
      'texts',
      () => t('The parts between separators, as a list.'),
    ],
    ['replace', '(old, new, count=-1)', 'text', () => t('With every `old` replaced by `new`.')],
    ['lower', '()', 'text', () => t('In lower case.')],
    ['upper', '()', 'text', () => t('In upper case.')],
    [
      'startswith',
      '(prefix, start=None, end=None)',
      'bool',
      () => t('Whether it begins with the text.'),
    ],
    [
      'endswith',
      '(suffix, start=None, end=None)',
      'bool',
      () => t('Whether it ends with the text.'),
    ],
    ['join', '(iterable)', 'text', () => t('The items with this text between them.')],
    ['splitlines', '(keepends=False)', 'texts', () => t('Its lines, as a list.')],
    ['format', '(*args, **kwargs)', 'text', () => t('With `{}` filled by the arguments.')],
    ['title', '()', 'text', () => t('With Every Word Capitalised.')],
    [
      'capitalize',
      '()',
      'text',
      () => t('With the first letter in upper case, the rest in lower case.'),
    ],
    ['casefold', '()', 'text', () => t('In lower case, for comparison.')],
    ['center', '(width, fillchar=" ")', 'text', () => t('Centred in a text of the width.')],
    ['count', '(sub, start=None, end=None)', 'int', () => t('How often the text occurs in it.')],
    ['expandtabs', '(tabsize=8)', 'text', () => t('With tabs replaced by spaces.')],
    [
      'find',
      '(sub, start=None, end=None)',
      'int',
      () => t('Where the text first occurs; -1 where it does not.'),
    ],
    [
      'index',
      '(sub, start=None, end=None)',
      'int',
      () => t('Where the text first occurs; fails where it does not.'),
    ],
    ['isalnum', '()', 'bool', () => t('Whether all characters are letters or digits.')],
    ['isalpha', '()', 'bool', () => t('Whether all characters are letters.')],
    ['isascii', '()', 'bool', () => t('Whether all characters are ASCII.')],
    ['isdecimal', '()', 'bool', () => t('Whether all characters are decimal digits.')],
    ['isdigit', '()', 'bool', () => t('Whether all characters are digits.')],
    ['isidentifier', '()', 'bool', () => t('Whether it is a name in Python.')],
    ['islower', '()', 'bool', () => t('Whether all letters are in lower case.')],
    ['isnumeric', '()', 'bool', () => t('Whether all characters are numeric.')],
    ['isprintable', '()', 'bool', () => t('Whether all characters can be printed.')],
    ['isspace', '()', 'bool', () => t('Whether it is white space only.')],
    ['istitle', '()', 'bool', () => t('Whether every word is capitalised.')],
    ['isupper', '()', 'bool', () => t('Whether all letters are in upper case.')],
    ['ljust', '(width, fillchar=" ")', 'text', () => t('Filled up to the width on the right.')],
    [
      'lstrip',
      '(chars=None)',
      'text',
      () => t('Without white space, or the given characters, at the start.'),
    ],
    [
      'partition',
      '(sep)',
      'texts',
      () => t('Before, separator and after, at its first occurrence.'),
    ],
    ['removeprefix', '(prefix)', 'text', () => t('Without the prefix.')],
    ['removesuffix', '(suffix)', 'text', () => t('Without the suffix.')],
    [
      'rfind',
      '(sub, start=None, end=None)',
      'int',
      () => t('Where the text last occurs; -1 where it does not.'),
    ],
    [
      'rindex',
      '(sub, start=None, end=None)',
      'int',
      () => t('Where the text last occurs; fails where it does not.'),
    ],
    ['rjust', '(width, fillchar=" ")', 'text', () => t('Filled up to the width on the left.')],
    [
      'rpartition',
      '(sep)',
      'texts',
      () => t('Before, separator and after, at its last occurrence.'),
    ],
    [
      'rsplit',
      '(sep=None, maxsplit=-1)',
      'texts',
      () => t('The parts between separators, split from the right.'),
    ],
    [
      'rstrip',
      '(chars=None)',
      'text',
      () => t('Without white space, or the given characters, at the end.'),
    ],
    ['swapcase', '()', 'text', () => t('With upper and lower case swapped.')],
    ['zfill', '(width)', 'text', () => t('Filled up with zeros on the left.')],
  ]),
  list: table([
    ['append', '(object)', 'none', () => t('Adds an item at the end.')],
    ['clear', '()', 'none', () => t('Takes all items out.')],
    ['copy', '()', 'same', () => t('A list of the same items.')],
    ['count', '(value)', 'int', () => t('How many items are equal to the value.')],
    ['extend', '(iterable)', 'none', () => t('Adds the items at the end.')],
    [
      'index',
      '(value, start=0, stop=None)',
      'int',
      () => t('Place of the first equal item; fails where there is none.'),
    ],
    ['insert', '(index, object)', 'none', () => t('Puts an item before the index.')],
    ['pop', '(index=-1)', 'items', () => t('Takes an item out and gives it.')],
    ['remove', '(value)', 'none', () => t('Takes the first equal item out.')],
    ['reverse', '()', 'none', () => t('Turns the order round.')],
    ['sort', '(key=None, reverse=False)', 'none', () => t('Sorts the list in place.')],
  ]),
  dict: table([
    ['items', '()', 'pairs', () => t('Its keys and values, in pairs.')],
    ['keys', '()', 'texts', () => t('Its keys.')],
    ['values', '()', 'values', () => t('Its values.')],
    ['get', '(key, default=None)', 'any', () => t('The value of a key, or the default.')],
    ['clear', '()', 'none', () => t('Takes all keys out.')],
    ['copy', '()', 'same', () => t('A dict of the same keys and values.')],
    ['pop', '(key, default)', 'any', () => t('Takes a key out and gives its value.')],
    ['popitem', '()', 'any', () => t('Takes the last pair out and gives it.')],
    [
      'setdefault',
      '(key, default=None)',
      'any',
      () => t('The value of a key, which is set if it is not there.'),
    ],
    ['update', '(other)', 'none', () => t('Takes over the keys and values of another dict.')],
  ]),
} satisfies Record<string, ReadonlyMap<string, MethodDoc>>;
