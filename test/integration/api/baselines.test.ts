import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from '../answers.js';
import { workspaceFile } from '../editing.js';
import { statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const FILE = '.gavel/baselines.json';

describe('a baseline by command', () => {
  let first: vscode.Uri;
  let second: vscode.Uri;
  before(async () => {
    first = await finished();
    second = await finished();
  });
  after(() => vscode.workspace.fs.delete(workspaceFile(FILE)));

  async function finished(): Promise<vscode.Uri> {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const options = { backend: 'demo', open: false, limit: 10 };
    const uri = await vscode.commands.executeCommand<vscode.Uri>('gavel.run', spec, options);
    assert.equal((await statusesUntilEnd(uri.fsPath)).at(-1), 'completed');
    return uri;
  }

  it('is pinned for the spec, in a file of the workspace; another takes its place', async () => {
    for (const run of [first, second, first]) {
      const pinned = await vscode.commands.executeCommand<vscode.Uri>('gavel.pinBaseline', run);
      assert.equal(pinned.toString(), run.toString());
      const { id } = JSON.parse(await textAt(run)) as { id: string }; // of a manifest
      assert.deepEqual(await baselines(), { 'answer-correctness.eval.yaml': id });
    }
  });

  it('is let go of, and a run that is none is not', async () => {
    const { messages } = await answering({}, async () => {
      assert.equal(await vscode.commands.executeCommand('gavel.unpinBaseline', second), undefined);
    });
    assert.match(messages[0] ?? '', /is not the baseline of its spec\.$/);
    assert.notDeepEqual(await baselines(), {});
    const unpinned = await vscode.commands.executeCommand<vscode.Uri>('gavel.unpinBaseline', first);
    assert.equal(unpinned.toString(), first.toString());
    assert.deepEqual(await baselines(), {});
  });

  it('is no dry run', async () => {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const options = { backend: 'demo', open: false, limit: 2 };
    const dry = await vscode.commands.executeCommand<vscode.Uri>('gavel.dryRun', spec, options);
    assert.equal((await statusesUntilEnd(dry.fsPath)).at(-1), 'completed');
    const { messages } = await answering({}, async () => {
      assert.equal(await vscode.commands.executeCommand('gavel.pinBaseline', dry), undefined);
    });
    // The notice of the run's end may come before it.
    assert.match(messages.join('\n'), /is a dry run of some rows/);
    assert.deepEqual(await baselines(), {});
  });

  it('of a file that can’t be read is said, and the file stays as it is', async () => {
    const text = '<<<<<<< HEAD\n{}\n';
    await vscode.workspace.fs.writeFile(workspaceFile(FILE), new TextEncoder().encode(text));
    const { messages } = await answering({}, async () => {
      assert.equal(await vscode.commands.executeCommand('gavel.pinBaseline', first), undefined);
    });
    assert.ok(messages.some((message) => /baselines\.json can’t be read/.test(message)));
    assert.equal(await textOf(FILE), text);
    await vscode.workspace.fs.writeFile(workspaceFile(FILE), new TextEncoder().encode('{}'));
    await waitFor(
      'the mended file to be pinned in',
      () => vscode.commands.executeCommand('gavel.pinBaseline', first),
      (pinned) => pinned !== undefined,
    );
  });
});

function textOf(path: string): Promise<string> {
  return textAt(workspaceFile(path));
}

async function textAt(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

async function baselines(): Promise<unknown> {
  return JSON.parse(await textOf(FILE));
}
