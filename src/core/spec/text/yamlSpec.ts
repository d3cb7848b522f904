import { Document, isMap, isScalar, visit } from 'yaml';
import type { JsonObject } from '../../json.js';
import type { SpecNotes } from './specText.js';

/** The spec as YAML: long text as blocks, comments above the file and its fields. */
export function yamlSpec(spec: JsonObject, notes: SpecNotes): string {
  const document = new Document(spec);
  if (notes.head.length > 0) {
    document.commentBefore = notes.head.map((line) => ` ${line}`).join('\n');
  }
  visit(document, {
    Scalar(_key, node) {
      if (typeof node.value !== 'string' || !node.value.includes('\n')) return;
      // The library makes a block of any lines, and loses a blank where there is nothing else.
      node.type = /[^ \t\n]/.test(node.value) ? 'BLOCK_LITERAL' : 'QUOTE_DOUBLE';
    },
    Seq(_key, node) {
      node.flow = true;
    },
  });
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      if (!isScalar(key)) continue;
      const lines = notes.fields[String(key.value)];
      if (!lines) continue;
      key.spaceBefore = true;
      key.commentBefore = lines.map((line) => ` ${line}`).join('\n');
    }
  }
  return document.toString({
    lineWidth: 0,
    flowCollectionPadding: false,
    // Over several lines the library loses a space that stands between two line ends.
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
  });
}
