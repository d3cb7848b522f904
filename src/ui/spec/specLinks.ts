import * as vscode from 'vscode';
import { isServiceFile } from '../../core/spec/problems/modelProblems.js';
import type { ParsedSpec } from '../../core/spec/parseSpec.js';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { parsedSpec } from './parsedSpecs.js';
import { editorRange } from './problemMarks.js';
import { vscodeRange } from './vscodeRange.js';
import { fileUri, isFileUri } from '../fileUri.js';

/** Fields that may hold `{ "file": … }`. */
const TEMPLATE_FIELDS = ['judge', 'model_to_evaluate', 'model_a', 'model_b'].flatMap((model) => [
  [model, 'system_template', 'file'],
  [model, 'input_template', 'file'],
]);

/**
 * Links to the dataset (here or on the service) and the template files of a spec. What leads out of the
 * workspace has none until it is allowed: the editor reads what it shows a glimpse of.
 */
export async function specLinks(
  ui: ExtensionUi,
  document: vscode.TextDocument,
): Promise<vscode.DocumentLink[]> {
  const parsed = parsedSpec(document);
  const links: vscode.DocumentLink[] = [];
  for (const path of [['dataset'], ...TEMPLATE_FIELDS]) {
    const link = linkAt(ui, document, { parsed, path });
    if (!link) continue;
    const file = link.target && isFileUri(link.target) ? link.target.fsPath : undefined;
    const verdict = file === undefined ? undefined : await ui.services.paths.look(file);
    if (!verdict || verdict.kind === 'inside') links.push(link);
  }
  return links;
}

/** The dataset or template file whose name stands at the cursor. */
export async function specDefinition(
  ui: ExtensionUi,
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<vscode.LocationLink[]> {
  return (await specLinks(ui, document))
    .filter(({ range }) => range.contains(position))
    .flatMap(({ range, target }) =>
      target && isFileUri(target)
        ? [
            {
              originSelectionRange: range,
              targetUri: target,
              targetRange: new vscode.Range(0, 0, 0, 0),
            },
          ]
        : [],
    );
}

function linkAt(
  ui: ExtensionUi,
  document: vscode.TextDocument,
  { parsed, path }: { readonly parsed: ParsedSpec; readonly path: string[] },
): vscode.DocumentLink | undefined {
  const place = parsed.rangeOf(path);
  if (!place) return undefined;
  const range = vscodeRange(editorRange(place));
  const written = document.getText(range);
  const quoted = /^(["'])(.*)\1$/s.exec(written);
  const name = (quoted?.[2] ?? written).replaceAll('\\\\', '\\').replaceAll('\\/', '/');
  if (name === '' || name.includes('\n')) return undefined;
  const inset = quoted ? 1 : 0;
  const inside = new vscode.Range(range.start.translate(0, inset), range.end.translate(0, -inset));
  if (path[0] === 'dataset' && isServiceFile(name)) return previewLink(inside, name);
  const file = ui.services.texts.resolve(document.uri.fsPath, name);
  const link = new vscode.DocumentLink(inside, fileUri(file));
  link.tooltip = path[0] === 'dataset' ? t('Open the dataset as text') : t('Open the template');
  return link;
}

/** A file of the service is asked for when somebody follows the link, not before. */
function previewLink(range: vscode.Range, fileId: string): vscode.DocumentLink {
  const args = encodeURIComponent(JSON.stringify([fileId]));
  const target = vscode.Uri.parse(`command:gavel.previewFile?${args}`);
  const link = new vscode.DocumentLink(range, target);
  link.tooltip = t('Preview the first rows of the file on the service');
  return link;
}
