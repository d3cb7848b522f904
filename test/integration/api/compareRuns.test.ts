import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

async function finishedRun(options: object): Promise<vscode.Uri> {
  const spec = workspaceFile('answer-correctness.eval.yaml');
  const uri = await vscode.commands.executeCommand<vscode.Uri>('gavel.run', spec, {
    backend: 'demo',
    open: false,
    ...options,
  });
  assert.equal((await statusesUntilEnd(uri.fsPath)).at(-1), 'completed');
  return uri;
}

function compare(...args: unknown[]): Thenable<vscode.Uri[] | undefined> {
  return vscode.commands.executeCommand('gavel.compareRuns', ...args);
}

const comparisons = () =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('gavel.compare'),
    );

describe('comparing runs by command', () => {
  let a: vscode.Uri;
  let b: vscode.Uri;
  before(async () => {
    a = await finishedRun({ limit: 5 });
    b = await finishedRun({ limit: 8 });
  });

  it('opens one view for the same runs, named after them, and gives their manifests', async () => {
    const paths = [a.path, b.path];
    assert.deepEqual(
      (await compare([a, b]))?.map(({ path }) => path),
      paths,
    );
    const [tab] = await waitFor(
      'a view that is named after its runs',
      comparisons,
      ([first]) => first !== undefined && first.label !== 'Compare Runs',
    );
    assert.match(tab?.label ?? '', /^Compare /);
    await compare([b, a]);
    assert.equal(comparisons().length, 1);
  });

  it('takes what is selected in the tree, the earliest run as the baseline', async () => {
    const chosen = await compare(b, [b, a]);
    assert.deepEqual(
      chosen?.map(({ path }) => path),
      [a.path, b.path],
    );
  });

  it('compares no run with itself', async () => {
    // The command says so itself and gives undefined.
    assert.equal(await compare([a, a]), undefined);
  });

  it('shows the spec of a run as a document that cannot be changed', async () => {
    const folder = vscode.Uri.joinPath(a, '..').fsPath;
    const text = async (field: string, name: string): Promise<string> => {
      const uri = vscode.Uri.from({
        scheme: 'gavel-run',
        path: `/a/${name}`,
        query: JSON.stringify([folder, field]),
      });
      return (await vscode.workspace.openTextDocument(uri)).getText();
    };
    const spec = JSON.parse(await text('spec', 'spec.json')) as { type: string };
    assert.equal(spec.type, 'classify');
    assert.match(await text('judge.system_template', 'rubric.jinja'), /\{\{/);
  });
});
