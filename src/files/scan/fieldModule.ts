import { FIELD_SCAN_WASM } from './fieldScanWasm.js';
import { powersOfFive } from './powersOfFive.js';

/** How the bytes of a file are rows, once they are UTF-8. */
export interface FieldForm {
  /** CSV only. */
  readonly delimiter?: string;
  /** Of CSV, in order. */
  readonly columns: readonly string[];
  /** The text was of another encoding: U+FFFD stands where bytes were no text. */
  readonly wasReplaced?: boolean;
}

/** What the module asks and tells while it goes through rows: assembly/fields/host.ts. */
interface FieldHost {
  oddRow(row: number, marks: number, fields: number): void;
  firstRow(row: number): void;
  newColumn(row: number, column: number): void;
  leftOut(hash: bigint): void;
  firstMissing(row: number, column: number): void;
  test(condition: number, at: number, length: number, hasSurrogate: number): boolean;
  testBroken(condition: number, row: number, at: number, end: number): boolean;
}

/** The names that assembly/fieldScan.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly POWERS: WebAssembly.Global;
  readonly columnCount: WebAssembly.Global;
  readonly soundRows: WebAssembly.Global;
  readonly rowStart: WebAssembly.Global;
  readonly rowEnd: WebAssembly.Global;
  readonly found: WebAssembly.Global;
  readonly keyBytes: WebAssembly.Global;
  readonly keyStarts: WebAssembly.Global;
  openCsv(delimiter: number, columns: number, limit: number): void;
  openJson(limit: number): void;
  reserve(length: number): number;
  take(length: number): number;
  takeUpper(): number;
  columnAt(column: number): number;
  keyAt(key: number): number;
  keyNumber(text: number, length: number, source: number, sourceLength: number): number;
  limitKeys(): void;
  lineBreaks(from: number, to: number): number;
  withoutFigures(): void;
  survey(length: number, row: number, bad: number): number;
  lookFor(anchor: number, units: number, unitCount: number): void;
  meet(conditions: number, count: number): void;
  hasCandidate(length: number): number;
  select(length: number, row: number, bad: number): number;
  sortKeys(length: number, row: number, column: number): number;
}

export interface FieldModule extends Exports {
  /** Views of memory; void as soon as it has grown. */
  bytes(at: number, length: number): Buffer;
  text(at: number, length: number): string;
  words(at: number, count: number): Uint32Array;
  /** Copies bytes into memory that is kept for them; gives where. */
  put(bytes: Uint8Array): number;
}

const HOST: FieldHost = {
  oddRow: nothing,
  firstRow: nothing,
  newColumn: nothing,
  leftOut: nothing,
  firstMissing: nothing,
  test: () => false,
  testBroken: () => false,
};

function nothing(): void {
  // Whoever asks only for rows is told nothing of columns.
}

let compiled: WebAssembly.Module | undefined;

/** An instance for one form of file. Of JSON Lines at most `limit` columns are known by number. */
export function createFieldModule(
  form: FieldForm,
  limit: number,
  host: Partial<FieldHost>,
): FieldModule {
  compiled ??= new WebAssembly.Module(Buffer.from(FIELD_SCAN_WASM, 'base64'));
  const slowNumber = (at: number, length: number): number => Number(text(at, length));
  const instance = new WebAssembly.Instance(compiled, {
    host: { ...HOST, ...host, slowNumber },
  });
  // The module is our own; its exports are those of the interface.
  const wasm = instance.exports as unknown as Exports;
  let memory = Buffer.from(wasm.memory.buffer);
  const bytes = (at: number, length: number): Buffer => {
    if (memory.buffer !== wasm.memory.buffer) memory = Buffer.from(wasm.memory.buffer);
    return memory.subarray(at, at + length);
  };
  const text = (at: number, length: number): string => {
    if (memory.buffer !== wasm.memory.buffer) memory = Buffer.from(wasm.memory.buffer);
    return memory.toString('utf8', at, at + length);
  };
  const powers = powersOfFive();
  new BigUint64Array(wasm.memory.buffer, wasm.POWERS.value, powers.length).set(powers);
  if (form.delimiter === undefined) wasm.openJson(limit);
  else wasm.openCsv(form.delimiter.charCodeAt(0), form.columns.length, limit);
  return {
    ...wasm,
    bytes,
    text,
    words: (at, count) => new Uint32Array(wasm.memory.buffer, at, count),
    put(data) {
      const at = wasm.take(data.length);
      bytes(at, data.length).set(data);
      return at;
    },
  };
}
