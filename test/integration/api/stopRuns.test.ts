import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
import { readManifest, resultRows } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const ROWS = 300;
const DELAY_MS = 40;
const SPEC = 'stopped.eval.json';

const REPLY = JSON.stringify({
  id: 'x',
  object: 'chat.completion',
  choices: [
    {
      index: 0,
      finish_reason: 'stop',
      message: { role: 'assistant', content: '{"feedback":"fine","label":"good"}' },
    },
  ],
  usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
});

describe('stopping a run on this machine', function () {
  this.timeout(60_000);
  let server: Server;
  let requests = 0;

  before(async () => {
    server = createServer((request, response) => {
      requests += 1;
      request.resume().on('end', () => {
        setTimeout(() => {
          response.setHeader('content-type', 'application/json').end(REPLY);
        }, DELAY_MS);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    // A server that listens on a port has an address of this kind.
    const { port } = server.address() as AddressInfo;
    const rows = Array.from({ length: ROWS }, (_, index) => ({ id: index, answer: `a${index}` }));
    await write('stopped.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await write(
      SPEC,
      JSON.stringify({
        type: 'classify',
        dataset: 'stopped.jsonl',
        labels: ['good', 'bad'],
        pass_labels: ['good'],
        model_to_evaluate: 'answer',
        judge: {
          model: 'local-judge',
          model_source: 'external',
          external_base_url: `http://127.0.0.1:${port}`,
          system_template: 'Is it good? {{ answer }}',
        },
        run: { concurrency: 4, cache: false },
      }),
    );
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** A run of which some rows are judged. */
  async function started(): Promise<vscode.Uri> {
    const uri = await vscode.commands.executeCommand<vscode.Uri | undefined>(
      'gavel.run',
      workspaceFile(SPEC),
      { backend: 'local', open: false },
    );
    assert.ok(uri, 'gavel.run gave no manifest');
    await waitFor(
      'some rows',
      () => resultRows(uri.fsPath),
      (rows) => rows.length > 8,
    );
    return uri;
  }

  it('pauses within a second, asks nothing meanwhile, and resumes to every row once', async () => {
    const uri = await started();
    const began = performance.now();
    const given = await vscode.commands.executeCommand<vscode.Uri>('gavel.pauseRun', uri);
    const ms = performance.now() - began;
    assert.equal(given.toString(), uri.toString());
    const { status, reason } = await readManifest(uri.fsPath);
    assert.deepEqual({ status, reason }, { status: 'paused', reason: 'paused by you' });
    assert.ok(ms < 1000, `${ms} ms`);
    const [asked, kept] = [requests, (await resultRows(uri.fsPath)).length];
    assert.ok(kept > 8 && kept < ROWS, String(kept));
    await pause(5 * DELAY_MS);
    assert.deepEqual([requests, (await resultRows(uri.fsPath)).length], [asked, kept]);

    await vscode.commands.executeCommand('gavel.resumeRun', uri);
    await waitFor(
      'the end of the run',
      async () => (await readManifest(uri.fsPath)).status,
      (now) => now === 'completed',
    );
    const ids = (await resultRows(uri.fsPath)).map((row) => row['id']);
    assert.deepEqual([ids.length, new Set(ids).size], [ROWS, ROWS]);
    // One that has ended is left as it is; the command says so itself.
    assert.equal(await vscode.commands.executeCommand('gavel.pauseRun', uri), undefined);
    assert.equal((await readManifest(uri.fsPath)).status, 'completed');
  });

  it('cancels within a second, and keeps and shows what was judged', async () => {
    const uri = await started();
    const began = performance.now();
    const outcome = await vscode.commands.executeCommand('gavel.cancelRun', uri);
    const ms = performance.now() - began;
    assert.deepEqual(outcome, { outcome: 'cancelled' });
    assert.ok(ms < 1000, `${ms} ms`);
    const asked = requests;
    const rows = await resultRows(uri.fsPath);
    assert.equal((await readManifest(uri.fsPath)).status, 'cancelled');
    assert.ok(rows.length > 8 && rows.length < ROWS, String(rows.length));
    await pause(5 * DELAY_MS);
    assert.equal(requests, asked);
    const shown = await vscode.commands.executeCommand<vscode.Uri>('gavel.openResults', uri);
    assert.equal(shown.toString(), uri.toString());
  });
});

async function write(name: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(workspaceFile(name), new TextEncoder().encode(text));
}
