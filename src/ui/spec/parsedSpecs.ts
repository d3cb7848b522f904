import type * as vscode from 'vscode';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import { parseSpec } from '../../core/spec/parseSpec.js';

/** One parsing per version of a document, whoever asks; ends with the document. */
const parsed = new WeakMap<vscode.TextDocument, { version: number; spec: ParsedSpec }>();

export function parsedSpec(document: vscode.TextDocument): ParsedSpec {
  const known = parsed.get(document);
  if (known?.version === document.version) return known.spec;
  const spec = parseSpec(document.getText(), document.uri.fsPath);
  parsed.set(document, { version: document.version, spec });
  return spec;
}
