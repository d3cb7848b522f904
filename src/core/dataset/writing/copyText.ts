import { t } from '../../../l10n/t.js';
import { UserError } from '../../userError.js';
import type { ReadRow } from '../rows/readRow.js';
import { createRowWriter } from './rowWriter.js';
import type { RowWriterOptions } from './rowWriter.js';
import type { WrittenCounts } from './writeRequest.js';

interface CopiedText extends WrittenCounts {
  /** Without a line break at its end. */
  readonly text: string;
  readonly rows: number;
}

/** UTF-16 units. Beyond it, clipboards and those who paste from them get into trouble. */
const MOST_CHARACTERS = 32 * 1024 * 1024;

/** Rows as one text for the clipboard. Throws `UserError` of kind `usage` where they are too much. */
export async function copyText(
  batches: AsyncIterable<readonly ReadRow[]>,
  options: RowWriterOptions,
): Promise<CopiedText> {
  const writer = createRowWriter(options);
  const parts = [writer.head];
  let length = 0;
  let rows = 0;
  for await (const batch of batches) {
    for (const row of batch) {
      const line = writer.line(row);
      if (line === undefined) continue;
      parts.push(line);
      rows += 1;
      length += line.length;
      if (length > MOST_CHARACTERS) {
        throw new UserError(
          'usage',
          t(
            'These rows are more than 32 MB of text, too much for the clipboard; save them as a file.',
          ),
        );
      }
    }
  }
  parts.push(writer.tail());
  return { text: parts.join('').replace(/\n$/, ''), rows, ...writer.counts() };
}
