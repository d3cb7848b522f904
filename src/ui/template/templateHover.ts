import * as vscode from 'vscode';
import { hoverTemplate } from '../../core/template/language/hoverTemplate.js';
import { signatureHelp } from '../../core/template/language/signatureHelp.js';
import { templateAt } from './documentTemplates.js';
import type { TemplateService } from './templateService.js';

/** What is known of the thing under the pointer; undefined outside of every template. */
export async function templateHover(
  service: TemplateService,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.Hover | undefined> {
  const at = templateAt(document, position);
  if (!at) return undefined;
  const { template, offset } = at;
  const found = hoverTemplate(template.parsed, offset, await service.context(template));
  if (!found) return undefined;
  const text = new vscode.MarkdownString().appendCodeblock(found.code, 'python');
  for (const line of found.lines) text.appendText(line).appendMarkdown('\n\n');
  if (found.samples.length > 0) text.appendCodeblock(found.samples.join('\n'), 'plaintext');
  return new vscode.Hover(text, template.range(found.span));
}

/** The call around the cursor; undefined where there is none. */
export function templateSignature(
  document: vscode.TextDocument,
  position: vscode.Position,
): vscode.SignatureHelp | undefined {
  const at = templateAt(document, position);
  const found = at && signatureHelp(at.template.parsed, at.offset);
  if (!found) return undefined;
  const signature = new vscode.SignatureInformation(found.label);
  if (found.doc !== undefined) {
    signature.documentation = new vscode.MarkdownString().appendText(found.doc);
  }
  signature.parameters = found.parameters.map(
    ({ label }) => new vscode.ParameterInformation(label),
  );
  const help = new vscode.SignatureHelp();
  help.signatures = [signature];
  help.activeSignature = 0;
  // Beyond the last parameter none is marked.
  help.activeParameter = found.active < 0 ? found.parameters.length : found.active;
  return help;
}
