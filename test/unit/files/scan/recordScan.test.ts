import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { createRecordScan } from '../../../../src/files/scan/recordScan.js';

const run = promisify(execFile);

interface Start {
  readonly offset: number;
  readonly breaks: number;
}

/** Where every record of a text begins; the text is given to the scanner in parts of such sizes. */
function startsOf(text: string, delimiter?: string, parts: readonly number[] = []): Start[] {
  const bytes = Buffer.from(text);
  const scan = createRecordScan({ delimiter, every: 1 });
  const starts: Start[] = [];
  let at = 0;
  for (let part = 0; at < bytes.length; part += 1) {
    const size = Math.min(parts[part] ?? bytes.length, scan.buffer.length, bytes.length - at);
    scan.buffer.set(bytes.subarray(at, at + size));
    for (const { offset, breaks } of scan.scan(size)) starts.push({ offset, breaks });
    at += size;
  }
  return starts;
}

/** The records of a CSV text as csv-parse reads the whole. */
function parsed(text: string, delimiter: string): string[][] {
  return parse(text, {
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    record_delimiter: ['\r\n', '\n', '\r'],
  });
}

/** The same records, each parsed alone from where the scanner says it begins. */
function parsedAlone(text: string, delimiter: string, parts: readonly number[]): string[][] {
  const bytes = Buffer.from(text);
  const starts = startsOf(text, delimiter, parts);
  return starts.flatMap(({ offset }, index) =>
    parsed(bytes.subarray(offset, starts[index + 1]?.offset).toString(), delimiter),
  );
}

const long = (count: number): string => 'long text, with a comma '.repeat(count);

describe('recordScan: CSV', () => {
  const cases: [string, string, Start[]][] = [
    ['nothing', '', []],
    ['empty lines only', '\n\r\n\r', []],
    ['one line', 'a,b', [{ offset: 0, breaks: 0 }]],
    ['line feed', 'a\nb\n', [at(0, 0), at(2, 1)]],
    ['carriage return', 'a\rb\r', [at(0, 0), at(2, 1)]],
    ['both', 'a\r\nb\r\n', [at(0, 0), at(3, 1)]],
    ['empty lines between', 'a\n\n\r\nb', [at(0, 0), at(5, 3)]],
    ['a quoted line break', '"a\nb",c\nd', [at(0, 0), at(8, 2)]],
    ['a doubled quote', '"a""\n",b\nc', [at(0, 0), at(9, 2)]],
    ['a quote inside a field', 'a"b\nc"\nd', [at(0, 0), at(4, 1), at(7, 2)]],
    ['text after a closing quote', '"a"b\n"c', [at(0, 0), at(5, 1)]],
    ['an open quote', 'a\n"b\nc\nd', [at(0, 0), at(2, 1)]],
    ['a quote in a far block', `a\n"${long(9)}\n"\nb`, [at(0, 0), at(2, 1), at(222, 3)]],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(startsOf(text, ','), expected));
  }

  it('finds the records that csv-parse finds, in any text, however it is cut into parts', () => {
    const piece = fc.constantFrom('"', '""', ',', '\n', '\r\n', '\r', 'a', ' ', 'é', ';', long(3));
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join('')),
        fc.constantFrom(',', ';'),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 5 }),
        (text, delimiter, parts) => {
          // An open quote is said by its record; csv-parse says it of the whole.
          const closed = isClosed(text, delimiter) ? text : `${text}"\n`;
          fc.pre(isClosed(closed, delimiter));
          assert.deepEqual(parsedAlone(closed, delimiter, parts), parsed(closed, delimiter));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('makes checkpoints of every so many bytes, and the same state, however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('"x\ny"', 'a', ',', '\n', long(2)), { maxLength: 300 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 900 }),
        (pieces, every, part) => {
          const bytes = Buffer.from(pieces.join(''));
          const scan = (size: number) => {
            const one = createRecordScan({ delimiter: ',', every });
            const checkpoints = [];
            for (let at = 0; at < bytes.length; at += size) {
              const slice = bytes.subarray(at, at + size);
              one.buffer.set(slice);
              checkpoints.push(...one.scan(slice.length));
            }
            return { checkpoints, state: one.state() };
          };
          const { checkpoints, state } = scan(part);
          assert.deepEqual(scan(bytes.length + 1), { checkpoints, state });
          const all = startsOf(bytes.toString(), ',');
          assert.equal(state.records, all.length);
          for (const { offset, records, breaks } of checkpoints) {
            assert.deepEqual(all[records], { offset, breaks });
          }
          // No record is further from a checkpoint before it than `every` and one record.
          const boundaries = new Set(all.map(({ offset }) => Math.floor(offset / every)));
          assert.equal(checkpoints.length, boundaries.size);
        },
      ),
      { numRuns: 400 },
    );
  });
});

describe('recordScan: JSON Lines', () => {
  const cases: [string, string, Start[]][] = [
    ['nothing', '', []],
    ['blank lines only', '\n \t\n\r\n  ', []],
    ['two lines', '{}\n{}\n', [at(0, 0), at(3, 1)]],
    ['no line break at the end', '{}\r\n{}', [at(0, 0), at(4, 1)]],
    ['blanks before a record', '{}\n  {}\n', [at(0, 0), at(5, 1)]],
    ['a blank line between', '{}\n   \n{}', [at(0, 0), at(7, 2)]],
    ['a quote is no quote', '{"a": "\n"}\n', [at(0, 0), at(8, 1)]],
    ['far apart', `${long(20)}\n${' '.repeat(200)}\nb`, [at(0, 0), at(682, 2)]],
  ];
  for (const [name, text, expected] of cases) {
    it(name, () => assert.deepEqual(startsOf(text), expected));
  }

  it('finds every line that is not blank, however the text is cut into parts', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('{', ' ', '\t', '\n', '\r\n', '\r', 'é', '"', long(3))),
        fc.array(fc.integer({ min: 1, max: 200 }), { maxLength: 5 }),
        (pieces, parts) => {
          const text = pieces.join('');
          const lines = text.split(/\r\n|\n|\r/).map((line) => line.replace(/^[ \t]+/, ''));
          const bytes = Buffer.from(text);
          const starts = startsOf(text, undefined, parts);
          assert.deepEqual(
            starts.map(({ offset }) => /^[^\r\n]*/.exec(bytes.subarray(offset).toString())?.[0]),
            lines.filter((line) => line !== ''),
          );
          assert.deepEqual(
            starts.map(({ breaks }) => lines[breaks]),
            lines.filter((line) => line !== ''),
          );
        },
      ),
      { numRuns: 700 },
    );
  });
});

it('the scanners are what their sources compile to', async () => {
  // In a process of its own: the compiler changes what JavaScript's arrays do.
  const { stdout } = await run(process.execPath, ['assembly/build.js', '--print'], {
    maxBuffer: 16 * 1024 * 1024,
  });
  // What the build prints are names and texts of files.
  const modules = JSON.parse(stdout) as [string, string][];
  assert.deepEqual(
    modules.map(([name]) => name),
    ['recordScanWasm.ts', 'fieldScanWasm.ts'],
  );
  for (const [name, text] of modules) {
    const current = await readFile(`src/files/scan/${name}`, 'utf8');
    assert.ok(current === text, `${name} is stale: run npm run build:scan`);
  }
}).timeout(60_000);

function at(offset: number, breaks: number): Start {
  return { offset, breaks };
}

function isClosed(text: string, delimiter: string): boolean {
  try {
    parsed(text, delimiter);
    return true;
  } catch {
    return false;
  }
}
