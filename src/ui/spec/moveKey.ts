import * as vscode from 'vscode';
import { parse } from 'yaml';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { ExtensionUi } from '../extensionUi.js';
import { secretAddressFault } from '../secrets/secretAddress.js';
import { secretNameFault } from '../secrets/secretName.js';
import { parsedSpec } from './parsedSpecs.js';
import { editorRange } from './problemMarks.js';
import { vscodeRange } from './vscodeRange.js';

/**
 * Puts the literal keys of a spec into secret storage, bound to the origin of their model, and a
 * reference in their place. True when one was moved.
 */
export async function moveKeysToSecrets(ui: ExtensionUi, argument: unknown): Promise<boolean> {
  ui.requireTrust(t('Setting a secret'));
  if (!(argument instanceof vscode.Uri)) throw new UserError('usage', t('Name the spec to mend.'));
  const document = await vscode.workspace.openTextDocument(argument);
  const parsed = parsedSpec(document);
  const literal = parsed.problems.find((problem) => problem.code === 'literal-key');
  if (!literal) return false;
  const range = vscodeRange(editorRange(literal.range));
  // JSON is YAML too: one reader for the scalar of either.
  const key: unknown = parse(document.getText(range));
  if (typeof key !== 'string') return false;
  const model = String(literal.path[0] ?? 'judge');
  const base = scalarAt(document, [model, 'external_base_url']);
  const name = await vscode.window.showInputBox({
    title: t('Move the Key into Secret Storage (1/2)'),
    prompt: t('Name of the secret; the spec will say ${secret:NAME}'),
    value: 'JUDGE_API_KEY',
    ignoreFocusOut: true,
    validateInput: secretNameFault,
  });
  if (name === undefined) return false;
  const nameFault = secretNameFault(name);
  if (nameFault !== undefined) throw new UserError('usage', nameFault);
  const address = await vscode.window.showInputBox({
    title: t('Move the Key into Secret Storage (2/2)'),
    prompt: t('The one address that the key may be sent to'),
    value: base ?? 'https://api.together.ai',
    ignoreFocusOut: true,
    validateInput: secretAddressFault,
  });
  if (address === undefined) return false;
  const fault = secretAddressFault(address);
  if (fault !== undefined) throw new UserError('usage', fault);
  await ui.keys.setSecret(name, new URL(address.trim()).origin, key);
  ui.keysChanged();
  const edit = new vscode.WorkspaceEdit();
  edit.replace(argument, range, JSON.stringify(`\${secret:${name}}`));
  return vscode.workspace.applyEdit(edit);
}

function scalarAt(document: vscode.TextDocument, path: string[]): string | undefined {
  const place = parsedSpec(document).rangeOf(path);
  if (!place) return undefined;
  return document.getText(vscodeRange(editorRange(place))).replace(/^["']|["']$/g, '');
}
