import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { answering, type Answers } from '../answers.js';
import { openText, workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

const MB = 1024 ** 2;
const line = (row: number) => `{"row":${row},"text":"${'x'.repeat(80)}"}\n`;
const LARGE = Array.from({ length: 30_000 }, (_, row) => line(row)).join('');
const SMALL = '{"a":1}\n{"a":2}\n';

const setBaseUrl = (url: string | undefined) =>
  vscode.workspace
    .getConfiguration('gavel')
    .update('together.baseUrl', url, vscode.ConfigurationTarget.Global);
const run = (name: string, ...args: unknown[]): Thenable<unknown> =>
  vscode.commands.executeCommand(`gavel.${name}`, ...args);
/** Runs a command that gives a file. */
async function fileFrom(name: string, ...args: unknown[]): Promise<vscode.Uri> {
  const uri = await run(name, ...args);
  assert.ok(uri instanceof vscode.Uri);
  return uri;
}
/** Runs a command as a person would who answers like this; gives its result and what was shown. */
async function asked(answers: Answers, name: string, ...args: unknown[]) {
  let result: unknown;
  const shown = await answering(answers, async () => {
    result = await run(name, ...args);
  });
  return { result, ...shown };
}

/** Downloads a file, up to the message that says so. */
function downloaded(answers: Answers, id: string, target: vscode.Uri) {
  return answering(answers, async ({ messages }) => {
    assert.equal((await fileFrom('downloadFile', id, target)).fsPath, target.fsPath);
    await waitFor(
      'the message',
      () => messages,
      ({ length }) => length > 0,
    );
  });
}

describe('the files of the service, from the editor', () => {
  let service: DemoService;
  /** A service that writes down who asks it. */
  let silent: Server;
  let silentUrl: string;
  const seen: string[] = [];

  const upload = async (name: string, text: string, fields: Record<string, string> = {}) => {
    const form = new FormData();
    const all = { purpose: 'eval', file_name: name, ...fields };
    for (const [field, value] of Object.entries(all)) form.set(field, value);
    form.set('file', new Blob([text]), name);
    const headers = { authorization: `Bearer ${service.apiKey}` };
    const url = `${service.url}/files/upload`;
    const response = await fetch(url, { method: 'POST', body: form, headers });
    return ((await response.json()) as { id: string }).id;
  };
  const isOnService = async (id: string) => {
    const headers = { authorization: `Bearer ${service.apiKey}` };
    return (await fetch(`${service.url}/files/${id}`, { headers })).ok;
  };
  const tabOf = (uri: vscode.Uri) =>
    vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .find(
        ({ input }) =>
          input instanceof vscode.TabInputCustom && input.uri.toString() === uri.toString(),
      );

  before(async () => {
    service = await startDemoService();
    silent = createServer((request, response) => {
      seen.push(`${request.method ?? ''} ${request.url ?? ''}`);
      response.writeHead(500).end();
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    silentUrl = `http://127.0.0.1:${(silent.address() as AddressInfo).port}/v1`;
    await setBaseUrl(service.url);
    await answering({ input: [service.apiKey] }, () => run('setApiKey'));
  });

  afterEach(() => service.faults.set([]));

  after(async () => {
    await setBaseUrl(undefined);
    silent.close();
    await service.close();
  });

  it('without a key for the address nothing is asked, and the message says what to do', async () => {
    await setBaseUrl(silentUrl);
    try {
      const { origin } = new URL(silentUrl);
      const message = `No API key is set for ${origin}; set one with Gavel: Set API Key.`;
      for (const name of ['previewFile', 'downloadFile', 'deleteFile']) {
        const { result, messages } = await asked({}, name, 'file-1');
        assert.deepEqual([result ?? false, messages], [false, [message]], name);
      }
      const { messages } = await asked({}, 'previewFile');
      assert.deepEqual(messages, [
        'No API key of the service is set; set one with Gavel: Set API Key.',
      ]);
      assert.deepEqual(seen, []);
    } finally {
      await setBaseUrl(service.url);
    }
  });

  it('a preview holds the first rows, outside the workspace, in the dataset editor', async () => {
    const id = await upload('../large rows.jsonl', LARGE);
    const uri = await fileFrom('previewFile', id);
    assert.equal(basename(uri.fsPath), 'large rows.jsonl');
    assert.equal(vscode.workspace.getWorkspaceFolder(uri), undefined);
    const kept = await readFile(uri.fsPath, 'utf8');
    assert.ok(LARGE.startsWith(kept) && kept.endsWith('\n'));
    assert.ok(kept.length > MB - 200 && kept.length <= MB);
    const tab = await waitFor(
      'the dataset editor',
      () => tabOf(uri),
      (found) => found !== undefined,
    );
    assert.equal((tab?.input as vscode.TabInputCustom).viewType, 'gavel.dataset');
    // Also where the bytes are somewhere else, which must not see the key.
    service.faults.set([{ kind: 'redirect_download' }]);
    const other = await upload('small.csv', 'a,b\n1,2\n', { file_type: 'csv' });
    const redirected = await fileFrom('previewFile', other);
    assert.equal(await readFile(redirected.fsPath, 'utf8'), 'a,b\n1,2\n');
  });

  it('a Parquet file says that it can’t be shown', async () => {
    const id = await upload('rows.parquet', 'PAR1', { file_type: 'parquet' });
    const { result, messages } = await asked({}, 'previewFile', id);
    assert.equal(result, undefined);
    assert.deepEqual(messages, [
      "rows.parquet is a Parquet file, whose rows can't be shown here; download it instead.",
    ]);
  });

  it('a download is whole over a cut connection, and nothing is left beside it', async () => {
    const id = await upload('large.jsonl', LARGE);
    service.faults.set([{ kind: 'half', path: `/files/${id}/content`, count: 1 }]);
    const target = workspaceFile('downloads/large.jsonl');
    await vscode.workspace.fs.createDirectory(workspaceFile('downloads'));
    const { messages } = await downloaded({}, id, target);
    assert.deepEqual(messages, ['large.jsonl is downloaded (3.1 MB).']);
    assert.equal(await readFile(target.fsPath, 'utf8'), LARGE);
    assert.deepEqual(await readdir(dirname(target.fsPath)), ['large.jsonl']);
  });

  it('a download replaces a file only when the person says so', async () => {
    const id = await upload('small.jsonl', SMALL);
    const target = workspaceFile('downloads/mine.jsonl');
    await writeFile(target.fsPath, 'mine');
    const refused = await asked({}, 'downloadFile', id, target);
    assert.deepEqual([refused.result, refused.questions], [undefined, ['Replace mine.jsonl?']]);
    assert.equal(await readFile(target.fsPath, 'utf8'), 'mine');
    await downloaded({ modal: 'Replace' }, id, target);
    assert.equal(await readFile(target.fsPath, 'utf8'), SMALL);
  });

  it('a download that fails says why and leaves nothing', async () => {
    const id = await upload('small.jsonl', SMALL);
    service.faults.set([{ kind: 'status', status: 404, path: `/files/${id}/content` }]);
    const target = workspaceFile('downloads/none.jsonl');
    const { result, messages } = await asked({}, 'downloadFile', id, target);
    assert.equal(result, undefined);
    assert.match(messages.join(), /^Can't download small\.jsonl: 127\S+ does not know it \(404\)/);
    const names = await readdir(dirname(target.fsPath));
    assert.ok(!names.some((name) => name.startsWith('none')));
  });

  it('the id goes to the clipboard', async () => {
    const id = await upload('small.jsonl', SMALL);
    assert.equal(await run('copyFileId', id), id);
    assert.equal(await vscode.env.clipboard.readText(), id);
  });

  it('a spec names the file, as it is written, and links to its preview', async () => {
    const id = await upload('small.jsonl', SMALL);
    const text =
      '# why\ntype: classify\ndataset: support-answers.jsonl # the old one\nlabels: [a, b]\n';
    const spec = workspaceFile('uses-a-file.eval.yaml');
    await writeFile(spec.fsPath, text);
    assert.equal((await fileFrom('useInSpec', id, spec)).fsPath, spec.fsPath);
    const document = await openText('uses-a-file.eval.yaml');
    assert.equal(document.getText(), text.replace('support-answers.jsonl', id));
    assert.ok(document.isDirty);
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      spec,
    );
    const link = links.find(({ range }) => document.getText(range) === id);
    assert.equal(link?.target?.toString(true), `command:gavel.previewFile?["${id}"]`);
    await document.save();
  });

  it('a spec names a dataset of the workspace by its path from there', async () => {
    const spec = workspaceFile('uses-a-file.eval.yaml');
    await run('useInSpec', workspaceFile('downloads/mine.jsonl'), spec);
    const document = await openText('uses-a-file.eval.yaml');
    assert.match(document.getText(), /^dataset: downloads\/mine\.jsonl # the old one$/m);
    await document.save();
  });

  it('what is no object has no place for a dataset', async () => {
    const spec = workspaceFile('a-list.eval.json');
    await writeFile(spec.fsPath, '[]');
    const { messages } = await asked({}, 'useInSpec', 'file-1', spec);
    assert.match(messages.join(), /^a-list\.eval\.json has no place for a dataset/);
    await rm(spec.fsPath);
  });

  it('a file is deleted when the person says so, who was told who uses it', async () => {
    const id = await upload('doomed.jsonl', SMALL);
    const spec = workspaceFile('uses-doomed.eval.yaml');
    await writeFile(spec.fsPath, `type: classify\ndataset: ${id}\n`);
    const preview = await fileFrom('previewFile', id);
    await run('refresh');

    const kept = await waitFor(
      'the spec among those that use it',
      () => asked({}, 'deleteFile', id),
      ({ details }) => details.join().includes('uses-doomed.eval.yaml'),
    );
    const { host } = new URL(service.url);
    assert.deepEqual([kept.result, kept.questions], [false, [`Delete doomed.jsonl from ${host}?`]]);
    assert.match(kept.details.join(), new RegExp(`^${id} \\(16 B\\) is removed from`));
    assert.ok(await isOnService(id));

    const gone = await asked({ modal: 'Delete' }, 'deleteFile', id);
    assert.equal(gone.result, true);
    assert.equal(await isOnService(id), false);
    assert.equal(tabOf(preview), undefined);
    await assert.rejects(readFile(preview.fsPath));
    const again = await asked({ modal: 'Delete' }, 'deleteFile', id);
    assert.match(again.messages.join(), /\(404\)/);
    await rm(spec.fsPath);
  });

  it('a program deletes without a question', async () => {
    const id = await upload('small.jsonl', SMALL);
    const { result, questions } = await asked({}, 'deleteFile', id, { confirm: false });
    assert.deepEqual([result, questions], [true, []]);
    assert.equal(await isOnService(id), false);
  });

  it('a file of the demo service is previewed and named too', async () => {
    const started = await answering({}, () => run('startDemo'));
    assert.equal(started.messages.length, 1);
    // It is started once, however often it is asked for.
    const demo = (await run('startDemo')) as { url: string; apiKey: string };
    const form = new FormData();
    form.set('purpose', 'eval');
    form.set('file_name', 'demo.jsonl');
    form.set('file', new Blob([SMALL]), 'demo.jsonl');
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const url = `${demo.url}/files/upload`;
    const response = await fetch(url, { method: 'POST', body: form, headers });
    const { id } = (await response.json()) as { id: string };
    for (const meant of [{ id, service: 'demo' }, id]) {
      const preview = await fileFrom('previewFile', meant);
      assert.equal(await readFile(preview.fsPath, 'utf8'), SMALL);
    }
    const spec = workspaceFile('uses-a-file.eval.yaml');
    const { messages } = await asked({}, 'useInSpec', { id, service: 'demo' }, spec);
    assert.deepEqual(messages, [
      'uses-a-file.eval.yaml names a file of the demo service now: it runs with backend “demo” only.',
    ]);
    await (await openText('uses-a-file.eval.yaml')).save();
  });
});
