import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { openText, problemsOf, workspaceFile } from '../editing.js';

describe('Restricted Mode', () => {
  it('is what this window is in', () => assert.equal(vscode.workspace.isTrusted, false));

  it('still checks the form of a spec', async () => {
    const document = await openText('broken.eval.json');
    const problems = await problemsOf(document.uri);
    assert.ok(problems.some(({ range }) => document.getText(range).includes('classifi')));
  });

  it('runs nothing', async () => {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const result = await vscode.commands.executeCommand('gavel.run', spec, { backend: 'demo' });
    assert.equal(result, undefined);
    const runs = await vscode.workspace.findFiles('.gavel/runs/**');
    assert.deepEqual(runs, []);
  });
});
