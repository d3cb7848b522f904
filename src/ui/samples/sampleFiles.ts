import { join } from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationType } from '../../core/spec/evalSpec.js';
import type { CommandContext } from '../commands/commands.js';

/** The samples that the extension carries: one evaluation of each type. */
export const SAMPLE_SPECS: Readonly<Record<EvaluationType, string>> = {
  classify: 'answer-correctness.eval.yaml',
  score: 'answer-helpfulness.eval.json',
  compare: 'prompt-v1-vs-v2.eval.jsonc',
};

/** Where the samples go in a folder that holds other things. */
export const SAMPLE_FOLDER = 'gavel-samples';

/**
 * Puts the samples into a folder, which is made; a file that is there stays as it is. Gives those that
 * were written. Throws `UserError`.
 */
export async function writeSamples(
  { ui, extensionUri }: CommandContext,
  folder: vscode.Uri,
): Promise<readonly string[]> {
  const from = vscode.Uri.joinPath(extensionUri, 'media', 'samples');
  await vscode.workspace.fs.createDirectory(folder);
  const written: string[] = [];
  for (const [name] of await vscode.workspace.fs.readDirectory(from)) {
    if (await isThere(vscode.Uri.joinPath(folder, name))) continue;
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(from, name));
    await ui.services.createFile(join(folder.fsPath, name), [new TextDecoder().decode(bytes)]);
    written.push(name);
  }
  return written;
}

export async function isThere(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

/** The folder of this workspace that holds the samples, if one does. */
export async function knownSampleFolder(): Promise<vscode.Uri | undefined> {
  for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
    for (const folder of [uri, vscode.Uri.joinPath(uri, SAMPLE_FOLDER)]) {
      const files = [SAMPLE_SPECS.classify, 'ticket-summaries.jsonl'];
      const found = await Promise.all(
        files.map((name) => isThere(vscode.Uri.joinPath(folder, name))),
      );
      if (!found.includes(false)) return folder;
    }
  }
  return undefined;
}
