import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { readManifest, resultRows, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

describe('a language model of the editor as judge', () => {
  before(async function () {
    // Older than the providers of chat models: there is nothing that a test could register.
    if (!('registerLanguageModelChatProvider' in vscode.lm)) this.skip();
    await waitFor(
      'the scripted models',
      async () => await vscode.lm.selectChatModels({ vendor: 'scripted' }),
      (models) => models.length > 0,
    );
  });

  for (const family of ['steady', 'talkative']) {
    it(`${family}: judges every row`, async () => {
      const manifest = await judgedBy(family);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'completed');
      const rows = await resultRows(manifest);
      assert.deepEqual(
        rows.map(({ label, feedback }) => ({ label, feedback })),
        Array.from({ length: 3 }, () => ({ label: 'correct', feedback: 'As the script says.' })),
      );
    });
  }

  const pauses: readonly [string, RegExp][] = [
    [
      'blocked',
      /^VS Code blocks requests to vscode:scripted\/blocked \(The monthly quota is used up\); wait for the quota or name another model, then resume\.$/,
    ],
    [
      'forbidden',
      /^VS Code does not let Gavel use vscode:scripted\/forbidden; allow it under Manage Language Model Access\.$/,
    ],
    [
      'nobody',
      /^VS Code has no language model vscode:scripted\/nobody: there are .*scripted\/steady/,
    ],
  ];
  for (const [family, reason] of pauses) {
    it(`${family}: pauses the run with a sentence`, async () => {
      const manifest = await judgedBy(family);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'paused');
      assert.match((await readManifest(manifest)).reason ?? '', reason);
      assert.deepEqual(await resultRows(manifest), []);
    });
  }

  it('broken: each row is an error, and the run fails with its rows kept', async () => {
    const manifest = await judgedBy('broken');
    assert.equal((await statusesUntilEnd(manifest)).at(-1), 'failed');
    assert.equal((await resultRows(manifest)).length, 3);
  });
});

/** Runs a spec with that model as judge, on three rows; gives the manifest's path. */
async function judgedBy(family: string): Promise<string> {
  const spec = workspaceFile(`judged-by-${family}.eval.yaml`);
  const text = `type: classify
dataset: support-answers.jsonl
labels: [correct, wrong]
pass_labels: [correct]
model_to_evaluate: answer_v2
judge:
  model: vscode:scripted/${family}
  model_source: external
  system_template: "Is it right? {{ question }}"
`;
  await vscode.workspace.fs.writeFile(spec, new TextEncoder().encode(text));
  const options = { backend: 'local', limit: 3, open: false };
  const uri = await vscode.commands.executeCommand<vscode.Uri>('gavel.run', spec, options);
  return uri.fsPath;
}
