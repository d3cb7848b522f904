import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { readManifest, resultRows } from '../runFiles.js';

const ROWS = ['yes', 'no', 'perhaps', null].map(
  (ok, index) => `{"id":${index}.0,"answer":"a ${index}","ok":${JSON.stringify(ok)}}\n`,
);

describe('a run of a file of verdicts, by commands', () => {
  let file: vscode.Uri;
  let manifest: vscode.Uri;

  before(async () => {
    file = workspaceFile('judged-elsewhere.jsonl');
    await writeFile(file.fsPath, ROWS.join(''));
    const made = await vscode.commands.executeCommand<vscode.Uri | undefined>(
      'gavel.importResults',
      file,
      { type: 'classify', map: { verdict: 'ok' }, labels: ['yes', 'no'], passLabels: ['yes'] },
    );
    assert.ok(made, 'gavel.importResults gave no manifest');
    manifest = made;
  });

  it('is imported, whole, and opened in the results editor', async () => {
    const { backend, status } = await readManifest(manifest.fsPath);
    assert.deepEqual([backend, status], ['imported', 'completed']);
    assert.equal((await resultRows(manifest.fsPath)).length, ROWS.length);
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.uri.fsPath, manifest.fsPath);
  });

  for (const [format, begins] of [
    ['html', '<!doctype html>'],
    ['md', '## judged-elsewhere'],
    ['junit', '<?xml'],
    ['csv', 'row,outcome,'],
  ] as const) {
    it(`gavel.exportReport writes ${format}`, async () => {
      const target = workspaceFile(`report.${format}`);
      const options = { format, target };
      const written = await vscode.commands.executeCommand<vscode.Uri>(
        'gavel.exportReport',
        manifest,
        options,
      );
      assert.equal(written.fsPath, target.fsPath);
      assert.ok((await readFile(target.fsPath, 'utf8')).startsWith(begins));
    });
  }

  it('gavel.downloadResults and the export of rows copy every byte', async () => {
    const source = await readFile(join(dirname(manifest.fsPath), 'results.jsonl'));
    assert.ok(source.includes('"id":0.0,'));
    const target = workspaceFile('rows-copied.jsonl');
    await vscode.commands.executeCommand('gavel.downloadResults', manifest, target);
    assert.deepEqual(await readFile(target.fsPath), source);
    const options = { format: 'jsonl', target: workspaceFile('rows-exported.jsonl') };
    await vscode.commands.executeCommand('gavel.exportReport', manifest, options);
    assert.deepEqual(await readFile(options.target.fsPath), source);
  });

  it('gavel.datasetFromRows writes the chosen rows and a spec for them, and replaces nothing', async () => {
    const target = workspaceFile('to-look-at.jsonl');
    const options = { target, rows: [2, 3] };
    const made = await vscode.commands.executeCommand<
      { dataset: vscode.Uri; spec: vscode.Uri } | undefined
    >('gavel.datasetFromRows', manifest, options);
    assert.ok(made);
    assert.equal(await readFile(target.fsPath, 'utf8'), ROWS.slice(1, 3).join(''));
    assert.equal(basename(made.spec.fsPath), 'to-look-at.eval.yaml');
    assert.match(await readFile(made.spec.fsPath, 'utf8'), /^dataset: to-look-at\.jsonl$/m);
    const again = await vscode.commands.executeCommand('gavel.datasetFromRows', manifest, options);
    assert.equal(again, undefined);
    assert.equal(await readFile(target.fsPath, 'utf8'), ROWS.slice(1, 3).join(''));
  });
});
