import { RECORD_SCAN_WASM } from './recordScanWasm.js';

/** What a scan found: the record that begins at or after a multiple of `every`. */
export interface Checkpoint {
  /** Of the record's first byte. */
  readonly offset: number;
  /** Records before it; the header of CSV is one. */
  readonly records: number;
  /** Line breaks before it. */
  readonly breaks: number;
}

/** Where a scan stands, so that another can go on from there. */
export interface ScanState {
  readonly state: number;
  readonly afterReturn: number;
  /** Bytes scanned. */
  readonly position: number;
  readonly records: number;
  readonly breaks: number;
  /** Lines that are no part of a record. */
  readonly blankLines: number;
  readonly boundary: number;
  /** Of the last record that began; -1 where none did. */
  readonly lastStart: number;
  readonly lastBreaks: number;
}

export interface RecordScan {
  /** The bytes to scan next go here, */
  readonly buffer: Uint8Array;
  /** or here, so that one part can be read while the other is scanned. */
  readonly otherBuffer: Uint8Array;
  /** Scans the first `length` bytes of one of them. */
  scan(length: number, buffer?: Uint8Array): readonly Checkpoint[];
  state(): ScanState;
  /** Goes on from another state; from the start where none is given. */
  restart(from?: ScanState): void;
}

/** The names that assembly/recordScan.ts exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly DATA: WebAssembly.Global;
  readonly MORE_DATA: WebAssembly.Global;
  readonly CAPACITY: WebAssembly.Global;
  readonly FOUND: WebAssembly.Global;
  readonly MOST_FOUND: WebAssembly.Global;
  readonly found: WebAssembly.Global;
  readonly every: WebAssembly.Global;
  scanCsv(from: number, length: number, delimiter: number): void;
  scanLines(from: number, length: number): void;
}

const STATE_FIELDS = [
  'state',
  'afterReturn',
  'position',
  'records',
  'breaks',
  'blankLines',
  'boundary',
  'lastStart',
  'lastBreaks',
] as const satisfies readonly (keyof ScanState)[];

/** Of assembly/recordScan.ts. */
const RECORD_START = 4;

/** Before the first byte. */
export const SCAN_START: ScanState = {
  state: RECORD_START,
  afterReturn: 0,
  position: 0,
  records: 0,
  breaks: 0,
  blankLines: 0,
  boundary: 0,
  lastStart: -1,
  lastBreaks: 0,
};

let compiled: WebAssembly.Module | undefined;

/**
 * Finds records in bytes, in order: of CSV where `delimiter` is given, else of JSON Lines. Each byte
 * of a text in UTF-16 is to be narrowed to one first. `every`: bytes between checkpoints; 1 notes
 * every record.
 */
export function createRecordScan(options: {
  readonly delimiter?: string | undefined;
  readonly every: number;
  readonly from?: ScanState | undefined;
}): RecordScan {
  compiled ??= new WebAssembly.Module(Buffer.from(RECORD_SCAN_WASM, 'base64'));
  const { exports } = new WebAssembly.Instance(compiled, {
    env: {
      abort: () => {
        throw new Error('The record scanner stopped.');
      },
    },
  });
  // The module is our own; its exports are those of the interface.
  const wasm = exports as unknown as Exports;
  const globals = exports as unknown as Record<keyof ScanState, WebAssembly.Global>;
  const { every, from } = options;
  wasm.every.value = every;
  const restart = (state: ScanState = SCAN_START): void => {
    for (const field of STATE_FIELDS) globals[field].value = state[field];
  };
  restart(from);

  const delimiter = options.delimiter?.charCodeAt(0);
  const capacity = wasm.CAPACITY.value;
  // Two records are at least two bytes apart, two checkpoints at least `every`.
  const most = capacity / every + 2 <= wasm.MOST_FOUND.value ? capacity : 1 << 16;
  const buffer = new Uint8Array(wasm.memory.buffer, wasm.DATA.value, most);
  return {
    buffer,
    otherBuffer: new Uint8Array(wasm.memory.buffer, wasm.MORE_DATA.value, most),
    scan(length, { byteOffset } = buffer) {
      if (delimiter === undefined) wasm.scanLines(byteOffset, length);
      else wasm.scanCsv(byteOffset, length, delimiter);
      const count = wasm.found.value;
      const numbers = new Float64Array(wasm.memory.buffer, wasm.FOUND.value, count * 3);
      return Array.from({ length: count }, (_, index) => ({
        offset: numbers[index * 3] ?? 0,
        records: numbers[index * 3 + 1] ?? 0,
        breaks: numbers[index * 3 + 2] ?? 0,
      }));
    },
    state: () => {
      const values = STATE_FIELDS.map((field) => [field, globals[field].value] as const);
      // Every field of the state is among them.
      return Object.fromEntries(values) as unknown as ScanState;
    },
    restart,
  };
}
