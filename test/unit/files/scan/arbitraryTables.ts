import fc from 'fast-check';
import { ROW_MARKS } from '../../../../src/core/dataset/rows/readRow.js';
import type { RowFilter } from '../../../../src/core/dataset/query/rowQuery.js';
import type { FieldForm } from '../../../../src/files/scan/fieldModule.js';

/** Bytes of whole records, and how they are to be read. */
export interface ArbitraryTable {
  readonly bytes: Buffer;
  readonly form: FieldForm;
}

/** Texts that are easily taken for something else. */
const NASTY = [
  ['', ' ', 'a', 'cost', 'Cost', 'COST of', 'nfoo', 'ud83d', 'U0041', 'x\ny', 'x\r\ny', '\t'],
  [
    'naïve',
    'NAÏVE',
    'straße',
    'STRASSE',
    'İstanbul',
    'ıi',
    'ſ',
    'S',
    'K',
    'k',
    'Σς',
    'σΣ',
    'µ',
    'Μ',
  ],
  ['日本', '😀', 'a😀b', '\uD83D', '\uDE00', '\uFFFD', '\u2028', '\u0001', '\u007f', 'мир', 'МИР'],
  ['say "hi"', '"', '""', 'a\\b', 'a/b', "'", ',', ';', '[1, 2]', '{"a":1}', '[]', '{}'],
  [
    ' 42',
    '42',
    '4.50',
    '-1e3',
    '1e400',
    '0x1',
    '.5',
    '5.',
    '+7\t',
    '-0',
    '0.1',
    '12345678901234567',
  ],
  ['true', 'null', `${'x'.repeat(31)}é`, `${'x'.repeat(32)}é`, 'long text '.repeat(12)],
].flat();

const nasty = fc.constantFrom(...NASTY);
const text = fc.oneof(
  { weight: 4, arbitrary: nasty },
  fc.tuple(nasty, nasty).map(([left, right]) => left + right),
  fc.string({ maxLength: 40 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

const KEYS = ['a', 'b', 'key', '__proto__', '10', '', 'é', 'a"b', 'a\\b', '\uD800', 'x'.repeat(15)];
KEYS.push('x'.repeat(16), 'toString', 'long key '.repeat(5));
const key = fc.constantFrom(...KEYS);
const column = fc.oneof(key, fc.constantFrom('c', 'none'));

// JSON Lines --------------------------------------------------------------------------------------

const space = fc.oneof({ weight: 6, arbitrary: fc.constant('') }, fc.constantFrom(' ', '\t', '  '));

/** A string of JSON, with escapes where none is needed. */
function quoted(value: string, style: number): string {
  const plain = JSON.stringify(value);
  if (style % 3 === 0) return plain;
  let escaped = '';
  for (const [place, unit] of [...plain.matchAll(/\\u.{4}|\\.|[^]/g)].entries()) {
    const [character] = unit;
    const isInside = place > 0 && character !== '"' && !character.startsWith('\\');
    const code = character.charCodeAt(0).toString(16).padStart(4, '0');
    const isChosen = isInside && (style >> (place % 8)) % 2 === 1;
    escaped += !isChosen ? character : `\\u${style % 5 === 0 ? code.toUpperCase() : code}`;
  }
  return style % 2 === 0 ? escaped.replaceAll('/', '\\/') : escaped;
}

const string = fc.tuple(text, fc.nat(255)).map(([value, style]) => quoted(value, style));
const number = fc.oneof(
  fc.constantFrom('0', '-0', '1', '1.0', '1e5', '-1.5E-3', '1e400', '0.1', '12345678901234567890'),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer().map(String),
  fc.constant(`0.${'123456789'.repeat(9)}`),
);

const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'json' },
    string,
    number,
    fc.constantFrom('true', 'false', 'null', '[]', '{}', '""', '[ ]', '{\t}'),
    tie('list'),
    tie('object'),
  ),
  list: fc
    .tuple(fc.array(tie('value'), { maxLength: 3, depthIdentifier: 'json' }), space)
    .map(([items, blank]) => `[${blank}${items.join(`${blank},`)}${blank}]`),
  object: fc
    .tuple(fc.array(fc.tuple(key, tie('value')), { maxLength: 3, depthIdentifier: 'json' }), space)
    .map(([members, blank]) => {
      const texts = members.map(
        ([name, item]) => `${JSON.stringify(name)}${blank}:${blank}${item}`,
      );
      return `{${blank}${texts.join(`,${blank}`)}${blank}}`;
    }),
}));

/** A row, sound or with one character too many or too few. */
export const jsonLine = fc
  .tuple(
    fc.array(fc.tuple(key, fc.nat(255), value), { maxLength: 5 }),
    space,
    fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      fc.tuple(
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', ']', '\\', '0', '-', '.', 'e', '\u0001', ' x'),
      ),
    ),
  )
  .map(([members, blank, fault]) => {
    const texts = members.map(
      ([name, style, item]) => `${quoted(name, style)}${blank}:${blank}${item}`,
    );
    const line = `{${blank}${texts.join(`${blank},`)}}${blank}`;
    if (!fault) return line;
    const place = fault[0] % line.length;
    return line.slice(0, place) + fault[1] + line.slice(place + 1);
  });

