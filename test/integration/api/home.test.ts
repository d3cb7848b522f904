import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { datasetDrops } from '../../../src/ui/drops/datasetDrop.js';
import { openText, workspaceFile } from '../editing.js';
import { statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const SPEC = 'dropped.eval.yaml';

describe('a dataset that is dropped into a spec', () => {
  const BEFORE = 'name: Judge # mine\r\ntype: classify\r\ndataset: "old.jsonl" # which rows\r\n';
  before(() =>
    vscode.workspace.fs.writeFile(workspaceFile(SPEC), new TextEncoder().encode(BEFORE)),
  );
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.workspace.fs.delete(workspaceFile(SPEC));
  });

  it('is its dataset by one change, that one undo takes back', async () => {
    const document = await openText(SPEC);
    const data = new vscode.DataTransfer();
    const list = `# from the explorer\r\n${workspaceFile('support-answers.jsonl').toString()}\r\n`;
    data.set('text/uri-list', new vscode.DataTransferItem(list));
    const [use, insert] = await datasetDrops(document, data);
    assert.equal(insert?.insertText, 'support-answers.jsonl');
    assert.ok(use?.additionalEdit);
    await vscode.workspace.applyEdit(use.additionalEdit);
    assert.equal(document.getText(), BEFORE.replace('old.jsonl', 'support-answers.jsonl'));
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), BEFORE);
  });

  it('is nothing where no dataset is among the files', async () => {
    const document = await openText(SPEC);
    const data = new vscode.DataTransfer();
    data.set('text/uri-list', new vscode.DataTransferItem(workspaceFile('a.png').toString()));
    assert.deepEqual(await datasetDrops(document, data), []);
  });
});

describe('the last run of a spec', () => {
  it('stands above its first line, and its runs are shown alone', async () => {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const options = { backend: 'demo', open: false };
    const run = await vscode.commands.executeCommand<vscode.Uri>('gavel.run', spec, options);
    assert.equal((await statusesUntilEnd(run.fsPath)).at(-1), 'completed');
    await vscode.workspace.openTextDocument(spec);
    const title = await waitFor(
      'the lens of the last run',
      async () => {
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          spec,
        );
        const titles = lenses.map(({ command }) => command?.title ?? '');
        return titles.find((one) => one.startsWith('Last run')) ?? '';
      },
      (text) => text.includes('pass'),
    );
    assert.match(title, /^Last run: \$\(\w+\) [\d.]+ % pass \([\d.]+–[\d.]+\) · demo · /);
    const filter = await vscode.commands.executeCommand('gavel.showRunsOfSpec', spec);
    assert.equal(filter, 'spec:answer-correctness.eval.yaml');
    await vscode.commands.executeCommand('gavel.clearRunFilter');
  });
});

describe('the keys of commands', () => {
  it('are no keys that VS Code has for something else, nor the beginning of such', async () => {
    const uri = vscode.Uri.parse('vscode://defaultsettings/keybindings.json');
    const text = (await vscode.workspace.openTextDocument(uri)).getText();
    const all = [...text.matchAll(/"key": "([^"]+)",\s+"command": "([^"]+)"/g)].map(
      ([, key = '', command = '']) => ({ key, command }),
    );
    const own = all.filter(({ command }) => command.startsWith('gavel.'));
    assert.ok(own.length >= 6 && all.length > 500, `${own.length} of ${all.length}`);
    const others = all.filter(({ command }) => !command.startsWith('gavel.'));
    // `ctrl+k` begins many of VS Code's own chords: it may begin others.
    const begins = (first: string, second: string) => second.startsWith(`${first} `);
    const isPrefix = (key: string) => others.some((other) => begins(key, other.key));
    const clashes = own.flatMap((mine) =>
      others
        .filter(
          ({ key }) =>
            key === mine.key || begins(mine.key, key) || (begins(key, mine.key) && !isPrefix(key)),
        )
        .map(({ command, key }) => `${mine.command}: ${key} is ${command}`),
    );
    assert.deepEqual(clashes, []);
  });
});
