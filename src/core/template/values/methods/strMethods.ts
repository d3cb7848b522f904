import {
  isAlpha,
  isAlphanumeric,
  isDecimal,
  isDigit,
  isIdentifier,
  isLower,
  isNumericText,
  isPrintable,
  isSpace,
  isTitle,
  isUpper,
} from '../characterKinds.js';
import {
  capitalized,
  caseFolded,
  lowerCased,
  swapCased,
  titleCased,
  upperCased,
} from '../letterCase.js';
import { madeTable, translated } from '../translation.js';
import { encodedText } from '../bytesObject.js';
import { Tuple } from '../pythonValue.js';
import { method, textArgument } from './method.js';
import type { Method, Methods } from './method.js';
import { PLAIN_STYLE, formattingMethods } from './strFormatting.js';
import { SEARCH_METHODS } from './strSearch.js';
import { SHAPE_METHODS } from './strShape.js';
import { SPLIT_METHODS } from './strSplit.js';

/** Python's str methods on the text of a str. */
export const STR_METHODS: Methods<string> = new Map<string, Method<string>>([
  ...SEARCH_METHODS,
  ...SHAPE_METHODS,
  ...SPLIT_METHODS,
  ...formattingMethods(PLAIN_STYLE),
  ['capitalize', method('', capitalized)],
  ['casefold', method('', caseFolded)],
  ['lower', method('', lowerCased)],
  ['swapcase', method('', swapCased)],
  ['title', method('', titleCased)],
  ['upper', method('', upperCased)],
  ['isalnum', method('', isAlphanumeric)],
  ['isalpha', method('', isAlpha)],
  ['isascii', method('', (text) => /^[\0-\x7f]*$/.test(text))],
  ['isdecimal', method('', isDecimal)],
  ['isdigit', method('', isDigit)],
  ['isidentifier', method('', isIdentifier)],
  ['islower', method('', isLower)],
  ['isnumeric', method('', isNumericText)],
  ['isprintable', method('', isPrintable)],
  ['isspace', method('', isSpace)],
  ['istitle', method('', isTitle)],
  ['isupper', method('', isUpper)],
  [
    'encode',
    method("encoding='utf-8', errors='strict'", (text, [encoding, errors]) =>
      encodedText(text, textArgument(encoding, 'encode()'), textArgument(errors, 'encode()')),
    ),
  ],
  [
    'maketrans',
    method('x, *more', (_, [first, more]) =>
      madeTable([first, ...(more instanceof Tuple ? more.items : [])]),
    ),
  ],
  ['translate', method('table, /', (text, [table]) => translated(text, table))],
]);
