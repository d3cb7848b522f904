/**
 * Python 3.11 knows the characters of Unicode 14; a JavaScript engine may know more. These are the
 * ones that came later (to Unicode 17), which Python takes for unassigned: distance from the last
 * one in base 36, and after a point how many more follow it.
 */
const LATER = `
1ov 8 qt 3k n d7 2dd.e 3.b 2r.1 1c 7e.1 tz o6.2 1gt va.3 dh.1 a na4.4 3 2 6.2 l gk2.f ce.1 1j.6
1ki.1f nh.p rr.11 4.s 9.1 8j.5 9.8 y.5 n4.2 8v.9 2 3 2.11 2.9 2 3 2.3 2.9 2.1 9.1 ku.j t9.9
2f.7 2h.x f.9 c7.17 5.9 7r.g 2.14 4.s 445 a.s b.32y 5qe.1l 2dj.1l 87.o 3.o 7z.4 4qq.7 zk a.l
2q.36 6yo z 59n.70 4.c3 7.m g.g r4.j 2fm.5 7a.1p y u9.15 5z.16 5 5d.u 2.l 9.1 34p 4 48.b 2i
61.9 5.1 f.8 ak.3 u.2 g.3 4.1 u.2 c.4 7 2 5.2 b.2 3 9.2 5 8.1 5v.10 b 10zj.6 4mb.b 5s3.h9
7ar.6jt
`;

const later = laterCharacters();
const LATER_CHARACTER = new RegExp(`[${later}]`, 'u');
const LATER_CHARACTERS = new RegExp(`[${later}]+`, 'gu');
/** Splits a text into stretches without (even places) and of later characters (odd places). */
const LATER_STRETCH = new RegExp(`([${later}]+)`, 'u');

function laterCharacters(): string {
  let ranges = '';
  let last = 0;
  for (const range of LATER.trim().split(/\s+/)) {
    const [distance = '', more = '0'] = range.split('.');
    const first = last + Number.parseInt(distance, 36);
    last = first + Number.parseInt(more, 36);
    ranges += `\\u{${first.toString(16)}}-\\u{${last.toString(16)}}`;
  }
  return ranges;
}

export const ASCII = /^[\0-\x7f]*$/;

/** Applies `change` to the text but for characters that Python takes for unassigned. */
export function changedKnown(text: string, change: (known: string) => string): string {
  if (ASCII.test(text) || !LATER_CHARACTER.test(text)) return change(text);
  return text
    .split(LATER_STRETCH)
    .map((part, index) => (index % 2 === 0 ? change(part) : part))
    .join('');
}

/**
 * Whether a text has none of `others`, which are not of a kind. A pattern of the kind over the whole
 * text would note each character that it passes, and run out of room for that on a long one.
 */
function all(others: RegExp): (text: string) => boolean {
  return (text) => !others.test(text) && (ASCII.test(text) || !LATER_CHARACTER.test(text));
}

/** Of at least one character. */
function some(others: RegExp): (text: string) => boolean {
  const isAll = all(others);
  return (text) => text !== '' && isAll(text);
}

/** Numeric by value but not by category: the Chinese numerals. */
const NUMERALS =
  '㐅㒃㠪㭍一七万三九二五亖亿什仟仨伍佰億兆兩八六十千卄卅卌叁参參叄四壱壹幺廾廿弌弍弎弐拾捌柒漆玖百肆萬貮貳贰阡' +
  '陆陌陸零\uf96b\uf973\uf978\uf9b2\uf9d1\uf9d3\uf9fd\u{20001}𠁤𠃢𠄡𠤪𠦃𠦌𠦜𠫪𠫽𠬙𢎐𢦘𣬛𦉭\u{2f890}';
/** Digits that are no decimals: superscripts, circled ones and the like. */
const DIGITS =
  '\u00b2\u00b3\u00b9\u1369-\u1371\u19da\u2070\u2074-\u2079\u2080-\u2089\u2460-\u2468\u2474-\u247c' +
  '\u2488-\u2490\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\u{10a40}-\u{10a43}' +
  '\u{10e60}-\u{10e68}\u{11052}-\u{1105a}\u{1f100}-\u{1f10a}';
/** As a class of a regular expression: what Python's `str.isspace` and `str.split` take for space. */
export const SPACES =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

export const isAlpha = some(/\P{L}/u);
export const isDecimal = some(/\P{Nd}/u);
export const isDigit = some(new RegExp(`[^\\p{Nd}${DIGITS}]`, 'u'));
export const isNumericText = some(new RegExp(`[^\\p{N}${NUMERALS}]`, 'u'));
export const isAlphanumeric = some(/[^\p{L}\p{N}]/u);
const isIdentifierRest = some(/\P{XID_Continue}|\u200c|\u200d|\u30fb|\uff65/u);
export function isIdentifier(text: string): boolean {
  return /^[\p{XID_Start}_]/u.test(text) && isIdentifierRest(text);
}
export const isSpace = some(new RegExp(`[^${SPACES}]`, 'u'));
/** Python's `str.isprintable`; true for ''. */
export const isPrintable = all(/(?! )[\p{C}\p{Z}]/u);

/** Small letters: those of Unicode 14, one of which is none any more. */
const SMALL = /\u0295|(?![\u10fc\ua7f2-\ua7f4\uab69])\p{Lowercase}/u;

function known(text: string): string {
  return ASCII.test(text) ? text : text.replace(LATER_CHARACTERS, '');
}

export function isLower(text: string): boolean {
  const checked = known(text);
  return !/[\p{Uppercase}\p{Lt}]/u.test(checked) && SMALL.test(checked);
}

export function isUpper(text: string): boolean {
  const checked = known(text);
  return !/[\p{Lowercase}\p{Lt}]/u.test(checked) && /\p{Uppercase}/u.test(checked);
}

/** Whether a character is a letter with a case, as `title` sees it. */
export function isCased(point: string): boolean {
  if (ASCII.test(point)) return /[A-Za-z]/.test(point);
  return (
    (SMALL.test(point) || /[\p{Uppercase}\p{Lt}]/u.test(point)) && !LATER_CHARACTER.test(point)
  );
}

/** Python's `str.istitle`: capitals only after what has no case, small letters only after letters. */
export function isTitle(text: string): boolean {
  let isCased = false;
  let isAfterCased = false;
  for (const point of text) {
    const isKnown = !LATER_CHARACTER.test(point);
    if (isKnown && /[\p{Uppercase}\p{Lt}]/u.test(point)) {
      if (isAfterCased) return false;
      isAfterCased = true;
      isCased = true;
    } else if (isKnown && SMALL.test(point)) {
      if (!isAfterCased) return false;
      isCased = true;
    } else isAfterCased = false;
  }
  return isCased;
}
