import { unitBytes } from '../dataset/textEncoding.js';
import type { TableContent } from '../dataset/tableContent.js';
import { groupEnd } from '../scan/readRecords.js';
import type { RowGroup, ScanChunk } from './scanJob.js';

/** Bytes that are scanned before anybody is told: some milliseconds of work. */
const CHUNK_BYTES = 2 * 1024 * 1024;

/** All rows of a content whose index is complete, in order. */
export function* scanChunks(content: TableContent): Generator<ScanChunk, void, undefined> {
  const unit = unitBytes(content.form.encoding);
  let chunk: RowGroup[] = [];
  let bytes = 0;
  for (const group of rowGroups(content)) {
    chunk.push(group);
    bytes += unit * (group.to - group.from);
    if (bytes < CHUNK_BYTES) continue;
    yield chunk;
    chunk = [];
    bytes = 0;
  }
  if (chunk.length > 0) yield chunk;
}

function* rowGroups({ index: indexOf, body }: TableContent): Generator<RowGroup, void, undefined> {
  const index = indexOf();
  const header = index.form.delimiter === undefined ? 0 : 1;
  const { checkpoints } = index;
  for (let at = 0; at < checkpoints.length;) {
    const from = checkpoints[at];
    if (!from) return;
    const until = groupEnd(index, at, Infinity);
    // The header stands at the beginning of the first group.
    const first = Math.max(from.records, header);
    const rows = until.records - first;
    if (rows > 0) {
      const isFirst = from.records < header;
      yield {
        from: isFirst ? body.offset : from.offset,
        to: until.offset,
        row: first - header + 1,
        line: isFirst ? body.line : from.breaks + 1,
        rows,
      };
    }
    at = until.next;
  }
}
