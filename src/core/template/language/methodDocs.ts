/** What a method gives: a kind, `same` as its target, its `items`, `keys` and values as `pairs`. */
export type MethodResult =
  'text' | 'int' | 'bool' | 'texts' | 'same' | 'items' | 'values' | 'pairs' | 'none' | 'any';

export interface MethodDoc {
  /** Without the name: `(sep=None, maxsplit=-1)`. */
  readonly signature: string;
  readonly doc: string;
  readonly result: MethodResult;
}

type Rows = readonly (readonly [
  name: string,
  signature: string,
  result: MethodResult,
  doc: string,
])[];

function table(rows: Rows): ReadonlyMap<string, MethodDoc> {
  return new Map(rows.map(([name, signature, result, doc]) => [name, { signature, result, doc }]));
}

/** Methods of Python's types that templates can call, those first that templates use most. */
export const METHOD_DOCS = {
  text: table([
    [
      'strip',
      '(chars=None)',
      'text',
      'Without white space, or the given characters, at both ends.',
    ],
    ['split', '(sep=None, maxsplit=-1)', 'texts', 'The parts between separators, as a list.'],
    ['replace', '(old, new, count=-1)', 'text', 'With every `old` replaced by `new`.'],
    ['lower', '()', 'text', 'In lower case.'],
    ['upper', '()', 'text', 'In upper case.'],
    ['startswith', '(prefix, start=None, end=None)', 'bool', 'Whether it begins with the text.'],
    ['endswith', '(suffix, start=None, end=None)', 'bool', 'Whether it ends with the text.'],
    ['join', '(iterable)', 'text', 'The items with this text between them.'],
    ['splitlines', '(keepends=False)', 'texts', 'Its lines, as a list.'],
    ['format', '(*args, **kwargs)', 'text', 'With `{}` filled by the arguments.'],
    ['title', '()', 'text', 'With Every Word Capitalised.'],
    ['capitalize', '()', 'text', 'With the first letter in upper case, the rest in lower case.'],
    ['casefold', '()', 'text', 'In lower case, for comparison.'],
    ['center', '(width, fillchar=" ")', 'text', 'Centred in a text of the width.'],
    ['count', '(sub, start=None, end=None)', 'int', 'How often the text occurs in it.'],
    ['expandtabs', '(tabsize=8)', 'text', 'With tabs replaced by spaces.'],
    [
      'find',
      '(sub, start=None, end=None)',
      'int',
      'Where the text first occurs; -1 where it does not.',
    ],
    [
      'index',
      '(sub, start=None, end=None)',
      'int',
      'Where the text first occurs; fails where it does not.',
    ],
    ['isalnum', '()', 'bool', 'Whether all characters are letters or digits.'],
    ['isalpha', '()', 'bool', 'Whether all characters are letters.'],
    ['isascii', '()', 'bool', 'Whether all characters are ASCII.'],
    ['isdecimal', '()', 'bool', 'Whether all characters are decimal digits.'],
    ['isdigit', '()', 'bool', 'Whether all characters are digits.'],
    ['isidentifier', '()', 'bool', 'Whether it is a name in Python.'],
    ['islower', '()', 'bool', 'Whether all letters are in lower case.'],
    ['isnumeric', '()', 'bool', 'Whether all characters are numeric.'],
    ['isprintable', '()', 'bool', 'Whether all characters can be printed.'],
    ['isspace', '()', 'bool', 'Whether it is white space only.'],
    ['istitle', '()', 'bool', 'Whether every word is capitalised.'],
    ['isupper', '()', 'bool', 'Whether all letters are in upper case.'],
    ['ljust', '(width, fillchar=" ")', 'text', 'Filled up to the width on the right.'],
    [
      'lstrip',
      '(chars=None)',
      'text',
      'Without white space, or the given characters, at the start.',
    ],
    ['partition', '(sep)', 'texts', 'Before, separator and after, at its first occurrence.'],
    ['removeprefix', '(prefix)', 'text', 'Without the prefix.'],
    ['removesuffix', '(suffix)', 'text', 'Without the suffix.'],
    [
      'rfind',
      '(sub, start=None, end=None)',
      'int',
      'Where the text last occurs; -1 where it does not.',
    ],
    [
      'rindex',
      '(sub, start=None, end=None)',
      'int',
      'Where the text last occurs; fails where it does not.',
    ],
    ['rjust', '(width, fillchar=" ")', 'text', 'Filled up to the width on the left.'],
    ['rpartition', '(sep)', 'texts', 'Before, separator and after, at its last occurrence.'],
    [
      'rsplit',
      '(sep=None, maxsplit=-1)',
      'texts',
      'The parts between separators, split from the right.',
    ],
    ['rstrip', '(chars=None)', 'text', 'Without white space, or the given characters, at the end.'],
    ['swapcase', '()', 'text', 'With upper and lower case swapped.'],
    ['zfill', '(width)', 'text', 'Filled up with zeros on the left.'],
  ]),
  list: table([
    ['append', '(object)', 'none', 'Adds an item at the end.'],
    ['clear', '()', 'none', 'Takes all items out.'],
    ['copy', '()', 'same', 'A list of the same items.'],
    ['count', '(value)', 'int', 'How many items are equal to the value.'],
    ['extend', '(iterable)', 'none', 'Adds the items at the end.'],
    [
      'index',
      '(value, start=0, stop=None)',
      'int',
      'Place of the first equal item; fails where there is none.',
    ],
    ['insert', '(index, object)', 'none', 'Puts an item before the index.'],
    ['pop', '(index=-1)', 'items', 'Takes an item out and gives it.'],
    ['remove', '(value)', 'none', 'Takes the first equal item out.'],
    ['reverse', '()', 'none', 'Turns the order round.'],
    ['sort', '(key=None, reverse=False)', 'none', 'Sorts the list in place.'],
  ]),
  dict: table([
    ['items', '()', 'pairs', 'Its keys and values, in pairs.'],
    ['keys', '()', 'texts', 'Its keys.'],
    ['values', '()', 'values', 'Its values.'],
    ['get', '(key, default=None)', 'any', 'The value of a key, or the default.'],
    ['clear', '()', 'none', 'Takes all keys out.'],
    ['copy', '()', 'same', 'A dict of the same keys and values.'],
    ['pop', '(key, default)', 'any', 'Takes a key out and gives its value.'],
    ['popitem', '()', 'any', 'Takes the last pair out and gives it.'],
    [
      'setdefault',
      '(key, default=None)',
      'any',
      'The value of a key, which is set if it is not there.',
    ],
    ['update', '(other)', 'none', 'Takes over the keys and values of another dict.'],
  ]),
} satisfies Record<string, ReadonlyMap<string, MethodDoc>>;
