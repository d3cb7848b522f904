import type { Readable } from 'node:stream';
import type { DatasetRow, RowRange } from '../../core/dataset/dataset.js';
import { createDatasetCheck } from '../../core/dataset/datasetCheck.js';
import type { Findings } from '../../core/dataset/datasetCheck.js';
import { sentence } from '../../core/dataset/faultSentence.js';
import { readJsonText } from '../../core/dataset/jsonText.js';
import { isJsonObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';
import { DatasetFault } from './datasetFault.js';
import { textLines } from './textLines.js';

/**
 * The rows of a JSON Lines file within `range`; empty lines are skipped. `before`: what stands in the
 * file before `bytes`.
 */
export async function* jsonlRows(
  bytes: Readable,
  range: RowRange,
  before = { rows: 0, lines: 0 },
): AsyncGenerator<DatasetRow, void, undefined> {
  let row = before.rows;
  if (range.to < 1) return;
  for await (const { text, line } of textLines(bytes, before.lines + 1)) {
    if (isBlank(text)) continue;
    row += 1;
    if (row >= range.from) yield { row, values: parseJsonLine(text, line), source: text };
    if (row >= range.to) return;
  }
}

export async function describeJsonl(
  bytes: Readable,
): Promise<Findings & { readonly brokeOff: boolean }> {
  const check = createDatasetCheck();
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

/** The object on a line; throws `DatasetFault`. */
export function parseJsonLine(text: string, line: number): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const reading = readJsonText(text);
    throw new DatasetFault(
      line,
      reading.ok
        ? `line ${line} is not JSON that can be read here`
        : `line ${line} is not JSON: expected ${reading.expected} at column ${reading.column}`,
    );
  }
  if (isJsonObject(value)) return value;
  throw new DatasetFault(
    line,
    `line ${line} is ${nameOf(value)}: expected an object such as {"question": "…"}`,
  );
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return `a ${typeof value}`;
}
