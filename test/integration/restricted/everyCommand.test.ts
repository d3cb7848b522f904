import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { proven } from '../../security/proofs.js';
import { workspaceFile } from '../editing.js';
import { HOSTILE_RUNS } from '../hostileFiles.js';
import { rendersDuring } from '../renderProbe.js';
import { sayingYes, type Seen } from '../sayingYes.js';
import { snapshot } from '../snapshot.js';
import { waitFor } from '../waitFor.js';

/** What only shows what is there. Every other command is refused. */
const READS = [
  ...['openResults', 'openLink', 'openDataset', 'previewTemplate', 'compareRuns', 'goToSpec'],
  ...['compareSampleRuns', 'openWalkthrough', 'openGuide', 'showRunsOfSpec'],
  ...['copyRowLink', 'copyRowJson', 'openRowInDataset'],
  ...['filterRuns', 'clearRunFilter', 'filterDatasets', 'clearDatasetFilter', 'refresh', 'showLog'],
].map((name) => `gavel.${name}`);

const SPECS = ['keyless', 'keyed', 'job', 'file'].map((name) => `hostile/${name}.eval.json`);
const UNFINISHED = `${HOSTILE_RUNS}/20260101-000000-hostile-aaaa0001`;
const FINISHED = `${HOSTILE_RUNS}/20260101-000001-hostile-aaaa0002`;

describe('a hostile repository in Restricted Mode', function () {
  this.timeout(120_000);
  const folder = workspaceFile('.').fsPath;
  const stranger = process.env['GAVEL_TEST_STRANGER'] ?? assert.fail('no tripwire');
  const touches = process.env['GAVEL_TEST_TOUCHES'] ?? assert.fail('no tripwire');
  const storage = join(process.env['GAVEL_TEST_DATA'] ?? '', 'data/User/globalStorage/gavel.gavel');
  const settings = () => vscode.workspace.getConfiguration('gavel');
  let files: string[];

  before(async () => {
    // A person's own setting that leads to a stranger is not asked either.
    await settings().update(
      'together.baseUrl',
      `${stranger}/v1`,
      vscode.ConfigurationTarget.Global,
    );
    // One more run comes while the window is open.
    const late = join(folder, HOSTILE_RUNS, '20260101-000002-hostile-aaaa0003');
    cpSync(join(folder, UNFINISHED), late, { recursive: true });
    files = snapshot(folder);
    assert.ok(files.length > 20);
  });
  after(() => settings().update('together.baseUrl', undefined, vscode.ConfigurationTarget.Global));
  afterEach(async () => {
    await closeAll();
    assert.deepEqual(snapshot(folder), files, 'the workspace is byte for byte what it was');
    assert.equal(existsSync(join(folder, '../outside-of-the-workspace')), false);
    assert.equal(readFileSync(touches, 'utf8'), '', 'nobody came to the stranger');
    // An index of a dataset that was looked at is no more than its bytes tell.
    const kept = snapshot(storage).filter((line) => !line.startsWith('indexes/'));
    assert.deepEqual(kept, []);
  });

  it('its settings are not in force', () => {
    assert.equal(settings().get('runsFolder'), '.gavel/runs');
    assert.equal(settings().get('defaultBackend'), 'together');
  });

  it('every command is refused in one sentence with the way on, or only shows what is there', async () => {
    const commands = contributed();
    const given = everyArgument();
    const refused = new Set<string>();
    let calls = 0;
    let said: Seen = { messages: [], dialogs: [] };
    const renders = await rendersDuring(async () => {
      for (const command of commands) {
        const isReading = READS.includes(command);
        for (const [what, args] of Object.entries(given)) {
          calls += 1;
          said = await sayingYes(workspaceFile('hostile/rows.jsonl'), async () => {
            const result: unknown = await vscode.commands.executeCommand(command, ...args);
            if (!isReading) assert.equal(result, undefined, `${command} of ${what}`);
          });
          if (isReading) continue;
          const { messages, dialogs } = said;
          assert.equal(messages.length, 1, `${command} of ${what}: ${JSON.stringify(messages)}`);
          const [{ text, actions } = { text: '', actions: [] }] = messages;
          assert.match(text, /^[A-Z].* needs trust: this workspace is in Restricted Mode\.$/);
          assert.deepEqual(actions, ['Manage Workspace Trust'], command);
          assert.deepEqual(dialogs, [], `${command} asks nothing`);
          refused.add(command);
        }
        if (isReading) await closeAll();
      }
    });
    assert.deepEqual([...refused].sort(), commands.filter((id) => !READS.includes(id)).sort());
    assert.equal(renders, 0);
    proven({
      area: 'Restricted Mode',
      claim:
        'No command writes, sends or renders; what is refused says so in one sentence, with the way to trust',
      test: 'test/integration/restricted/everyCommand.test.ts',
      figure: `${commands.length} commands × ${Object.keys(given).length} arguments, every question answered yes: ${refused.size} refused, ${commands.length - refused.size} only read`,
    });
    assert.equal(calls, commands.length * Object.keys(given).length);
  });

  it('its files open in every view, and nothing is rendered, sent or written', async () => {
    const views: [string, ...unknown[]][] = [
      ['vscode.openWith', workspaceFile(`${FINISHED}/hostile.evalrun.json`), 'gavel.results'],
      ['vscode.openWith', workspaceFile(`${UNFINISHED}/hostile.evalrun.json`), 'gavel.results'],
      ['vscode.openWith', workspaceFile('hostile/rows.jsonl'), 'gavel.dataset'],
      ...SPECS.map((spec): [string, unknown] => ['gavel.previewTemplate', workspaceFile(spec)]),
      [
        'gavel.compareRuns',
        [FINISHED, UNFINISHED].map((run) => workspaceFile(`${run}/hostile.evalrun.json`)),
      ],
      ['gavel.runs.focus'],
      ['gavel.datasets.focus'],
      ['gavel.refresh'],
    ];
    const renders = await rendersDuring(async () => {
      await sayingYes(workspaceFile('hostile/rows.jsonl'), async () => {
        for (const [command, ...args] of views) {
          await vscode.commands.executeCommand(command, ...args);
        }
        // A view that works has given its tab a title.
        await waitFor(
          'the tabs of the views',
          () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length,
          (count) => count >= 4,
        );
        await exerciseLanguages();
      });
    });
    assert.equal(renders, 0);
    proven({
      area: 'Restricted Mode',
      claim:
        'The views, trees and language features of a hostile repository render, send and write nothing',
      test: 'test/integration/restricted/everyCommand.test.ts',
      figure: `${views.length} views and trees, ${TEXTS.length} texts with ${PROVIDERS.length + OF_DOCUMENTS.length} language features; 0 renders, 0 connections, 0 files`,
    });
  });

  it('its unfinished runs stay as they are, and a link opens nothing but a view', async () => {
    const link = `${vscode.env.uriScheme}://gavel.gavel/run?path=${UNFINISHED}/hostile.evalrun.json&row=1`;
    const { dialogs } = await sayingYes(workspaceFile('hostile/rows.jsonl'), async () => {
      await vscode.commands.executeCommand('gavel.openLink', vscode.Uri.parse(link), {
        confirm: true,
      });
    });
    assert.deepEqual(dialogs, ['Open row 1 of hostile.evalrun.json?']);
    const manifest = JSON.parse(
      readFileSync(join(folder, UNFINISHED, 'hostile.evalrun.json'), 'utf8'),
    ) as { status: string };
    assert.equal(manifest.status, 'running');
  });
});

