import * as vscode from 'vscode';
import { completeTemplate } from '../../core/template/language/completeTemplate.js';
import type { TemplateCompletion } from '../../core/template/language/templateContext.js';
import { templateAt, type DocumentTemplate } from './documentTemplates.js';
import type { TemplateService } from './templateService.js';

const { CompletionItemKind } = vscode;

const KINDS: Readonly<Record<TemplateCompletion['kind'], vscode.CompletionItemKind>> = {
  column: CompletionItemKind.Field,
  part: CompletionItemKind.Property,
  'loop-variable': CompletionItemKind.Variable,
  variable: CompletionItemKind.Variable,
  parameter: CompletionItemKind.Variable,
  argument: CompletionItemKind.Property,
  macro: CompletionItemKind.Function,
  global: CompletionItemKind.Function,
  method: CompletionItemKind.Method,
  filter: CompletionItemKind.Function,
  test: CompletionItemKind.Operator,
  statement: CompletionItemKind.Snippet,
  keyword: CompletionItemKind.Keyword,
};

/** What fits at the cursor inside a template; undefined outside of every template. */
export async function templateCompletions(
  service: TemplateService,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.CompletionItem[] | undefined> {
  const at = templateAt(document, position);
  if (!at) return undefined;
  const { template, offset } = at;
  const context = await service.context(template);
  return completeTemplate(template.parsed, offset, context).map((found) => item(found, template));
}

function item(found: TemplateCompletion, template: DocumentTemplate): vscode.CompletionItem {
  const made = new vscode.CompletionItem(
    { label: found.label, ...(found.detail !== undefined && { description: found.detail }) },
    KINDS[found.kind],
  );
  made.insertText = found.isSnippet
    ? new vscode.SnippetString(template.snippet(found.insertText))
    : template.written(found.insertText);
  made.range = template.range(found.replace);
  made.sortText = found.sortText;
  made.filterText = found.filterText ?? found.label;
  if (found.documentation?.length) {
    const text = new vscode.MarkdownString();
    for (const line of found.documentation) text.appendText(line).appendMarkdown('\n\n');
    made.documentation = text;
  }
  return made;
}
