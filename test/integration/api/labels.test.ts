import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { rowKey } from '../../../src/core/labels/labelRow.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { ResultRow } from '../../../src/core/runs/resultRow.js';
import { workspaceFile } from '../editing.js';
import { resultRows, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

describe('labels by command', () => {
  let manifest: vscode.Uri;
  before(async () => {
    const uri = await vscode.commands.executeCommand<vscode.Uri>(
      'gavel.run',
      workspaceFile('answer-correctness.eval.yaml'),
      { backend: 'demo', limit: 6, open: false },
    );
    assert.equal((await statusesUntilEnd(uri.fsPath)).at(-1), 'completed');
    manifest = uri;
  });

  it('opens one panel for a run, and writes nothing by that', async () => {
    const opened = await vscode.commands.executeCommand<vscode.Uri>('gavel.labelRows', manifest);
    assert.equal(opened.toString(), manifest.toString());
    await vscode.commands.executeCommand('gavel.labelRows', manifest);
    const labelTabs = () =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(
          ({ input }) =>
            input instanceof vscode.TabInputWebview && input.viewType.includes('gavel.labels'),
        );
    await waitFor('the panel', labelTabs, ({ length }) => length === 1);
    await assert.rejects(readFile(labelsPath()));
    await vscode.window.tabGroups.close(labelTabs());
  });

  it('gives disagreements as text and as a file, and nothing where there are none', async () => {
    const none = await vscode.commands.executeCommand('gavel.exportExamples', manifest, {
      as: 'text',
    });
    assert.equal(none, undefined);
    const { spec } = JSON.parse(await readFile(manifest.fsPath, 'utf8')) as RunManifest; // as it was written
    const [row] = (await resultRows(manifest.fsPath)) as ResultRow[]; // values of JSON
    assert.ok(row);
    const label = row['label'] === 'correct' ? 'wrong' : 'correct';
    const record = {
      ...{ row: 1, key: rowKey(row, spec), rater: 'Ann', label, note: 'So it is.', blind: true },
      at: '2026-11-20T10:00:00.000Z',
      sample: { plan: 'random', seed: 1, weight: 1 },
    };
    await writeFile(labelsPath(), `${JSON.stringify(record)}\n`);
    const text = await vscode.commands.executeCommand<string>('gavel.exportExamples', manifest, {
      as: 'text',
    });
    assert.match(text, /Example 1\n[^]*Verdict: (correct|wrong)\nWhy: So it is\./);
    assert.equal(await vscode.env.clipboard.readText(), text);
    const target = vscode.Uri.file(path.join(path.dirname(manifest.fsPath), 'examples.jsonl'));
    await vscode.commands.executeCommand('gavel.exportExamples', manifest, { as: 'jsonl', target });
    const line = JSON.parse(await readFile(target.fsPath, 'utf8')) as Record<string, unknown>;
    assert.deepEqual([line['label'], line['note']], [label, 'So it is.']);
    await vscode.workspace.fs.delete(target);
  });

  function labelsPath(): string {
    return path.join(path.dirname(manifest.fsPath), 'labels.jsonl');
  }
});
