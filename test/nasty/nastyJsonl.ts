import type { Json } from '../../src/core/json.js';
import { latin1, utf16, utf8 } from './nastyFile.js';
import type { NastyFile } from './nastyFile.js';

type Jsonl = Omit<NastyFile, 'ending' | 'columns'> & {
  readonly ending?: 'ndjson';
  readonly columns?: readonly string[];
};

const deep = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`;
const ids = (...values: readonly Json[]) => values.map((id) => ({ id }));

const files: readonly Jsonl[] = [
  { name: 'no byte', bytes: utf8(''), columns: [], rows: [] },
  { name: 'blank lines alone', bytes: utf8('\n \n\t\r\n'), columns: [], rows: [] },
  { name: 'one row without its line break', bytes: utf8('{"id":1}'), rows: ids(1) },
  { name: 'line feeds', bytes: utf8('{"id":1}\n{"id":2}\n'), rows: ids(1, 2) },
  { name: 'carriage returns', bytes: utf8('{"id":1}\r{"id":2}\r'), rows: ids(1, 2) },
  { name: 'both', bytes: utf8('{"id":1}\r\n{"id":2}\r\n'), ending: 'ndjson', rows: ids(1, 2) },
  { name: 'a byte-order mark', bytes: utf8('\uFEFF{"id":1}\n'), rows: ids(1) },
  {
    name: 'blank lines between',
    bytes: utf8('\n{"id":1}\n\n  \t\n{"id":2}\n\n'),
    rows: ids(1, 2),
    lines: [2, 5],
  },
  { name: 'blanks around', bytes: utf8('  {"id":1}  \n\t{ "id" : 2 }\n'), rows: ids(1, 2) },
  {
    name: 'a broken line in the middle',
    bytes: utf8('{"id":1}\n{"id":\n{"id":3}\n'),
    rows: [{ id: 1 }, null, { id: 3 }],
    marks: { 2: ['broken'] },
  },
  {
    name: 'broken lines at both ends',
    bytes: utf8('nothing\n{"id":2}\n{"id":3'),
    rows: [null, { id: 2 }, null],
    marks: { 1: ['broken'], 3: ['broken'] },
  },
  {
    name: 'values that are no objects',
    bytes: utf8('1\n"text"\n[1]\nnull\ntrue\n{}\n'),
    columns: [],
    rows: [null, null, null, null, null, {}],
    marks: { 1: ['broken'], 2: ['broken'], 3: ['broken'], 4: ['broken'], 5: ['broken'] },
  },
  {
    name: 'JSON that is not quite',
    bytes: utf8(
      '{\'id\':1}\n{id:1}\n{"id":1,}\n{"id":01}\n{"id":NaN}\n{"id":"\t"}\n{"id":1}{"id":2}\n',
    ),
    columns: [],
    rows: [null, null, null, null, null, null, null],
    marks: Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((at) => [at, ['broken' as const]])),
  },
  {
    name: 'a line of a space that JSON does not know',
    bytes: utf8('{"id":1}\n\u00a0\n{"id":2}\n'),
    rows: [{ id: 1 }, null, { id: 2 }],
    marks: { 2: ['broken'] },
  },
  {
    name: 'rows with different fields',
    bytes: utf8('{"id":1}\n{"name":"x"}\n{"id":2,"name":"y","more":true}\n'),
    columns: ['id', 'name', 'more'],
    rows: [{ id: 1 }, { name: 'x' }, { id: 2, name: 'y', more: true }],
  },
  { name: 'a row without fields', bytes: utf8('{"id":1}\n{}\n'), rows: [{ id: 1 }, {}] },
  {
    name: 'a key twice',
    bytes: utf8('{"id":1,"id":2}\n'),
    rows: ids(2),
    marks: { 1: ['repeated-key'] },
  },
  {
    name: 'a key twice, once with an escape',
    bytes: utf8('{"id":1,"\\u0069d":2}\n'),
    rows: ids(2),
    marks: { 1: ['repeated-key'] },
  },
  {
    name: 'keys like numbers keep their order',
    bytes: utf8('{"b":1,"10":2,"2":3,"a":4}\n'),
    columns: ['b', '10', '2', 'a'],
    rows: [{ b: 1, '10': 2, '2': 3, a: 4 }],
  },
  {
    name: 'keys that JavaScript knows',
    bytes: utf8('{"__proto__":1,"constructor":2,"toString":3}\n'),
    columns: ['__proto__', 'constructor', 'toString'],
    rows: [JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as Record<string, number>],
  },
  { name: 'an empty key', bytes: utf8('{"":1}\n'), columns: [''], rows: [{ '': 1 }] },
  {
    name: 'keys with escapes, quotes and line breaks',
    bytes: utf8('{"a\\"b":1,"c\\nd":2,"\\u00e9":3}\n'),
    columns: ['a"b', 'c\nd', 'é'],
    rows: [{ 'a"b': 1, 'c\nd': 2, é: 3 }],
  },
  {
    name: 'nested values',
    bytes: utf8('{"id":{"a":[1,{"b":null}],"c":"}"}}\n{"id":[]}\n{"id":{}}\n'),
    rows: ids({ a: [1, { b: null }], c: '}' }, [], {}),
  },
  {
    name: 'a value as deep as may be',
    bytes: utf8(`{"id":${deep(900)}}\n`),
    rows: ids(JSON.parse(deep(900)) as Json),
  },
  {
    name: 'every escape',
    bytes: utf8('{"id":"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00"}\n'),
    rows: ids('"\\/\b\f\n\r\té😀'),
  },
  { name: 'half a surrogate pair', bytes: utf8('{"id":"\\ud83d"}\n'), rows: ids('\ud83d') },
  {
    name: 'numbers of all kinds',
    bytes: utf8('{"id":1.0}\n{"id":-0}\n{"id":1e400}\n{"id":12345678901234567890}\n{"id":1E-2}\n'),
    rows: ids(1, -0, Infinity, 12345678901234567000, 0.01),
  },
  {
    name: 'null, true and false',
    bytes: utf8('{"id":null}\n{"id":true}\n{"id":false}\n'),
    rows: ids(null, true, false),
  },
  { name: 'letters of many scripts', bytes: utf8('{"id":"é日本😀"}\n'), rows: ids('é日本😀') },
  {
    name: 'line separators of Unicode',
    bytes: utf8('{"id":"a\u2028b\u2029c\u0085d"}\n'),
    rows: ids('a\u2028b\u2029c\u0085d'),
  },
  {
    name: 'bytes that are not UTF-8 among many that are',
    bytes: () =>
      Buffer.concat([
        Buffer.from('{"id":"éüö"}\n{"id":"'),
        Buffer.from([0xc3]),
        Buffer.from('"}\n{"id":"ß"}\n'),
      ]),
    rows: ids('éüö', '\uFFFD', 'ß'),
    marks: { 2: ['bad-bytes'] },
  },
  {
    name: 'Latin-1',
    bytes: latin1('{"id":"café"}\n'),
    encoding: 'windows-1252',
    rows: ids('café'),
  },
  {
    name: 'UTF-16 with a mark',
    bytes: utf16('{"id":"é😀"}\r\n{"id":2}\r\n', { mark: true }),
    encoding: 'utf-16le',
    rows: ids('é😀', 2),
  },
  {
    name: 'UTF-16, big-endian, without a mark',
    bytes: utf16('{"id":"something"}\n{"id":"else"}\n', { bigEndian: true }),
    encoding: 'utf-16be',
    rows: ids('something', 'else'),
  },
  {
    name: 'UTF-16 cut in the midst of a character',
    bytes: () => Buffer.concat([utf16('{"id":1}\n', { mark: true })(), Buffer.from([0x7b])]),
    encoding: 'utf-16le',
    rows: ids(1),
  },
  {
    name: 'a value of 10 MB',
    bytes: utf8(`{"id":"${'x\\n'.repeat(3_500_000)}"}\n{"id":2}\n`),
    rows: ids('x\n'.repeat(3_500_000), 2),
  },
  {
    name: '10,000 columns',
    bytes: utf8(`{${Array.from({ length: 10_000 }, (_, at) => `"c${at}":${at}`).join(',')}}\n`),
    columns: Array.from({ length: 10_000 }, (_, at) => `c${at}`),
    rows: [Object.fromEntries(Array.from({ length: 10_000 }, (_, at) => [`c${at}`, at]))],
  },
  {
    name: 'a long row among short ones',
    bytes: utf8(
      `${'{"id":1}\n'.repeat(5000)}{"id":"${'y'.repeat(3_000_000)}"}\n${'{"id":2}\n'.repeat(5000)}`,
    ),
    rows: [
      ...Array.from({ length: 5000 }, () => ({ id: 1 })),
      { id: 'y'.repeat(3_000_000) },
      ...Array.from({ length: 5000 }, () => ({ id: 2 })),
    ],
  },
];

export const NASTY_JSONL: readonly NastyFile[] = files.map((file) => ({
  ending: 'jsonl',
  columns: ['id'],
  ...file,
}));
