import * as vscode from 'vscode';
import type { InlineTemplate } from '../../core/spec/templateField.js';
import type { TemplateField } from '../../core/spec/specTemplates.js';
import { parseTemplate } from '../../core/template/syntax/parseTemplate.js';
import type { ParsedTemplate, Span } from '../../core/template/syntax/templateNode.js';
import { parsedSpec } from '../spec/parsedSpecs.js';
import { isSpecPath } from '../spec/specFile.js';
import { isTemplateDocument } from './templateFile.js';

/** A template as it stands in a document: a file of its own, or a field of a spec. */
export interface DocumentTemplate {
  readonly document: vscode.TextDocument;
  readonly source: string;
  /** Absent for a file of its own. */
  readonly field?: TemplateField['path'];
  /** Parsed on first use. */
  readonly parsed: ParsedTemplate;
  range(span: Span): vscode.Range;
  /** Undefined outside the template. */
  offsetAt(position: vscode.Position): number | undefined;
  /** `text` as it must be written at this place of the document. */
  written(text: string): string;
  /** The same for a snippet, whose lines the editor indents by itself. */
  snippet(text: string): string;
}

/** Every template of a document, [] for one that is neither a template nor a spec. */
export function templatesOf(document: vscode.TextDocument): readonly DocumentTemplate[] {
  if (isTemplateDocument(document)) return [fileTemplate(document)];
  if (!isSpecPath(document.uri.path)) return [];
  return parsedSpec(document).templates.map((template) => fieldTemplate(document, template));
}

/** The template at a place, with its own offset of it. */
export function templateAt(
  document: vscode.TextDocument,
  position: vscode.Position,
): { readonly template: DocumentTemplate; readonly offset: number } | undefined {
  for (const template of templatesOf(document)) {
    const offset = template.offsetAt(position);
    if (offset !== undefined) return { template, offset };
  }
  return undefined;
}

function fileTemplate(document: vscode.TextDocument): DocumentTemplate {
  const source = document.getText();
  return {
    document,
    source,
    get parsed() {
      return parseTemplate(source);
    },
    range: ({ start, end }) => rangeIn(document, start, end),
    offsetAt: (position) => document.offsetAt(position),
    written: (text) => text,
    snippet: (text) => text,
  };
}

function fieldTemplate(document: vscode.TextDocument, inline: InlineTemplate): DocumentTemplate {
  const { text: source, path: field } = inline;
  const breaksLines = inline.written('\n').startsWith('\n');
  return {
    document,
    source,
    field,
    get parsed() {
      return parseTemplate(source);
    },
    range: (span) => {
      const { start, end } = inline.fileSpan(span);
      return rangeIn(document, start, end);
    },
    offsetAt: (position) => inline.templateOffset(document.offsetAt(position)),
    written: inline.written,
    snippet: (text) => (breaksLines ? text : inline.written(text)),
  };
}

function rangeIn(document: vscode.TextDocument, start: number, end: number): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
