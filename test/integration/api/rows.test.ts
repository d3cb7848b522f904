import assert from 'node:assert/strict';
import { cp, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { answering } from '../answers.js';
import { workspaceFile } from '../editing.js';
import { statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

interface Rejudged {
  readonly row: number;
  readonly stored: { readonly outcome: string; readonly verdict: string };
  readonly again: { readonly outcome: string; readonly verdict: string; readonly result: object };
  readonly isSame: boolean;
  readonly demo: boolean;
}

describe('one row of a run by command', () => {
  let run: vscode.Uri;
  let outside: string;
  before(async () => {
    const spec = workspaceFile('answer-correctness.eval.yaml');
    const options = { backend: 'demo', open: false, limit: 5 };
    const uri = await vscode.commands.executeCommand<vscode.Uri>('gavel.run', spec, options);
    assert.equal((await statusesUntilEnd(uri.fsPath)).at(-1), 'completed');
    run = uri;
    // A run that is whole, and lies elsewhere.
    outside = await mkdtemp(join(tmpdir(), 'gavel-outside-'));
    await cp(dirname(run.fsPath), outside, { recursive: true });
    await cp(run.fsPath, join(outside, 'x.evalrun.json'));
    await symlink(outside, workspaceFile('elsewhere').fsPath);
    await symlink(join(outside, 'x.evalrun.json'), workspaceFile('linked.evalrun.json').fsPath);
  });
  after(async () => {
    await rm(workspaceFile('elsewhere').fsPath);
    await rm(workspaceFile('linked.evalrun.json').fsPath);
    await rm(outside, { recursive: true });
  });

  it('is judged again beside the run, whose files stay as they are', async () => {
    const before = await filesOf(run);
    const told = await vscode.commands.executeCommand<Rejudged>('gavel.rejudgeRow', run, 2);
    assert.deepEqual([told.row, told.demo], [2, true]);
    assert.match(told.again.outcome, /^(passed|failed|invalid|judge_error)$/);
    assert.equal(told.isSame, told.again.verdict === told.stored.verdict);
    assert.ok('feedback' in told.again.result);
    assert.deepEqual(await filesOf(run), before);
  });

  it('that is not there is said, and nobody is asked', async () => {
    const { messages } = await answering({}, async () => {
      for (const row of [900, 0, 'two']) {
        const told = await vscode.commands.executeCommand('gavel.rejudgeRow', run, row);
        assert.equal(told, undefined);
      }
    });
    assert.match(messages[0] ?? '', /has no result for row 900\.$/);
    assert.deepEqual(messages.slice(1), Array(2).fill('A row is a whole number from 1 on.'));
  });

  it('opens by its link', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const opened = await vscode.commands.executeCommand<vscode.Uri>(
      'gavel.openLink',
      linkTo(run, 3),
    );
    assert.equal(opened.toString(), run.toString());
    await waitFor(
      'the results editor',
      () => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return input instanceof vscode.TabInputCustom ? input.uri.path : undefined;
      },
      (path) => path === run.path,
    );
  });

  it('of a link from outside is opened when the person says so, and not before', async () => {
    for (const [modal, expected] of [
      [undefined, undefined],
      ['Open', run.toString()],
    ] as const) {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const { questions, details } = await answering(modal ? { modal } : {}, async () => {
        const link = vscode.Uri.parse(linkTo(run, 3));
        const opened = await vscode.commands.executeCommand<vscode.Uri | undefined>(
          'gavel.openLink',
          link,
          { confirm: true },
        );
        assert.equal(opened?.toString(), expected);
      });
      assert.deepEqual(questions, ['Open row 3 of answer-correctness.evalrun.json?']);
      assert.match(details[0] ?? '', /^A link asks for it: \.gavel\/runs\//);
    }
  });

  it('opens at the row that a caller names', async () => {
    const opened = await vscode.commands.executeCommand<vscode.Uri>('gavel.openResults', run, {
      row: 4,
    });
    assert.equal(opened.toString(), run.toString());
  });

  it('does from its menu what the menu says, each with something to see', async () => {
    const clicked = { webviewSection: 'gavelResultRow', gavelRow: 3 };
    const menu = (name: string) => vscode.commands.executeCommand(`gavel.${name}`, clicked);
    const show = () => vscode.commands.executeCommand('vscode.openWith', run, 'gavel.results');
    await show();
    await waitFor(
      'the results in front',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.input,
      (input) => input instanceof vscode.TabInputCustom && input.uri.path === run.path,
    );
    const { messages } = await answering({}, async () => {
      await menu('rejudgeThisRow');
      await menu('copyRowJson');
    });
    assert.match(messages.join(), /^Row 3: .*\(demo: a scripted judge\).*The run stays as it is\./);
    const row = JSON.parse(await vscode.env.clipboard.readText()) as { id?: unknown };
    assert.ok('id' in row);
    await menu('copyRowLink');
    assert.match(await vscode.env.clipboard.readText(), /row=3$/);
    await menu('openRowInDataset');
    const { input } = vscode.window.tabGroups.activeTabGroup.activeTab ?? {};
    assert.ok(input instanceof vscode.TabInputCustom && input.viewType === 'gavel.dataset');
    const nowhere = await answering({}, () => menu('copyRowJson'));
    assert.match(nowhere.messages.join(), /Open the results of a run and click a row/);
  });

  const wrong: readonly [string, (run: vscode.Uri) => string, RegExp][] = [
    ['leads out', () => linkOf('../x.evalrun.json'), /leads out of the workspace/],
    ['names no run', () => linkOf('support-answers.jsonl'), /does not end with \.evalrun\.json/],
    ['names a run that is gone', () => linkOf('.gavel/runs/x/x.evalrun.json'), /There is no run/],
    ['names a row beyond the last', (uri) => linkTo(uri, 99_999), /has no row 99999: its dataset/],
    ['names row 0', (uri) => linkTo(uri, 0), /“0” is no number from 1 on/],
    ['names a row in words', (uri) => `${linkTo(uri, 1)}.5`, /“1\.5” is no number from 1 on/],
    ['goes up on its way', () => linkOf('a/../../x.evalrun.json'), /leads out of the workspace/],
    ['names a file anywhere', () => linkOf('/etc/x.evalrun.json'), /leads out of the workspace/],
    [
      'is ten thousand characters long',
      () => linkOf(`${'a/'.repeat(5000)}x.evalrun.json`),
      /^This link names no run: its path is longer than 1,000 characters\.$/,
    ],
    [
      'is long and names nothing',
      () => linkOf(`${'a/'.repeat(400)}x.evalrun.json`),
      /^There is no run (a\/){39}a… in this workspace/,
    ],
    [
      'leads out by a folder that is a symbolic link',
      () => linkOf('elsewhere/x.evalrun.json'),
      /^This link leads out of the workspace: elsewhere\/x\.evalrun\.json is outside of it\.$/,
    ],
    [
      'leads out by a file that is a symbolic link',
      () => linkOf('linked.evalrun.json'),
      /^This link leads out of the workspace: linked\.evalrun\.json is outside of it\.$/,
    ],
    ['is none of ours', () => 'vscode://gavel.gavel/elsewhere?path=x', /nothing that Gavel opens/],
  ];
  for (const [name, link, expected] of wrong) {
    it(`a link that ${name} opens nothing, asks nothing, and says why`, async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      const { messages, questions } = await answering({ modal: 'Open' }, async () => {
        // As the handler of links passes it on.
        const opened = await vscode.commands.executeCommand(
          'gavel.openLink',
          vscode.Uri.parse(link(run)),
          { confirm: true },
        );
        assert.equal(opened, undefined);
      });
      assert.deepEqual([messages.length, questions], [1, []]);
      assert.ok((messages[0]?.length ?? 0) < 200, messages[0]);
      assert.match(messages[0] ?? '', expected);
      assert.equal(vscode.window.tabGroups.activeTabGroup.activeTab, undefined);
    });
  }
});

function linkTo(run: vscode.Uri, row: number): string {
  return `${linkOf(vscode.workspace.asRelativePath(run, false))}&row=${row}`;
}

function linkOf(path: string): string {
  return `${vscode.env.uriScheme}://gavel.gavel/run?path=${encodeURIComponent(path)}`;
}

async function filesOf(run: vscode.Uri): Promise<Record<string, string>> {
  const folder = vscode.Uri.joinPath(run, '..');
  const entries = await vscode.workspace.fs.readDirectory(folder);
  const texts = await Promise.all(
    entries.map(async ([name]) => {
      const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, name));
      return [name, new TextDecoder().decode(bytes)] as const;
    }),
  );
  return Object.fromEntries(texts);
}