const lineBreak = fc.oneof(
  { weight: 5, arbitrary: fc.constant('\n') },
  fc.constantFrom('\r\n', '\r', '\n\n', '\n \t\r\n'),
);

const jsonText = fc
  .array(
    fc.tuple(
      fc.oneof(
        { weight: 12, arbitrary: jsonLine },
        fc.constantFrom('[1]', '42', 'null', '"text"', '\f', '\u00a0', '{}'),
      ),
      lineBreak,
    ),
    { maxLength: 12 },
  )
  .map((lines) => lines.flat().join('').trimStart());

// CSV ---------------------------------------------------------------------------------------------

const field = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.tuple(text, fc.boolean()).map(([cell, isQuoted]) => csvField(cell, isQuoted)),
  },
  fc.constantFrom('a"b', '"a"b', '"a""b"c"', '""x', '"a"\0"', '""', '""""', ' "x"', 'a""'),
);

function csvField(cell: string, isQuoted: boolean): string {
  const mustBe = /[",;\r\n]/.test(cell) || cell.startsWith('"');
  return mustBe || isQuoted ? `"${cell.replaceAll('"', '""')}"` : cell;
}

const csvText = fc
  .array(fc.tuple(fc.array(field, { minLength: 1, maxLength: 5 }), lineBreak), { maxLength: 12 })
  .chain((records) =>
    fc.constantFrom('', '', '', '"', '"open\n').map((end) => {
      const lines = records.map(
        ([fields, ending]) => fields.join(',') + ending.replace(/[ \t]/g, ''),
      );
      return (lines.join('') + end).replace(/^[\r\n]+/, '');
    }),
  );

// Bytes -------------------------------------------------------------------------------------------

/** Bytes that are no text, at any place; most tables have none. */
function damaged(table: fc.Arbitrary<string>): fc.Arbitrary<Buffer> {
  const damage = fc.oneof(
    { weight: 8, arbitrary: fc.constant(undefined) },
    fc.tuple(fc.nat(), fc.constantFrom([0xff], [0xc3], [0xed, 0xa0, 0x80], [0xe2, 0x82])),
  );
  return fc.tuple(table, damage).map(([content, fault]) => {
    const bytes = Buffer.from(content);
    if (!fault) return bytes;
    const place = fault[0] % (bytes.length + 1);
    const whole = Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from(fault[1]),
      bytes.subarray(place),
    ]);
    return whole;
  });
}

export const jsonTable: fc.Arbitrary<ArbitraryTable> = damaged(jsonText).map((bytes) => ({
  bytes,
  form: { columns: [] },
}));

export const csvTable: fc.Arbitrary<ArbitraryTable> = fc
  .tuple(damaged(csvText), fc.constantFrom(['a'], ['a', 'b', 'c'], ['key', '10', '__proto__', 'a']))
  .map(([bytes, columns]) => ({ bytes, form: { delimiter: ',', columns } }));

export const anyTable = fc.oneof(jsonTable, csvTable);

// Filters -----------------------------------------------------------------------------------------

const words = fc.oneof(
  text,
  nasty.map((whole) => whole.slice(0, 3)),
  nasty.map((whole) => whole.toUpperCase()),
  nasty.map((whole) => whole.toLowerCase().slice(-3)),
);
const bound = fc.oneof(
  fc.constant(null),
  fc.constantFrom(-1000, 0, 0.1, 4.5, 42, 12_345_678_901_234_568),
);

export const filter: fc.Arbitrary<RowFilter> = fc
  .tuple(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.record({
          kind: fc.constant('text' as const),
          column: fc.oneof(fc.constant(null), column),
          text: words,
          matchCase: fc.boolean(),
          wholeWord: fc.boolean(),
          regex: fc.constant(false),
        }),
      },
      fc.record({
        kind: fc.constant('text' as const),
        column: fc.oneof(fc.constant(null), column),
        text: fc.constantFrom('c.st', '^$', '\\d+', '[а-я]', '^\\s', 'ſ', '.', '\uD83D'),
        matchCase: fc.boolean(),
        wholeWord: fc.boolean(),
        regex: fc.constant(true),
      }),
      fc.record({ kind: fc.constant('equals' as const), column, text: words }),
      fc.record({ kind: fc.constant('empty' as const), column }),
      fc.record({ kind: fc.constant('range' as const), column, min: bound, max: bound }),
      fc.record({ kind: fc.constant('marked' as const), marks: fc.subarray([...ROW_MARKS]) }),
    ),
    fc.constantFrom(undefined, undefined, true, false),
  )
  .map(([condition, not]) => (not === undefined ? condition : { ...condition, not }));
