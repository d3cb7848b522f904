import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { DatasetInfo } from '../../../core/dataset/dataset.js';
import { knownKeys } from '../../../core/redaction/knownKeys.js';
import type { SentRows } from './projectedLines.js';

const BLOCK_BYTES = 1024 * 1024;
const LF = 10;
const CR = 13;
/** Problems of a dataset that are none for the service. */
const HARMLESS: ReadonlySet<string> = new Set(['reserved-column']);

/** A file that can be sent as it is. */
export interface OwnBytes {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** When it was changed last, in milliseconds since 1970. */
  readonly mtimeMs: number;
}

/** Whether all of a file is wanted, and what is known of it says that it may be sent as it is. */
export function isWhole(info: DatasetInfo, rows: SentRows): boolean {
  const columns = new Set(rows.columns);
  return (
    info.format === 'jsonl' &&
    info.problemCount === info.problems.length &&
    info.problems.every(({ code }) => HARMLESS.has(code)) &&
    rows.selectedRows === undefined &&
    (rows.renames ?? []).every(({ name, as }) => name === as) &&
    columns.size === info.columns.length &&
    info.columns.every((column) => columns.has(column))
  );
}

/**
 * Reads a file once; undefined where it is not the one that is described any more, or where it is not
 * UTF-8 without a mark, without blank lines and without a known key: such a file is written anew on the
 * way, which says where it is at fault.
 */
export async function ownBytes(
  info: DatasetInfo,
  onRead: (bytes: number) => void,
  signal: AbortSignal,
): Promise<OwnBytes | undefined> {
  const file = await open(info.path);
  try {
    const { mtimeMs } = await file.stat();
    const hash = createHash('sha256');
    const block = Buffer.allocUnsafe(BLOCK_BYTES);
    let bytes = 0;
    // The start of a character that the last block has cut, and whether a line begins here.
    let held = 0;
    let atStart = true;
    /** The end of the last block, for a key that it has cut. */
    let before = '';
    for (;;) {
      signal.throwIfAborted();
      const { bytesRead } = await file.read(block, held, block.length - held, bytes);
      if (bytesRead === 0) break;
      hash.update(block.subarray(held, held + bytesRead));
      const part = block.subarray(0, held + bytesRead);
      const whole = part.length - cutCharacter(part);
      if (bytes === 0 && part[0] === 0xef) return undefined;
      if (hasBlankLine(part.subarray(held), atStart)) return undefined;
      if (!isUtf8(part.subarray(0, whole))) return undefined;
      const text = knownKeys.knowsAny() ? before + block.toString('latin1', held, part.length) : '';
      if (knownKeys.places(text).length > 0) return undefined;
      before = text.slice(-knownKeys.longest());
      atStart = part[part.length - 1] === LF;
      bytes += bytesRead;
      held = part.copy(block, 0, whole);
      onRead(bytes);
    }
    const sha256 = hash.digest('hex');
    return held === 0 && sha256 === info.sha256 ? { bytes, sha256, mtimeMs } : undefined;
  } finally {
    await file.close();
  }
}

/** Bytes at the end that begin a character and don't end it. */
function cutCharacter(part: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, part.length); back += 1) {
    const byte = part[part.length - back] ?? 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    if (byte < 0x80) return 0;
  }
  return 0;
}

/** A line break right behind another; a return at the start of a line begins none that holds JSON. */
function hasBlankLine(part: Buffer, atStart: boolean): boolean {
  if (atStart && (part[0] === LF || part[0] === CR)) return true;
  return part.includes('\n\n') || part.includes('\n\r');
}
