import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { behind, completionsAt, hoverAt, openText, problemsOf } from '../editing.js';

/** Every problem that the editor shows: ours once, and none of VS Code's own JSON validation. */
function shown(document: vscode.TextDocument) {
  return vscode.languages.getDiagnostics(document.uri).map(({ code, range, severity, source }) => ({
    source,
    code: typeof code === 'object' ? code.value : code,
    text: document.getText(range),
    line: range.start.line + 1,
    severity: vscode.DiagnosticSeverity[severity],
  }));
}

describe('an eval spec in the editor', () => {
  it('JSON: each problem stands at its place and is said once', async () => {
    const document = await openText('broken.eval.json');
    await problemsOf(document.uri);
    const common = { source: 'gavel', line: 3, severity: 'Error' };
    assert.deepEqual(shown(document), [
      { ...common, code: 'missing-field', text: '"type"' },
      { ...common, code: 'wrong-value', text: '"classifi"' },
    ]);
  });

  it('YAML: each problem stands at its place and is said once', async () => {
    const document = await openText('broken.eval.yaml');
    await problemsOf(document.uri);
    assert.deepEqual(shown(document), [
      { source: 'gavel', code: 'unknown-label', text: 'goood', line: 5, severity: 'Error' },
    ]);
  });

  it('a problem goes when it is mended, without saving', async () => {
    const document = await openText('broken.eval.yaml');
    await problemsOf(document.uri);
    const edit = new vscode.WorkspaceEdit();
    const end = behind(document, 'goood');
    edit.replace(document.uri, new vscode.Range(end.translate(0, -5), end), 'good');
    const mended = new Promise<void>((resolve) => {
      const listener = vscode.languages.onDidChangeDiagnostics(({ uris }) => {
        const isOurs = uris.some((uri) => uri.toString() === document.uri.toString());
        // A hint is no problem: it fades what a good spec leaves unused.
        const problems = shown(document).filter(({ severity }) => severity !== 'Hint');
        if (!isOurs || problems.length > 0) return;
        listener.dispose();
        resolve();
      });
    });
    await vscode.workspace.applyEdit(edit);
    await mended;
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  const completions: readonly [string, string, string[]][] = [
    ['broken.eval.json', '"type": "', ['"classify"', '"compare"', '"score"']],
    ['broken.eval.yaml', 'type: ', ['classify', 'compare', 'score']],
  ];
  for (const [file, place, expected] of completions) {
    it(`${file}: the evaluation types are offered`, async () => {
      const document = await openText(file);
      const [first = ''] = expected;
      const labels = await completionsAt(document, behind(document, place), first);
      assert.deepEqual(labels.sort(), expected);
    });
  }

  const hovers: readonly [string, string, RegExp][] = [
    ['broken.eval.json', '"typ', /`classify` gives one of the labels/],
    ['broken.eval.yaml', 'pass_la', /Those of the labels that count as passed/],
  ];
  for (const [file, place, expected] of hovers) {
    it(`${file}: hovering over a field explains it`, async () => {
      const document = await openText(file);
      assert.match(await hoverAt(document.uri, behind(document, place)), expected);
    });
  }
});