/** As package.json has them now: one that is added later is called as well. */
function contributed(): string[] {
  const extension = vscode.extensions.getExtension('gavel.gavel') ?? assert.fail('not installed');
  const { contributes } = extension.packageJSON as {
    contributes: { commands: { command: string }[] };
  };
  const commands = contributes.commands.map(({ command }) => command);
  assert.ok(commands.length > 50);
  return commands;
}

function everyArgument(): Readonly<Record<string, readonly unknown[]>> {
  const manifest = workspaceFile(`${FINISHED}/hostile.evalrun.json`);
  const run = { id: 'aaaa0002', folder: workspaceFile(FINISHED).fsPath };
  const job = { workflowId: 'eval-1', status: 'completed', createdAt: '2026-01-01T00:00:00.000Z' };
  const file = { id: 'file-1', name: 'a.jsonl' };
  return {
    nothing: [],
    'a spec': [workspaceFile('hostile/keyless.eval.json')],
    'a spec, unasked': [workspaceFile('hostile/job.eval.json'), { confirm: false, limit: 1 }],
    'a dataset': [workspaceFile('hostile/rows.jsonl')],
    'a folder of a run': [workspaceFile(UNFINISHED), { confirm: false }],
    'a manifest': [manifest, { format: 'html', target: workspaceFile('report.html').fsPath }],
    'a file of labels': [workspaceFile(`${FINISHED}/labels.jsonl`)],
    'a run of the tree': [
      { kind: 'item', id: 'x', item: { kind: 'run', known: { run, manifest: {} } } },
    ],
    'a job of the tree': [{ kind: 'item', id: 'y', item: { kind: 'job', job } }],
    'a file of the service': [{ kind: 'file', service: 'together', host: 'x', file, specs: [] }],
    'a list of files': [
      workspaceFile('hostile/rows.jsonl'),
      [workspaceFile('hostile/rows.jsonl'), manifest],
    ],
    'a text': ['file-1', 'https://api.example.com'],
  };
}

const PROVIDERS = [
  'executeCompletionItemProvider',
  'executeHoverProvider',
  'executeDefinitionProvider',
  'executeReferenceProvider',
  'executeSignatureHelpProvider',
] as const;
const OF_DOCUMENTS = [
  'executeDocumentSymbolProvider',
  'executeFoldingRangeProvider',
  'executeCodeLensProvider',
  'executeLinkProvider',
] as const;

const TEXTS = ['hostile/keyless.eval.json', 'hostile/file.eval.json', 'hostile/rubric.jinja'];

/** Asks everything of hostile texts that an editor asks. */
async function exerciseLanguages(): Promise<void> {
  for (const name of TEXTS) {
    const document = await vscode.workspace.openTextDocument(workspaceFile(name));
    await vscode.window.showTextDocument(document, { preview: false });
    const text = document.getText();
    for (const word of ['upper', 'missing', 'model']) {
      const at = text.indexOf(word);
      const place = document.positionAt(Math.max(0, at) + 1);
      for (const provider of PROVIDERS) {
        await vscode.commands.executeCommand(`vscode.${provider}`, document.uri, place);
      }
    }
    for (const provider of OF_DOCUMENTS) {
      await vscode.commands.executeCommand(`vscode.${provider}`, document.uri);
    }
    const whole = new vscode.Range(0, 0, document.lineCount, 0);
    await vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, whole);
  }
}

/** Also what has been changed and not saved. */
async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.window.tabGroups.close(vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs));
}
