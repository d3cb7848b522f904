import { compactJson } from '../text/compactJson.js';
import type { JsonMember } from '../text/jsonText.js';
import type { ReadRow } from './readRow.js';
import { valueTexts } from './rowLine.js';

/**
 * What a row holds in these columns, in all of them where none is named: the same text for the same
 * content, whatever the order of columns, or of keys in a value. Numbers are compared by their digits,
 * so that long ids stay apart; a missing column is not the same as null.
 */
export function rowContent(
  row: Pick<ReadRow, 'values' | 'source'>,
  columns: readonly string[],
): string {
  const { values } = row;
  const chosen = columns.length > 0 ? columns : Object.keys(values).sort();
  let texts: Map<string, string> | undefined;
  let content = '';
  for (const column of chosen) {
    if (!Object.hasOwn(values, column)) {
      content += ',';
      continue;
    }
    const value = values[column];
    if (columns.length === 0) content += `${JSON.stringify(column)}:`;
    if (typeof value === 'string') {
      // With its length no text can be taken for two.
      content += `${value.length}"${value},`;
      continue;
    }
    texts ??= valueTexts(row);
    const text = texts.get(column) ?? '';
    content += `${typeof value === 'object' && value !== null ? compactJson(text, inOrder) : text},`;
  }
  return content;
}

/** By their keys; of a repeated key the last one counts. */
function inOrder(members: readonly JsonMember[]): readonly JsonMember[] {
  const last = new Map(members.map((member) => [member.key, member]));
  return [...last.values()].sort((left, right) => (left.key < right.key ? -1 : 1));
}
