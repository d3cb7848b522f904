import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { answering } from '../answers.js';
import { workspaceFile } from '../editing.js';
import { readManifest, statusesUntilEnd } from '../runFiles.js';

const setBaseUrl = (url: string | undefined) =>
  vscode.workspace
    .getConfiguration('gavel')
    .update('together.baseUrl', url, vscode.ConfigurationTarget.Global);

/** Without what a run says whose end another test has seen. */
const said = (messages: readonly string[]) =>
  messages.filter((message) => !message.startsWith('Answer correctness'));

const specAt = (url: string, token: string) => `type: classify
dataset: support-answers.jsonl
labels: [correct, wrong]
pass_labels: [correct]
model_to_evaluate: answer_v2
judge:
  model: some/model
  model_source: external
  external_base_url: ${url}
  external_api_token: ${token}
  system_template: "Is it right? {{ question }}"
`;

describe('accounts of the service, from the editor', () => {
  let service: DemoService;
  let origin: string;
  const run = (id: string, ...args: unknown[]) => vscode.commands.executeCommand(id, ...args);
  const launch = () =>
    vscode.commands.executeCommand<vscode.Uri | undefined>(
      'gavel.run',
      workspaceFile('answer-correctness.eval.yaml'),
      { open: false, backend: 'together', limit: 2, confirm: false },
    );

  before(async () => {
    service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: 500 } });
    ({ origin } = new URL(service.url));
    await setBaseUrl(service.url);
  });

  after(async () => {
    await setBaseUrl(undefined);
    await service.close();
  });

  it('a key is named after its account, which a run remembers', async () => {
    const { messages } = await answering({ input: [service.apiKey] }, () => run('gavel.setApiKey'));
    assert.deepEqual(said(messages), [
      `The key is valid for Embedded service · Demo and kept for ${origin}.`,
    ]);
    const manifest = await launch();
    assert.ok(manifest);
    await statusesUntilEnd(manifest.fsPath);
    const { account } = await readManifest(manifest.fsPath);
    assert.deepEqual(account, {
      organization: 'Embedded service',
      organization_id: 'org-demo',
      project: 'Demo',
      project_id: 'proj-demo',
      key_id: 'key-demo',
    });
  });

  it('another account is added under a name, unverified on the word of a person', async () => {
    service.faults.set([{ kind: 'status', status: 404, path: '/whoami' }]);
    const { messages, questions } = await answering(
      { input: ['key-of-somebody-else'], modal: 'Keep It Unverified' },
      () => run('gavel.setApiKey', { profile: 'lab' }),
    );
    service.faults.set([]);
    assert.deepEqual(questions, [`The key could not be checked with ${origin}.`]);
    assert.deepEqual(said(messages), [`The key is kept for ${origin}, unverified.`]);
    const refused = await answering({}, launch);
    assert.match(refused.messages.join(), /refused the API key \(401\)/);
  });

  it('the list of accounts chooses one, renames one and removes one', async () => {
    const { offered, questions } = await answering(
      {
        input: ['team'],
        modal: 'Remove Key',
        buttonPicks: [
          { label: 'Embedded service · Demo', button: 'Rename' },
          { label: '$(check) lab', button: 'Remove' },
          'team',
        ],
      },
      async () => assert.equal(await run('gavel.switchAccount'), 'team'),
    );
    const own = (labels: readonly string[] | undefined) =>
      labels?.filter((label) => /Embedded|lab|team|Add/.test(label));
    assert.deepEqual(offered.map(own), [
      ['Embedded service · Demo', '$(check) lab', '$(add) Add an Account…'],
      ['team', '$(check) lab', '$(add) Add an Account…'],
      ['team', '$(add) Add an Account…'],
    ]);
    assert.deepEqual(questions, [`Remove the key of lab for ${origin}?`]);
    const manifest = await launch();
    assert.ok(manifest);
    assert.equal((await statusesUntilEnd(manifest.fsPath)).at(-1), 'completed');
  });

  it('an account that is not there is said', async () => {
    const { messages } = await answering({}, () => run('gavel.switchAccount', { profile: 'gone' }));
    assert.deepEqual(said(messages), [`There is no account “gone” for ${origin}; add it first.`]);
  });

  it('signing out asks, removes the key, and nothing is sent any more', async () => {
    const stays = await answering({}, async () => assert.equal(await run('gavel.signOut'), false));
    assert.deepEqual(stays.questions, [`Remove the key of team for ${origin}?`]);
    const { questions } = await answering({ modal: 'Remove Key' }, async () =>
      assert.equal(await run('gavel.signOut'), true),
    );
    assert.equal(questions.length, 1);
    const { messages } = await answering({}, launch);
    assert.deepEqual(said(messages), [
      `No API key is set for ${origin}; set one with Gavel: Set API Key.`,
    ]);
    const again = await answering({}, () => run('gavel.signOut'));
    assert.deepEqual(said(again.messages), [`Nobody is signed in to ${origin}.`]);
  });

  it('a service that the workspace chose gets the key from the environment on a yes alone', async () => {
    const asked: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const settings = vscode.workspace.getConfiguration('gavel');
    const set = (url: string | undefined) =>
      settings.update('together.baseUrl', url, vscode.ConfigurationTarget.Workspace);
    process.env['TOGETHER_API_KEY'] = 'key-of-the-environment';
    try {
      await set(`${elsewhere}/v1`);
      const { questions, messages } = await answering({ modal: 'Do Not Send' }, launch);
      assert.deepEqual(questions, [`Send the key TOGETHER_API_KEY to ${elsewhere}?`]);
      assert.match(said(messages).join(), /^The key TOGETHER_API_KEY was not sent to http:/);
      await run('gavel.refresh');
      assert.deepEqual(asked, []);
    } finally {
      delete process.env['TOGETHER_API_KEY'];
      await set(undefined);
      other.close();
    }
  });

  it('named keys are listed with their addresses and specs, and removed', async () => {
    const text = specAt(service.url, '${secret:LISTED_KEY}');
    const spec = workspaceFile('listed.eval.yaml');
    await vscode.workspace.fs.writeFile(spec, new TextEncoder().encode(text));
    try {
      const set = await answering({ input: ['LISTED_KEY', service.url, 'some-key'] }, () =>
        run('gavel.setSecret'),
      );
      assert.deepEqual(said(set.messages), [`LISTED_KEY is kept for ${origin}.`]);
      const { offered } = await answering({}, () => run('gavel.manageSecrets'));
      assert.ok(offered[0]?.includes('$(lock) LISTED_KEY'), offered.join());
      interface Line {
        readonly name: string;
        readonly specs: readonly string[];
        readonly origins: readonly string[];
      }
      const lines = (await run('gavel.manageSecrets', { remove: 'LISTED_KEY' })) as Line[];
      const line = lines.find(({ name }) => name === 'LISTED_KEY');
      assert.deepEqual([line?.specs, line?.origins], [['listed.eval.yaml'], []]);
      assert.ok(!JSON.stringify(lines).includes('some-key'));
    } finally {
      await vscode.workspace.fs.delete(spec);
    }
  });

  it('a yes lets a key go elsewhere until it is withdrawn', async () => {
    const keysSeen: (string | undefined)[] = [];
    const other = createServer((request, response) => {
      keysSeen.push(request.headers.authorization);
      response.writeHead(400, { 'content-type': 'application/json' }).end('{"error":"no"}');
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    const spec = workspaceFile('elsewhere-key.eval.yaml');
    const text = specAt(`${elsewhere}/v1`, '${secret:ALLOWED_KEY}');
    await vscode.workspace.fs.writeFile(spec, new TextEncoder().encode(text));
    const local = async (modal: string) =>
      answering({ modal }, async () => {
        const options = { open: false, backend: 'local', limit: 2 };
        const manifest = await vscode.commands.executeCommand<vscode.Uri>(
          'gavel.run',
          spec,
          options,
        );
        await statusesUntilEnd(manifest.fsPath);
      });
    try {
      await answering({ input: ['ALLOWED_KEY', service.url, 'value-of-allowed'] }, () =>
        run('gavel.setSecret'),
      );
      const refused = await local('Do Not Send');
      assert.deepEqual(refused.questions, [`Send the key ALLOWED_KEY to ${elsewhere}?`]);
      assert.match(
        refused.details.join(),
        /^The model some\/model in elsewhere-key\.eval\.yaml asks/,
      );
      assert.ok(refused.details.join().includes(`The key was entered for ${origin}.`));
      assert.deepEqual(keysSeen, []);
      assert.equal((await local('Send Key')).questions.length, 1);
      assert.ok(keysSeen.length > 0);
      assert.ok(keysSeen.every((key) => key === 'Bearer value-of-allowed'));
      const known = await local('Do Not Send');
      assert.deepEqual(known.questions, []);
      await run('gavel.manageSecrets', { withdraw: 'ALLOWED_KEY', origin: elsewhere });
      const before = keysSeen.length;
      assert.equal((await local('Do Not Send')).questions.length, 1);
      assert.equal(keysSeen.length, before);
    } finally {
      await run('gavel.manageSecrets', { remove: 'ALLOWED_KEY' });
      await vscode.workspace.fs.delete(spec);
      other.close();
    }
  });

  it('a key in place of a name is refused and not repeated', async () => {
    const key = 'sk-proj-abcdefghijkl1234';
    const { messages } = await answering({ input: [key] }, () => run('gavel.setSecret'));
    assert.deepEqual(said(messages), [
      'That looks like a key itself; give it a name, e.g. OPENAI_API_KEY.',
    ]);
  });
});
