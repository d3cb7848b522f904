import * as vscode from 'vscode';
import {
  foldingSpans,
  templateSymbols,
  type TemplateSymbol,
} from '../../core/template/language/templateOutline.js';
import { templatesOf, type DocumentTemplate } from './documentTemplates.js';

const { SymbolKind } = vscode;

const KINDS: Readonly<Record<TemplateSymbol['kind'], vscode.SymbolKind>> = {
  block: SymbolKind.Class,
  macro: SymbolKind.Function,
  set: SymbolKind.Variable,
  loop: SymbolKind.Array,
};

/** Blocks, macros, `set`s and loops of a template file, nested as they stand. */
export function templateOutline(document: vscode.TextDocument): vscode.DocumentSymbol[] {
  return templatesOf(document).flatMap((template) =>
    templateSymbols(template.parsed).map((symbol) => documentSymbol(symbol, template)),
  );
}

function documentSymbol(symbol: TemplateSymbol, template: DocumentTemplate): vscode.DocumentSymbol {
  const made = new vscode.DocumentSymbol(
    symbol.name,
    '',
    KINDS[symbol.kind],
    template.range(symbol.span),
    template.range(symbol.selection),
  );
  made.children = symbol.children.map((child) => documentSymbol(child, template));
  return made;
}

/** Blocks and comments over more than one line; the last tag's line stays in sight. */
export function templateFolds(document: vscode.TextDocument): vscode.FoldingRange[] {
  return templatesOf(document).flatMap((template) =>
    foldingSpans(template.parsed).flatMap((span) => {
      const { start, end } = template.range(span);
      const isComment = template.source.startsWith('{#', span.start);
      const last = isComment ? end.line : end.line - 1;
      if (last <= start.line) return [];
      const kind = isComment ? vscode.FoldingRangeKind.Comment : undefined;
      return [new vscode.FoldingRange(start.line, last, kind)];
    }),
  );
}
