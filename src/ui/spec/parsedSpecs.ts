import type * as vscode from 'vscode';
import { BACKEND_NAMES, type BackendName } from '../../core/spec/evalSpec.js';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import { parseSpec } from '../../core/spec/parseSpec.js';
import { defaultBackend } from '../settings.js';

/** One parsing per version of a document, whoever asks; ends with the document. */
const parsed = new WeakMap<vscode.TextDocument, { version: number; spec: ParsedSpec }>();

export function parsedSpec(document: vscode.TextDocument): ParsedSpec {
  const known = parsed.get(document);
  if (known?.version === document.version) return known.spec;
  const spec = parseSpec(document.getText(), document.uri.fsPath);
  parsed.set(document, { version: document.version, spec });
  return spec;
}

/** Where the spec runs, as far as its text says; else as the settings say. */
export function specBackend(document: vscode.TextDocument): BackendName {
  const written = parsedSpec(document).textAt(['backend']);
  return BACKEND_NAMES.find((name) => name === written) ?? defaultBackend(document.uri);
}
