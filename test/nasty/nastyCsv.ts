import { latin1, utf16, utf8 } from './nastyFile.js';
import type { NastyFile } from './nastyFile.js';

const AB = ['a', 'b'] as const;
const row = (a: string, b: string) => ({ a, b });
const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;

type Csv = Omit<NastyFile, 'ending' | 'columns'> & {
  readonly ending?: 'tsv';
  readonly columns?: readonly string[];
};

const files: readonly Csv[] = [
  { name: 'no byte', bytes: utf8(''), columns: [], rows: [] },
  { name: 'a byte-order mark alone', bytes: utf8('\uFEFF'), columns: [], rows: [] },
  { name: 'line breaks alone', bytes: utf8('\n\r\n\r\n'), columns: [], rows: [] },
  { name: 'a header alone', bytes: utf8('a,b\n'), rows: [] },
  { name: 'a header without its line break', bytes: utf8('a,b'), rows: [] },
  { name: 'one row without its line break', bytes: utf8('a,b\n1,2'), rows: [row('1', '2')] },
  { name: 'line feeds', bytes: utf8('a,b\n1,2\n3,4\n'), rows: [row('1', '2'), row('3', '4')] },
  {
    name: 'carriage returns',
    bytes: utf8('a,b\r1,2\r3,4\r'),
    rows: [row('1', '2'), row('3', '4')],
  },
  { name: 'both', bytes: utf8('a,b\r\n1,2\r\n3,4\r\n'), rows: [row('1', '2'), row('3', '4')] },
  {
    name: 'line breaks of all kinds',
    bytes: utf8('a,b\r1,2\n3,4\r\n5,6'),
    rows: [row('1', '2'), row('3', '4'), row('5', '6')],
  },
  {
    name: 'blank lines before, between and after',
    bytes: utf8('\n\na,b\n\n1,2\n\r\n\n3,4\n\n'),
    rows: [row('1', '2'), row('3', '4')],
    lines: [5, 8],
  },
  { name: 'a byte-order mark', bytes: utf8('\uFEFFa,b\n1,2\n'), rows: [row('1', '2')] },
  {
    name: 'a byte-order mark before a quote',
    bytes: utf8('\uFEFF"a","b"\n1,2\n'),
    rows: [row('1', '2')],
  },
  {
    name: 'a byte-order mark in the midst is text',
    bytes: utf8('a,b\n\uFEFF1,2\n'),
    rows: [row('\uFEFF1', '2')],
  },
  { name: 'quoted fields', bytes: utf8('"a","b"\n"1","2"\n'), rows: [row('1', '2')] },
  { name: 'empty quoted fields', bytes: utf8('a,b\n"",""\n'), rows: [row('', '')] },
  { name: 'empty fields', bytes: utf8('a,b\n,\n'), rows: [row('', '')] },
  { name: 'doubled quotes', bytes: utf8('a,b\n"say ""hi""",""""\n'), rows: [row('say "hi"', '"')] },
  {
    name: 'quoted line breaks of all kinds',
    bytes: utf8('a,b\n"x\ny","x\r\ny"\n"x\ry",z\n'),
    rows: [row('x\ny', 'x\r\ny'), row('x\ry', 'z')],
    lines: [2, 5],
  },
  {
    name: 'quoted blank lines',
    bytes: utf8('a,b\n"\n\n\n",2\n3,4\n'),
    rows: [row('\n\n\n', '2'), row('3', '4')],
    lines: [2, 6],
  },
  {
    name: 'a quoted line break at the very end',
    bytes: utf8('a,b\n1,"2\n"'),
    rows: [row('1', '2\n')],
  },
  { name: 'quoted delimiters', bytes: utf8('a,b\n"1,1",",,"\n'), rows: [row('1,1', ',,')] },
  {
    name: 'a quoted header over lines',
    bytes: utf8('"a\nb",c\n1,2\n'),
    columns: ['a\nb', 'c'],
    rows: [{ 'a\nb': '1', c: '2' }],
    lines: [3],
  },
  { name: 'blanks around fields', bytes: utf8('a,b\n 1 ,\t2\n'), rows: [row(' 1 ', '\t2')] },
  {
    name: 'lines of blanks are rows',
    bytes: utf8('a\n \n\t\n'),
    columns: ['a'],
    rows: [{ a: ' ' }, { a: '\t' }],
  },
  {
    name: 'fewer fields',
    bytes: utf8('a,b\n1\n1,2\n'),
    rows: [{ a: '1' }, row('1', '2')],
    marks: { 1: ['missing-fields'] },
  },
  {
    name: 'more fields',
    bytes: utf8('a,b\n1,2,3,4\n5,6\n'),
    rows: [row('1', '2'), row('5', '6')],
    marks: { 1: ['extra-fields'] },
    extra: { 1: ['3', '4'] },
  },
  {
    name: 'a delimiter too many on each line',
    bytes: utf8('a,b\n1,2,\n3,4,\n'),
    rows: [row('1', '2'), row('3', '4')],
    extra: { 1: [''], 2: [''] },
  },
  {
    name: 'columns without a name',
    bytes: utf8('a,,\n1,2,3\n'),
    columns: ['a', 'column_2', 'column_3'],
    rows: [{ a: '1', column_2: '2', column_3: '3' }],
  },
  {
    name: 'a column twice',
    bytes: utf8('a,a,a\n1,2,3\n'),
    columns: ['a', 'a_2', 'a_3'],
    rows: [{ a: '1', a_2: '2', a_3: '3' }],
  },
  {
    name: 'columns with names that JavaScript knows',
    bytes: utf8('__proto__,constructor,10,2\n1,2,3,4\n'),
    columns: ['__proto__', 'constructor', '10', '2'],
    rows: [
      JSON.parse('{"__proto__":"1","constructor":"2","10":"3","2":"4"}') as Record<string, string>,
    ],
  },
  {
    name: 'one column',
    bytes: utf8('a\n1\n""\n2\n'),
    columns: ['a'],
    rows: [{ a: '1' }, { a: '' }, { a: '2' }],
  },
  {
    name: 'a quote inside a field',
    bytes: utf8('a,b\n5" disk,2\n'),
    rows: [row('5" disk', '2')],
    marks: { 1: ['stray-quote'] },
    isLoose: true,
  },
  {
    name: 'a quote that is never closed',
    bytes: utf8('a,b\n1,2\n"3,4\n5,6\n'),
    rows: [row('1', '2'), null],
    marks: { 2: ['broken'] },
    isLoose: true,
  },
  {
    name: 'semicolons',
    bytes: utf8('a;b\n1,5;2\n3;4,5\n'),
    delimiter: ';',
    rows: [row('1,5', '2'), row('3', '4,5')],
  },
  { name: 'bars', bytes: utf8('a|b\n1|2\n'), delimiter: '|', rows: [row('1', '2')] },
  {
    name: 'tabs',
    bytes: utf8('a\tb\n1,1\t2\n'),
    ending: 'tsv',
    delimiter: '\t',
    rows: [row('1,1', '2')],
  },
  {
    name: 'tabs in a file that ends in csv',
    bytes: utf8('a\tb\n1\t2\n'),
    delimiter: '\t',
    rows: [row('1', '2')],
  },
  {
    name: 'letters of many scripts',
    bytes: utf8('a,b\né日本,😀\u0301\n'),
    rows: [row('é日本', '😀\u0301')],
  },
  {
    name: 'control characters',
    bytes: utf8('a,b\n\u0000\u0007,\u001b[31m\n'),
    rows: [row('\u0000\u0007', '\u001b[31m')],
  },
  {
    name: 'line separators of Unicode are text',
    bytes: utf8('a,b\n1\u2028,2\u2029\u0085\n'),
    rows: [row('1\u2028', '2\u2029\u0085')],
  },
  {
    name: 'formulas',
    bytes: utf8('a,b\n=1+1,@SUM(A1)\n-1,+1\n'),
    rows: [row('=1+1', '@SUM(A1)'), row('-1', '+1')],
  },
  {
    name: 'bytes that are not UTF-8 among many that are',
    bytes: () =>
      Buffer.concat([Buffer.from('a,b\néé,ü\n'), Buffer.from([0xff]), Buffer.from(',é\nß,ö\n')]),
    rows: [row('éé', 'ü'), row('\uFFFD', 'é'), row('ß', 'ö')],
    marks: { 2: ['bad-bytes'] },
    isLoose: true,
  },
  {
    name: 'Latin-1',
    bytes: latin1('a,b\ncafé,Ärger\n'),
    encoding: 'windows-1252',
    rows: [row('café', 'Ärger')],
  },
  {
    name: 'Windows-1252',
    bytes: () => Buffer.concat([Buffer.from('a,b\n'), Buffer.from([0x80, 0x2c, 0x93, 0x0a])]),
    encoding: 'windows-1252',
    rows: [row('€', '“')],
  },
  {
    name: 'Latin-1 letters after much ASCII',
    bytes: latin1(`a,b\n${'1,2\n'.repeat(40_000)}é,é\n`),
    encoding: 'windows-1252',
    rows: [...Array.from({ length: 40_000 }, () => row('1', '2')), row('é', 'é')],
  },
  {
    name: 'UTF-16 with a mark',
    bytes: utf16('a,b\né,"x\n😀"\n', { mark: true }),
    encoding: 'utf-16le',
    rows: [row('é', 'x\n😀')],
  },
  {
    name: 'UTF-16, big-endian, with a mark',
    bytes: utf16('a,b\r\né,日本\r\n', { mark: true, bigEndian: true }),
    encoding: 'utf-16be',
    rows: [row('é', '日本')],
  },
  {
    name: 'UTF-16 without a mark',
    bytes: utf16('question,answer\nsomething,"a, b"\n'),
    encoding: 'utf-16le',
    columns: ['question', 'answer'],
    rows: [{ question: 'something', answer: 'a, b' }],
  },
  {
    name: 'UTF-16 with characters that hold the bytes of delimiters',
    bytes: utf16('a,b\n\u2c2c\u0a0a,\u220a\u2c22\n', { mark: true }),
    encoding: 'utf-16le',
    rows: [row('\u2c2c\u0a0a', '\u220a\u2c22')],
  },
  {
    name: 'UTF-16 over several checkpoints',
    bytes: utf16(`a,b\n${'"quoted, é\n",2\n'.repeat(20_000)}`, { mark: true }),
    encoding: 'utf-16le',
    rows: Array.from({ length: 20_000 }, () => row('quoted, é\n', '2')),
    lines: Array.from({ length: 20_000 }, (_, at) => 2 + 2 * at),
  },
  {
    name: 'a field of 10 MB',
    bytes: utf8(`a,b\n${quote('long "text",\n'.repeat(800_000))},2\n3,4\n`),
    rows: [row('long "text",\n'.repeat(800_000), '2'), row('3', '4')],
    lines: [2, 800_003],
  },
  {
    name: '10,000 columns',
    bytes: utf8(
      `${Array.from({ length: 10_000 }, (_, at) => `c${at}`).join(',')}\n${'7,'.repeat(9999)}7\n`,
    ),
    columns: Array.from({ length: 10_000 }, (_, at) => `c${at}`),
    rows: [Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`c${at}`, '7']))],
  },
  {
    name: 'rows around a checkpoint',
    bytes: utf8(
      `a,b\n${Array.from({ length: 9000 }, (_, at) => `${at},"${'x'.repeat(at % 40)}\n"`).join('\n')}`,
    ),
    rows: Array.from({ length: 9000 }, (_, at) => row(String(at), `${'x'.repeat(at % 40)}\n`)),
    lines: Array.from({ length: 9000 }, (_, at) => 2 + 2 * at),
  },
];

export const NASTY_CSV: readonly NastyFile[] = files.map((file) => ({
  ending: 'csv',
  columns: AB,
  ...file,
}));
