import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { readManifest, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const SPEC = 'gated.eval.yaml';

/** Ids of the items of a file, from the controller down. */
function testsIn(name: string): Thenable<string[][]> {
  return vscode.commands.executeCommand('vscode.testing.getTestsInFile', workspaceFile(name));
}

const gatesIn = async (name: string): Promise<string[]> =>
  (await testsIn(name)).filter((path) => path.length === 4).map((path) => path[3] ?? '');

async function write(gates: string): Promise<void> {
  const sample = await vscode.workspace.fs.readFile(workspaceFile('answer-correctness.eval.yaml'));
  const text = new TextDecoder().decode(sample).replace(/gates:\n.*\n/, gates);
  await vscode.workspace.fs.writeFile(workspaceFile(SPEC), new TextEncoder().encode(text));
}

async function runFolders(): Promise<string[]> {
  const names = await readdir(workspaceFile('.gavel/runs').fsPath).catch(() => []);
  return names.filter((name) => name.includes('-answer-correctness-'));
}

describe('gates in the Test Explorer', () => {
  before(async () => {
    await write(
      'gates:\n  pass_rate: { min: 0.99 }\n  self_consistency: { min: 0.5 }\nrun: { repeats: 3 }\n',
    );
    await vscode.commands.executeCommand('workbench.view.testing.focus');
  });
  after(() => vscode.workspace.fs.delete(workspaceFile(SPEC)));

  it('are listed by spec; a spec without gates is no test', async () => {
    await waitFor(
      'the gates',
      () => gatesIn(SPEC),
      ({ length }) => length === 2,
    );
    assert.deepEqual(await gatesIn(SPEC), ['pass_rate', 'self_consistency']);
    assert.deepEqual(await gatesIn('answer-correctness.eval.yaml'), ['pass_rate']);
    assert.deepEqual(await testsIn('prompt-v1-vs-v2.eval.jsonc'), []);
  });

  it('follow the file', async () => {
    await write('gates:\n  pass_rate: { min: 0.99 }\n');
    await waitFor(
      'one gate',
      () => gatesIn(SPEC),
      ({ length }) => length === 1,
    );
    assert.deepEqual(await gatesIn('answer-correctness.eval.yaml'), ['pass_rate']);
  });

  it('run as any evaluation does', async () => {
    const before = await runFolders();
    const [path] = (await testsIn(SPEC)).filter(({ length }) => length === 4);
    assert.ok(path);
    // 2 is the group of run profiles.
    await vscode.commands.executeCommand('vscode.runTestsById', 2, path.join('\0'));
    const [folder] = (await runFolders()).filter((name) => !before.includes(name));
    assert.ok(folder, 'no run was begun');
    const manifest = workspaceFile(join('.gavel/runs', folder, 'answer-correctness.evalrun.json'));
    assert.equal((await statusesUntilEnd(manifest.fsPath)).at(-1), 'completed');
    assert.equal((await readManifest(manifest.fsPath)).backend, 'demo');
  });
});
