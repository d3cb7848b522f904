import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { readManifest, resultRows, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

/** Rows of `support-answers.jsonl`. */
const rowCount = 42;

function run(spec: string, options?: object): Thenable<vscode.Uri | undefined> {
  return vscode.commands.executeCommand('gavel.run', workspaceFile(spec), options);
}

describe('a run by command', () => {
  const specs: readonly [string, string][] = [
    ['answer-correctness.eval.yaml', 'label'],
    ['answer-helpfulness.eval.json', 'score'],
    ['prompt-v1-vs-v2.eval.jsonc', 'final_decision'],
  ];
  for (const [spec, verdict] of specs) {
    it(`${spec}: resolves when durable, goes on to its end, every row once`, async () => {
      const uri = await run(spec, { backend: 'demo', open: false });
      assert.ok(uri, 'gavel.run gave no manifest');
      assert.match(uri.path, /\/\.gavel\/runs\/\d{8}-\d{6}-[\w-]+\/[\w-]+\.evalrun\.json$/);
      const statuses = await statusesUntilEnd(uri.fsPath);
      assert.notEqual(statuses[0], 'completed', 'the command waited for the end');
      assert.equal(statuses.at(-1), 'completed');
      const rows = await resultRows(uri.fsPath);
      assert.equal(rows.length, rowCount);
      assert.equal(new Set(rows.map((row) => row['id'])).size, rowCount);
      assert.ok(rows.some((row) => row[verdict] !== null && row[verdict] !== undefined));
      const { backend, demo } = await readManifest(uri.fsPath);
      assert.deepEqual({ backend, demo }, { backend: 'demo', demo: true });
    });
  }

  it('a dry run takes the first rows only', async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>(
      'gavel.dryRun',
      workspaceFile('answer-correctness.eval.yaml'),
      { backend: 'demo', limit: 3, open: false },
    );
    assert.equal((await statusesUntilEnd(uri.fsPath)).at(-1), 'completed');
    const ids = (await resultRows(uri.fsPath)).map((row) => row['id']);
    assert.deepEqual(ids.sort(), ['T-101', 'T-102', 'T-103']);
  });

  it('preflight gives its figures and leaves no run', async () => {
    const before = await runFolders();
    const found = await vscode.commands.executeCommand<{ rows: number; requests: number }>(
      'gavel.preflight',
      workspaceFile('answer-correctness.eval.yaml'),
      { backend: 'demo', limit: 3, open: false },
    );
    assert.deepEqual([found.rows, found.requests], [3, 3]);
    assert.deepEqual(await runFolders(), before);
  });

  it('a dry run of chosen rows says so in its manifest', async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>(
      'gavel.dryRun',
      workspaceFile('answer-correctness.eval.yaml'),
      { backend: 'demo', rows: [5, 2], open: false },
    );
    assert.equal((await statusesUntilEnd(uri.fsPath)).at(-1), 'completed');
    const { dry_run: isDryRun, selected_rows: rows } = await readManifest(uri.fsPath);
    assert.deepEqual([isDryRun, rows], [true, [2, 5]]);
  });

  it('a broken spec runs nothing and leaves no folder', async () => {
    const before = await runFolders();
    // The command reports the problem itself and gives undefined.
    assert.equal(await run('broken.eval.yaml', { backend: 'demo' }), undefined);
    assert.deepEqual(await runFolders(), before);
  });

  it('opens in the results editor', async () => {
    const [manifest] = await vscode.workspace.findFiles(
      '.gavel/runs/*/answer-correctness.evalrun.json',
    );
    assert.ok(manifest);
    await vscode.commands.executeCommand('gavel.openResults', manifest);
    assert.deepEqual(await activeCustomEditor('gavel.results'), manifest.path);
  });

  it('saves its rows', async () => {
    const [manifest] = await vscode.workspace.findFiles(
      '.gavel/runs/*/answer-correctness.evalrun.json',
    );
    const target = workspaceFile('saved.jsonl');
    await vscode.commands.executeCommand('gavel.downloadResults', manifest, target);
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(target));
    assert.equal(
      text.trimEnd().split('\n').length,
      (await resultRows(manifest?.fsPath ?? '')).length,
    );
  });
});

describe('a dataset by command', () => {
  it('opens in the dataset editor', async () => {
    const dataset = workspaceFile('support-answers.jsonl');
    await vscode.commands.executeCommand('gavel.openDataset', dataset);
    assert.deepEqual(await activeCustomEditor('gavel.dataset'), dataset.path);
  });
});

async function runFolders(): Promise<string[]> {
  const uri = workspaceFile(join('.gavel', 'runs'));
  const entries = await vscode.workspace.fs.readDirectory(uri);
  return entries.map(([name]) => name).sort();
}

function activeCustomEditor(viewType: string): Promise<string | undefined> {
  return waitFor(
    `the editor ${viewType}`,
    () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      if (!(input instanceof vscode.TabInputCustom)) return undefined;
      return input.viewType === viewType ? input.uri.path : undefined;
    },
    (path) => path !== undefined,
  );
}
