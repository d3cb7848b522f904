import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behind, completionsAt, openText, problemsOf, workspaceFile } from '../editing.js';

describe('Restricted Mode', () => {
  it('is what this window is in', () => assert.equal(vscode.workspace.isTrusted, false));

  it('still checks the form of a spec', async () => {
    const document = await openText('broken.eval.json');
    const problems = await problemsOf(document.uri);
    assert.ok(problems.some(({ range }) => document.getText(range).includes('classifi')));
  });

  it('still finds the faults in the text of templates, in a file and in a spec', async () => {
    for (const name of ['faults.jinja', 'quoted.eval.yaml']) {
      const document = await openText(`templates/${name}`);
      const problems = await problemsOf(document.uri);
      assert.ok(
        problems.some(({ range }) => document.getText(range) === 'uper'),
        name,
      );
    }
  });

  it('renders no template and reads no dataset for one', async () => {
    const document = await openText('templates/block.eval.yaml');
    const labels = await completionsAt(document, behind(document, 'Is {{ '), 'range');
    assert.ok(!labels.includes('turns'));
    // Its problems are those of its form: none.
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  it('runs nothing', async () => {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const result = await vscode.commands.executeCommand('gavel.run', spec, { backend: 'demo' });
    assert.equal(result, undefined);
    const runs = await vscode.workspace.findFiles('.gavel/runs/**');
    assert.deepEqual(runs, []);
  });
});
