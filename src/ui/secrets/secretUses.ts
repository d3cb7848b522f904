import { basename } from 'node:path';
import * as vscode from 'vscode';
import { parseKeyReference } from '../../core/keys.js';
import type { ExtensionUi } from '../extensionUi.js';
import { LEFT_OUT_GLOB, SPEC_GLOB } from '../spec/specFile.js';
import { specInFile } from '../spec/specTexts.js';

const MOST_SPECS = 500;
const MODELS = ['judge', 'model_to_evaluate', 'model_a', 'model_b'];

/** Names of keys, as `secret:NAME` or `env:NAME`, with the workspace's specs that ask for them. */
export async function secretUses(
  ui: Pick<ExtensionUi, 'services'>,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const { texts } = ui.services;
  const uses = new Map<string, Set<string>>();
  for (const { fsPath } of await vscode.workspace.findFiles(SPEC_GLOB, LEFT_OUT_GLOB, MOST_SPECS)) {
    // Gone between the search and the reading: it asks for none.
    const spec = await specInFile(fsPath, texts);
    for (const model of MODELS) {
      const reference = parseKeyReference(spec.textAt([model, 'external_api_token']) ?? '');
      if (!reference) continue;
      const key = `${reference.store}:${reference.name}`;
      uses.set(key, (uses.get(key) ?? new Set()).add(basename(fsPath)));
    }
  }
  return new Map([...uses].map(([key, specs]) => [key, [...specs].sort()]));
}
