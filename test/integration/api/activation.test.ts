import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  contributes: { commands: { command: string }[] };
}

const extension = vscode.extensions.getExtension('gavel.gavel');

describe('activation', () => {
  it('succeeds in a real VS Code', async () => {
    assert.ok(extension, 'the extension is not installed');
    await extension.activate();
    assert.equal(extension.isActive, true);
  });

  it('registers exactly the commands that package.json contributes', async () => {
    const { contributes } = extension?.packageJSON as Manifest;
    const contributed = contributes.commands.map(({ command }) => command).sort();
    // VS Code adds commands of its own for each view, as gavel.runs.focus.
    const registered = (await vscode.commands.getCommands(true))
      .filter((id) => /^gavel\.\w+$/.test(id))
      .sort();
    assert.deepEqual(registered, contributed);
  });
});
