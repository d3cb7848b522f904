import type { Readable } from 'node:stream';
import { createPlainCheck } from './plainCheck.js';
import type { Findings } from '../../../../../../src/core/dataset/datasetCheck.js';
import { sentence } from '../../../../../../src/core/dataset/faultSentence.js';
import { readJsonText } from '../../../../../../src/core/dataset/text/jsonText.js';
import { DatasetFault } from '../../../../../../src/files/dataset/datasetFault.js';
import { parseJsonLine } from '../../../../../../src/files/dataset/parseJsonLine.js';
import { textLines } from './textLines.js';

/** What one reading finds, line by line; one that breaks off keeps what was found before. */
export async function describeJsonl(
  bytes: Readable,
): Promise<Findings & { readonly brokeOff: boolean }> {
  const check = createPlainCheck();
  const known = new Set<string>();
  let row = 0;
  let brokeOff = false;

  function addFault(fault: DatasetFault): void {
    const { line, message } = fault;
    check.add({ severity: 'error', code: 'broken-line', line, row, message: sentence(message) });
  }

  try {
    for await (const { text, line } of textLines(bytes)) {
      if (isBlank(text)) continue;
      row += 1;
      try {
        const keys = inOrder(Object.keys(parseJsonLine(text, line)), known, text);
        check.row(keys, { row, line });
      } catch (error) {
        if (!(error instanceof DatasetFault)) throw error;
        addFault(error);
      }
    }
  } catch (error) {
    if (!(error instanceof DatasetFault)) throw error;
    row += 1;
    brokeOff = true;
    addFault(error);
  }
  return { ...check.finish(), brokeOff };
}

/** JavaScript moves keys such as "10" to the front: new columns are taken in the line's own order. */
function inOrder(keys: string[], known: Set<string>, text: string): readonly string[] {
  const fresh = keys.filter((key) => !known.has(key));
  if (fresh.length === 0) return keys;
  for (const key of fresh) known.add(key);
  if (!fresh.some((key) => /^\d+$/.test(key))) return keys;
  const reading = readJsonText(text);
  if (!reading.ok || reading.node.kind !== 'object') return keys;
  return [...new Set(reading.node.members.map(({ key }) => key))];
}

function isBlank(text: string): boolean {
  // As the scanner of records has it: any other space is no blank of JSON.
  return /^[ \t]*$/.test(text);
}
