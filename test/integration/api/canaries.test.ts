import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startEchoingEndpoint, startEchoingService } from '../../contract/faults/echoingServer.js';
import type { EchoingServer } from '../../contract/faults/echoingServer.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { assertNoCanary, CANARIES, filesBelow } from '../../security/canaries.js';
import type { Artefact } from '../../security/canaries.js';
import { canaryInputs } from '../../security/canaryInputs.js';
import { proven } from '../../security/proofs.js';
import { answering } from '../answers.js';
import { problemsOf, workspaceFile } from '../editing.js';
import { readManifest, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const FOLDER = 'canaries';
const inFolder = (name: string) => workspaceFile(`${FOLDER}/${name}`);
/** What people set, as VS Code keeps it, and its own copies of that. */
const OWN = /settings\.json$|\/History\//;

describe('keys that stand wherever a key can be, in the editor', () => {
  let demo: DemoService;
  let service: EchoingServer;
  let endpoint: EchoingServer;
  let inputs: ReadonlyMap<string, string>;
  const artefacts: Artefact[] = [];
  const posted: string[] = [];
  /** Folders and files that were made outside of the folder of the inputs. */
  const made: vscode.Uri[] = [];
  const { createWebviewPanel } = vscode.window;
  let commands = 0;

  before(async () => {
    demo = await startDemoService({
      apiKey: CANARIES.service,
      pace: { stepMs: 0, rowsPerSecond: 5000 },
    });
    service = await startEchoingService(demo.url);
    endpoint = await startEchoingEndpoint();
    inputs = canaryInputs(endpoint.origin);
    for (const [name, text] of inputs) {
      await vscode.workspace.fs.writeFile(inFolder(name), new TextEncoder().encode(text));
    }
    process.env['JUDGE_KEY'] = CANARIES.environment;
    await setBaseUrl(`${service.origin}/v1`);
    vscode.window.createWebviewPanel = (...all: Parameters<typeof createWebviewPanel>) => {
      const panel = createWebviewPanel(...all);
      const { webview } = panel;
      const post = webview.postMessage.bind(webview);
      webview.postMessage = (message: unknown) => {
        posted.push(JSON.stringify(message));
        return post(message);
      };
      return panel;
    };
  });

  after(async () => {
    Object.assign(vscode.window, { createWebviewPanel });
    delete process.env['JUDGE_KEY'];
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await answering({ modal: 'Remove Key' }, () => run('gavel.signOut'));
    await run('gavel.manageSecrets', { remove: 'JUDGE' });
    await setBaseUrl(undefined);
    for (const uri of [...made, workspaceFile(FOLDER)]) {
      await vscode.workspace.fs.delete(uri, { recursive: true });
    }
    await Promise.all([service, endpoint, demo].map((one) => one.close()));
  });

  /** Runs a command; what it gives or throws is an artefact, as is what the clipboard holds then. */
  async function run(id: string, ...args: unknown[]): Promise<unknown> {
    commands += 1;
    const given = await Promise.resolve(vscode.commands.executeCommand(id, ...args)).catch(String);
    artefacts.push({ name: `what ${id} gives`, text: JSON.stringify([given]) });
    return given;
  }

  async function evaluate(spec: string, backend: string): Promise<vscode.Uri | undefined> {
    const options = { open: false, confirm: false, backend };
    const manifest = await run('gavel.run', inFolder(spec), options);
    if (!(manifest instanceof vscode.Uri)) return undefined;
    made.push(vscode.Uri.joinPath(manifest, '..'));
    await statusesUntilEnd(manifest.fsPath);
    return manifest;
  }

  it('are in nothing that is written, said, shown, copied or posted', async function () {
    this.timeout(60_000);
    const shown = await answering(
      {
        input: [CANARIES.service, 'JUDGE', endpoint.origin, CANARIES.secret],
        modal: 'Send Key',
        button: 'Open as Document',
      },
      async () => {
        await run('gavel.setApiKey');
        await run('gavel.setSecret');
        const launched = await evaluate('service.eval.yaml', 'together');
        const local = await evaluate('local.eval.yaml', 'local');
        const secret = await evaluate('secret.eval.json', 'local');
        assert.ok(launched && local && secret);
        const { workflow_id: job } = await readManifest(launched.fsPath);
        assert.ok(job);

        for (const [uri, formats] of [
          [launched, ['html', 'md', 'junit', 'csv', 'jsonl']],
          [local, ['html', 'jsonl']],
        ] as const) {
          for (const format of formats) {
            const target = inFolder(`${commands}.${format === 'junit' ? 'xml' : format}`);
            await run('gavel.exportReport', uri, { format, target });
          }
          await run('gavel.exportReport', uri, { format: 'clipboard' });
          await copied();
          await run('gavel.openResults', uri);
          await run('gavel.exportExamples', uri, { as: 'text' });
        }
        await run('gavel.labelRows', local);
        await run('gavel.compareRuns', launched, [launched, local]);
        for (const as of ['curl', 'python', 'typescript', 'together-cli']) {
          await run('gavel.copyAs', inFolder('service.eval.yaml'), { as });
          await copied();
        }
        await run('gavel.copyAs', inFolder('literal.eval.json'), { as: 'curl' });
        await run('gavel.specFromJob', job);
        const spec = await run('gavel.specFromSnippet', inputs.get('snippet.sh'));
        if (spec instanceof vscode.Uri) made.push(spec);
        const target = inFolder('sampled.jsonl');
        await run('gavel.sampleDataset', inFolder('leaky.jsonl'), { count: 2, target });
        for (const [spec, backend] of [
          ['literal.eval.json', 'local'],
          ['literal.eval.yaml', 'together'],
          ['url.eval.yaml', 'local'],
        ] as const) {
          await evaluate(spec, backend);
          await vscode.window.showTextDocument(inFolder(spec), { preview: false });
          await problemsOf(inFolder(spec));
        }
        await run('gavel.previewTemplate', inFolder('literal.eval.json'));
        await run('gavel.preflight', inFolder('local.eval.yaml'));

        // Each asks, and is refused in another way.
        for (const [status, form] of [
          [400, 'json'],
          [401, 'html'],
          [403, 'events'],
          [422, 'cut short'],
        ] as const) {
          service.set({ status, form });
          endpoint.set({ status, form });
          await run('gavel.testConnection', inFolder('local.eval.yaml'), 'judge');
          await evaluate('local.eval.yaml', 'local');
          await evaluate('service.eval.yaml', 'together');
        }
        service.set('redirect');
        endpoint.set('redirect');
        await run('gavel.testConnection', inFolder('local.eval.yaml'), 'judge');
        await evaluate('service.eval.yaml', 'together');
        service.set('good');
        endpoint.set('good');
        await setBaseUrl(service.origin.replace('//', `//me:${CANARIES.baseUrl}@`));
        await evaluate('service.eval.yaml', 'together');
        await run('gavel.showLog');
        await waitFor(
          'messages to views',
          () => posted.length,
          (count) => count > 3,
        );
      },
    );
    const places: Readonly<Record<string, readonly string[]>> = {
      'messages, questions and lists': [
        ...[shown.messages, shown.questions, shown.details, shown.opened].flat(),
        ...shown.offered.flat(),
      ],
      problems: vscode.languages
        .getDiagnostics()
        .flatMap(([, problems]) => problems.map(({ message }) => message)),
      'documents without a file': vscode.workspace.textDocuments
        .filter(({ uri }) => uri.scheme !== 'file')
        .map((document) => document.getText()),
      'messages to views': posted,
      titles: vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ label }) => label)),
    };
    for (const [name, texts] of Object.entries(places)) {
      assert.ok(texts.length > 0, `there are ${name}`);
      artefacts.push(...texts.map((text) => ({ name, text })));
    }
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    const isInput = (path: string) => inputs.has(path.replace(`${FOLDER}/`, '')) || OWN.test(path);
    const workspace = await filesBelow(folder?.uri.fsPath ?? '', isInput);
    const editor = await filesBelow(process.env['GAVEL_TEST_DATA'] ?? '', isInput);
    assert.ok(editor.some(({ name }) => /Gavel\.log$/.test(name)));
    // The endpoints were asked with the keys, and what they made of them was kept.
    assert.ok(workspace.some(({ text }) => text.includes('you sent \\"Bearer [key]\\"')));
    artefacts.push(...workspace, ...editor);
    const looks = assertNoCanary(artefacts);
    assert.ok(looks > 1000);
    const kinds = Object.keys(places).length + 5;
    proven({
      area: 'Keys',
      claim:
        'In VS Code no run folder, report, export, log, stored state, message, list, problem, document, clipboard or view holds a key, though service and endpoint repeat it',
      test: 'test/integration/api/canaries.test.ts',
      figure: `${commands} commands × ${Object.keys(CANARIES).length} canary keys in all their forms, looked for in ${kinds} kinds of places`,
    });
  });

  async function copied(): Promise<void> {
    artefacts.push({ name: 'the clipboard', text: await vscode.env.clipboard.readText() });
  }
});

function setBaseUrl(url: string | undefined): Thenable<void> {
  return vscode.workspace
    .getConfiguration('gavel')
    .update('together.baseUrl', url, vscode.ConfigurationTarget.Global);
}
