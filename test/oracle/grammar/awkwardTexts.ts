import { between, chance, pick, several, type Draw } from './draw.js';

const HOSTS = [
  'example.org',
  'example.com',
  'a.b.co.uk',
  'localhost',
  'foo.bar',
  'x.io',
  'münchen.de',
  '127.0.0.1',
  'example.info',
  'site.net',
  'EXAMPLE.ORG',
  'no-tld',
  'a_b.org',
];
const SCHEMES = [
  'http://',
  'https://',
  'www.',
  'HTTP://',
  'mailto:',
  'ftp://',
  'tel:',
  '',
  '',
  'https:/',
  '//',
];
const ENDS = [
  '',
  '',
  '.',
  ',',
  ')',
  ').',
  '!',
  '?',
  ';',
  ':',
  '>',
  '&gt;',
  '"',
  "'",
  '...',
  '))',
  ']',
  '/',
];

/** Words among which urlize finds links and addresses. */
export function linkText(draw: Draw): string {
  return several(draw, [1, 4], () => {
    const path = chance(draw, 50)
      ? pick(draw, [
          '/',
          '/a/b',
          '/x_(y)',
          '?q=1&r=<2>',
          '#top',
          '/a,b',
          '/(a)',
          ':8080/z',
          '/%20',
          '/é',
          '/a/very/long/path/that/goes/on',
        ])
      : '';
    const link = chance(draw, 20)
      ? `${pick(draw, ['me', 'a.b', 'x+y', '@', 'mailto:me', 'é'])}@${pick(draw, HOSTS)}`
      : `${pick(draw, SCHEMES)}${pick(draw, HOSTS)}${path}`;
    return `${pick(draw, ['', '', '(', '<', '&lt;', '"', '[', '(('])}${link}${pick(draw, ENDS)}`;
  }).join(pick(draw, [' ', ' ', '\n', '  ', ' and ', '\t']));
}

export function markupText(draw: Draw): string {
  return several(draw, [1, 5], () =>
    pick(draw, [
      '<b>',
      '</b>',
      '<br/>',
      '<a href="x>y">',
      '<!-- c -->',
      '<!--',
      '-->',
      '<',
      '>',
      '&',
      '&amp;',
      '&lt;',
      '&#39;',
      '&#x41;',
      '&eacute;',
      '&nbsp;',
      '&bogus;',
      '&amp',
      '&#0;',
      '&#1114112;',
      ' ',
      '  ',
      '\n',
      'text',
      'a<b',
      'x > y',
      '"',
      "'",
      '<p\nclass=a>',
      '</',
      '&notit;',
      '&copy',
    ]),
  ).join('');
}

/** What int and float may or may not read. */
export function numberText(draw: Draw): string {
  const sign = pick(draw, ['', '', '', '-', '+', '--', '- ']);
  const digits = pick(draw, [
    '0',
    '7',
    '42',
    '007',
    '1_000',
    '1__0',
    '_1',
    '1_',
    '3.75',
    '.5',
    '5.',
    '1e3',
    '1E-3',
    '1e',
    'e5',
    '0x1f',
    '0b101',
    '0o17',
    '0X1F',
    'ff',
    'zz',
    'inf',
    'Infinity',
    'nan',
    'NaN',
    '١٢٣',
    '1٫5',
    '½',
    '²',
    '1,000',
    '12345678901234567890',
    '1e400',
    '1.7976931348623157e308',
    '5e-324',
    '0.1e-400',
    'True',
    'None',
    '',
  ]);
  return `${pick(draw, ['', '', ' ', '\n', '\u00a0'])}${sign}${digits}${pick(draw, ['', '', ' ', '\t', 'x'])}`;
}

const RANGES: readonly (readonly [number, number])[] = [
  [0x20, 0x7e],
  [0xa0, 0x17f],
  [0x180, 0x24f],
  [0x2b0, 0x36f],
  [0x370, 0x3ff],
  [0x400, 0x4ff],
  [0x531, 0x58f],
  [0x5d0, 0x5ea],
  [0x620, 0x669],
  [0x900, 0x97f],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13fd],
  [0x1e00, 0x1eff],
  [0x1f00, 0x1fff],
  [0x2000, 0x206f],
  [0x2070, 0x209c],
  [0x2150, 0x218b],
  [0x2460, 0x24ff],
  [0x3000, 0x30ff],
  [0x4e00, 0x4eff],
  [0xa640, 0xa69f],
  [0xab70, 0xabbf],
  [0xac00, 0xacff],
  [0xfb00, 0xfb17],
  [0xff00, 0xff5e],
  [0x10400, 0x1044f],
  [0x1d400, 0x1d4ff],
  [0x1e900, 0x1e943],
  [0x1f300, 0x1f64f],
  [0, 0x1f],
  [0x7f, 0x9f],
];

/** Characters of many scripts, with their odd cases, widths, digits and spaces. */
export function manyScripts(draw: Draw): string {
  return several(draw, [1, 8], () => {
    if (chance(draw, 15))
      return pick(draw, [
        'ß',
        'İ',
        'ı',
        'ŉ',
        'ǰ',
        'ΐ',
        'Σ',
        'ς',
        'ﬁ',
        'ﬃ',
        'ǅ',
        'ª',
        'ʰ',
        '\u0345',
        'ᾳ',
        'ẞ',
        'Ω',
        '\u2028',
        '\u2029',
        '\u0085',
        '\u001c',
        '\u200b',
        '\ufeff',
        '\u3000',
        "'",
        ' ',
        'a',
        'A',
        '·',
      ]);
    const [first, last] = pick(draw, RANGES);
    return String.fromCodePoint(between(draw, first, last));
  }).join('');
}

/** A float as JSON or Jinja writes it, of any size and precision. */
export function anyFloatText(draw: Draw): string {
  const digits = `${between(draw, 0, 9)}.${several(draw, [1, 17], () => String(draw(10))).join('')}`;
  return `${chance(draw, 30) ? '-' : ''}${digits}${chance(draw, 50) ? `e${between(draw, -30, 30)}` : ''}`;
}
