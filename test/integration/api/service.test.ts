import assert from 'node:assert/strict';
import { once } from 'node:events';
import { utimesSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { answering } from '../answers.js';
import { openText, problemsOf, workspaceFile } from '../editing.js';
import { readManifest, resultRows, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';

const spec = 'answer-correctness.eval.yaml';
const run = (name: string, options: object) =>
  vscode.commands.executeCommand<vscode.Uri | undefined>('gavel.run', workspaceFile(name), {
    open: false,
    ...options,
  });
/** A run that is completed; how it ended has been said, and is said in no later test. */
async function finishedRun(options: object): Promise<vscode.Uri> {
  let manifest: vscode.Uri | undefined;
  await answering({}, async (shown) => {
    manifest = await run(spec, options);
    await waitFor(
      'the word that the run has ended',
      () => shown.messages,
      ([first]) => first?.startsWith('Answer correctness: ') === true,
    );
  });
  assert.ok(manifest);
  assert.equal((await readManifest(manifest.fsPath)).status, 'completed');
  return manifest;
}
const setBaseUrl = (url: string | undefined) =>
  vscode.workspace
    .getConfiguration('gavel')
    .update('together.baseUrl', url, vscode.ConfigurationTarget.Global);

describe('the evaluation service, from the editor', () => {
  const pace = { stepMs: 0, rowsPerSecond: 500 };
  let service: DemoService;
  /** Another address, that must see no key. */
  let other: Server;
  let otherUrl: string;
  const asked: (string | undefined)[] = [];

  before(async () => {
    service = await startDemoService({ pace });
    other = createServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(404).end();
    }).listen(0, '127.0.0.1');
    await once(other, 'listening');
    otherUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}/v1`;
    await setBaseUrl(service.url);
  });

  after(async () => {
    await setBaseUrl(undefined);
    other.close();
    await service.close();
  });

  const setKey = (key: string) =>
    answering({ input: [key] }, () => vscode.commands.executeCommand('gavel.setApiKey'));

  it('without a key nothing is sent and the message says what to do', async () => {
    const { messages } = await answering({}, () =>
      run(spec, { backend: 'together', confirm: false }),
    );
    const { origin } = new URL(service.url);
    assert.deepEqual(messages, [
      `No API key is set for ${origin}; set one with Gavel: Set API Key.`,
    ]);
  });

  it('a person without a key is asked how it shall run, before what it costs', async () => {
    const ways = [
      '$(key) Set API Key',
      '$(beaker) Run on the Demo Service',
      '$(book) Use a Model of Your Own',
    ];
    for (const dryRun of [false, true]) {
      const left = await answering({}, async () => {
        assert.equal(await run(spec, { backend: 'together', dryRun }), undefined);
      });
      assert.deepEqual([left.offered, left.messages, left.questions], [[ways], [], []]);
    }
    let demo: vscode.Uri | undefined;
    await answering({ picks: ['$(beaker) Run on the Demo Service'] }, async () => {
      demo = await run(spec, { backend: 'together', limit: 2 });
    });
    assert.ok(demo);
    assert.equal((await statusesUntilEnd(demo.fsPath)).at(-1), 'completed');
    const { backend } = await readManifest(demo.fsPath);
    assert.equal(backend, 'demo');
    assert.equal((await resultRows(demo.fsPath)).length, 2);
    // A key that is refused is no way on.
    const refused = await answering(
      { picks: ['$(key) Set API Key'], input: ['wrong-key'] },
      async () => assert.equal(await run(spec, { backend: 'together' }), undefined),
    );
    assert.match(refused.messages.join(), /does not know this key/);
  });

  it('a key that is set from the message has the work go on', async () => {
    const button = 'Set API Key';
    const job = () => vscode.commands.executeCommand('gavel.previewFile', 'file-1');
    const { messages } = await answering({ button, input: [service.apiKey] }, async (shown) => {
      await job();
      await waitFor(
        'the file to be asked for again',
        () => shown.messages,
        ({ length }) => length > 2,
      );
    });
    assert.match(messages[0] ?? '', /^No API key is set/);
    assert.match(messages[1] ?? '', /^The key is valid/);
    assert.ok(!/API key/.test(messages[2] ?? ''), messages[2]);
    await vscode.commands.executeCommand('gavel.signOut', { confirm: false });
  });

  it('a wrong key is refused and not kept', async () => {
    const { messages } = await setKey('wrong-key');
    const { origin } = new URL(service.url);
    assert.deepEqual(messages, [
      `${origin} does not know this key, so it was not kept; copy it again.`,
    ]);
    const after = await answering({}, () => run(spec, { backend: 'together', confirm: false }));
    assert.match(after.messages.join(), /^No API key is set/);
  });

  it('the right key is kept, with the name of its owner', async () => {
    const { messages } = await setKey(`  ${service.apiKey}\n`);
    const { origin } = new URL(service.url);
    assert.deepEqual(messages, [
      `The key is valid for Embedded service · Demo and kept for ${origin}.`,
    ]);
  });

  it('a run goes to its end and its page opens', async () => {
    const manifest = await finishedRun({ backend: 'together' });
    assert.equal((await resultRows(manifest.fsPath)).length, 42);
    const { workflow_id: id } = await readManifest(manifest.fsPath);
    const { opened } = await answering({}, () =>
      vscode.commands.executeCommand('gavel.openInBrowser', manifest),
    );
    assert.deepEqual(opened, [`https://api.together.ai/evaluations/result/${id ?? ''}`]);
  });

  it('regression: a run of the demo service has no page, though it has a job', async () => {
    const manifest = await finishedRun({ backend: 'demo', limit: 2 });
    const { opened, messages } = await answering({}, () =>
      vscode.commands.executeCommand('gavel.openInBrowser', manifest),
    );
    assert.deepEqual(opened, []);
    assert.deepEqual(messages, ['This run has no page: it is no job of the service.']);
  });

  it('cancel lets go of the job, says so, and resume follows it to its end', async () => {
    pace.rowsPerSecond = 5;
    const manifest = await run(spec, { backend: 'together' });
    assert.ok(manifest);
    const { messages } = await answering({}, () =>
      vscode.commands.executeCommand('gavel.cancelRun', manifest),
    );
    assert.match(messages.join(), /^The service has no cancel: job eval-\S+ goes on at 127/);
    const left = await readManifest(manifest.fsPath);
    assert.deepEqual([left.status, left.reason], ['paused', messages[0]]);
    pace.rowsPerSecond = 500;
    await vscode.commands.executeCommand('gavel.resumeRun', manifest);
    await waitFor(
      'the end of the job',
      async () => (await readManifest(manifest.fsPath)).status,
      (status) => status === 'completed',
    );
  });

  it('a job that is only on the service is brought here by opening it, once', async () => {
    const first = await finishedRun({ backend: 'together', limit: 4 });
    const { workflow_id: workflowId } = await readManifest(first.fsPath);
    await vscode.commands.executeCommand('gavel.deleteRun', first, { confirm: false });
    const element = { kind: 'item', item: { kind: 'job', job: { workflowId } } };
    const open = () => vscode.commands.executeCommand<vscode.Uri>('gavel.openResults', element);
    const imported = await open();
    assert.equal((await statusesUntilEnd(imported.fsPath)).at(-1), 'completed');
    assert.equal((await resultRows(imported.fsPath)).length, 4);
    assert.equal((await open()).path, imported.path);
  });

  it('a job is copied as a script, and a job becomes a spec that launches the same', async () => {
    const copied = (what: vscode.Uri, as: string) =>
      vscode.commands.executeCommand<string | undefined>('gavel.copyAs', what, { as });
    const script = await copied(workspaceFile(spec), 'curl');
    assert.equal(await vscode.env.clipboard.readText(), script);
    assert.match(script ?? '', /curl -sS --fail-with-body "\$base_url\/evaluation"/);
    assert.ok(!script?.includes(service.apiKey));
    const manifest = await finishedRun({ backend: 'together', limit: 2 });
    const { workflow_id: workflowId } = await readManifest(manifest.fsPath);
    await vscode.commands.executeCommand('gavel.deleteRun', manifest, { confirm: false });
    let made: vscode.Uri | undefined;
    const { messages } = await answering({}, async () => {
      made = await vscode.commands.executeCommand('gavel.specFromJob', workflowId);
    });
    assert.equal(messages.length, 1);
    assert.match(
      messages[0] ?? '',
      /^The spec names the dataset file-\S+ on the service; download it/,
    );
    assert.ok(made);
    try {
      const python = await copied(made, 'python');
      assert.match(python ?? '', /"input_data_file_path": "file-/);
    } finally {
      await rm(made.fsPath);
    }
  });

  it('the key is not sent to another address', async () => {
    await setBaseUrl(otherUrl);
    try {
      const { messages } = await answering({}, () =>
        run(spec, { backend: 'together', confirm: false }),
      );
      assert.match(messages.join(), /^No API key is set for http:\/\/127\.0\.0\.1:\d+; set one/);
      assert.deepEqual(asked, []);
    } finally {
      await setBaseUrl(service.url);
    }
  });

  it('where nothing answers, a key is kept as unverified, once the person says so', async () => {
    await setBaseUrl('http://127.0.0.1:2/v1');
    const input = ['key-of-nobody'];
    const set = () => vscode.commands.executeCommand('gavel.setApiKey');
    try {
      const first = await answering({ input }, set);
      assert.deepEqual(first.messages, []);
      assert.deepEqual(first.questions, ['The key could not be checked with http://127.0.0.1:2.']);
      assert.ok(!first.details.join().includes('key-of-nobody'));
      const after = await answering({}, () => run(spec, { backend: 'together', confirm: false }));
      assert.match(after.messages.join(), /^No API key is set for http:\/\/127\.0\.0\.1:2;/);
      const second = await answering({ input, modal: 'Keep It Unverified' }, set);
      assert.deepEqual(second.messages, ['The key is kept for http://127.0.0.1:2, unverified.']);
      await vscode.commands.executeCommand('gavel.signOut', { confirm: false });
    } finally {
      await setBaseUrl(service.url);
    }
  });

  const judgeAt = (url: string, token: string) => `type: classify
dataset: support-answers.jsonl
labels: [correct, wrong]
pass_labels: [correct]
model_to_evaluate: answer_v2
judge:
  model: openai/gpt-oss-120b
  model_source: external
  external_base_url: ${url}
  external_api_token: ${token}
  system_template: "Is it right? {{ question }}"
`;
  const write = (name: string, text: string) =>
    vscode.workspace.fs.writeFile(workspaceFile(name), new TextEncoder().encode(text));
  const localRun = async (name: string): Promise<string> => {
    const manifest = await run(name, { backend: 'local', limit: 2 });
    assert.ok(manifest);
    return manifest.fsPath;
  };

  it('a secret goes to the address it was entered for', async () => {
    const origin = new URL(service.url).origin;
    const { messages } = await answering(
      { input: ['JUDGE_KEY', service.url, service.apiKey] },
      () => vscode.commands.executeCommand('gavel.setSecret'),
    );
    assert.deepEqual(messages, [`JUDGE_KEY is kept for ${origin}.`]);
    await write('secret.eval.yaml', judgeAt(service.url, '${secret:JUDGE_KEY}'));
    const manifest = await localRun('secret.eval.yaml');
    assert.equal((await statusesUntilEnd(manifest)).at(-1), 'completed');
  });

  it('a secret goes to no other address unless the person says so', async () => {
    await write('elsewhere.eval.yaml', judgeAt(otherUrl, '${secret:JUDGE_KEY}'));
    let manifest = '';
    const { questions } = await answering({}, async (shown) => {
      manifest = await localRun('elsewhere.eval.yaml');
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'paused');
      await waitFor(
        'the word that the run is paused',
        () => shown.messages,
        (messages) => messages.some((message) => message.includes(' is paused: ')),
      );
    });
    const { origin } = new URL(otherUrl);
    assert.deepEqual(questions, [`Send the key JUDGE_KEY to ${origin}?`]);
    const { reason } = await readManifest(manifest);
    assert.match(reason ?? '', /^The key JUDGE_KEY was not sent to http:\/\/127/);
    assert.deepEqual(asked, []);
  });

  it('resuming a run that another process works on says so, as no fault', async () => {
    const [manifest] = await vscode.workspace.findFiles('.gavel/runs/*/elsewhere.evalrun.json');
    assert.ok(manifest);
    const lock = join(dirname(manifest.fsPath), '.running');
    const owner = { pid: process.ppid, host: hostname(), token: 'of another process' };
    await writeFile(lock, JSON.stringify(owner));
    const beat = setInterval(() => utimesSync(lock, new Date(), new Date()), 100);
    try {
      const { messages } = await answering({}, async (shown) => {
        await vscode.commands.executeCommand('gavel.resumeRun', manifest);
        await waitFor(
          'a message',
          () => shown.messages,
          ({ length }) => length > 0,
        );
      });
      assert.deepEqual(messages, [
        `This run is being worked on by process ${process.ppid} on ${hostname()}: its progress shows here as it comes; cancel it to stop it there.`,
      ]);
    } finally {
      clearInterval(beat);
      await rm(lock);
    }
  });

  for (const format of ['yaml', 'json'] as const) {
    it(`a literal key moves from a ${format} spec into secret storage and works there`, async () => {
      const name = `literal.eval.${format}`;
      const token = `sk-"${service.apiKey}`.replace('sk-"', '');
      const yaml = judgeAt(service.url, format === 'yaml' ? `'${token}'` : token);
      await write(name, format === 'yaml' ? yaml : asJson(yaml));
      const document = await openText(name);
      const [problem] = await problemsOf(document.uri);
      assert.ok(problem);
      assert.equal(problem.code, 'literal-key');
      const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        problem.range,
      );
      const fix = actions.find(({ title }) => title === 'Move the key into secret storage');
      assert.ok(fix?.command);
      const { command, arguments: args = [] } = fix.command;
      await answering({ input: [`MOVED_${format}`, service.url] }, () =>
        vscode.commands.executeCommand(command, ...(args as unknown[])),
      );
      assert.ok(!document.getText().includes(token));
      assert.ok(document.getText().includes(`"\${secret:MOVED_${format}}"`));
      // The run saves the spec first.
      const manifest = await localRun(name);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'completed');
      const stored = await vscode.workspace.fs.readFile(workspaceFile(name));
      assert.ok(!new TextDecoder().decode(stored).includes(token));
    });
  }
});

/** Enough for the spec above: one field a line, one object in it. */
function asJson(yaml: string): string {
  const judge: Record<string, string> = {};
  const fields: Record<string, unknown> = {};
  for (const line of yaml.trim().split('\n')) {
    const [, indent = '', name = '', value = ''] = /^(\s*)(\w+):\s*(.*)$/.exec(line) ?? [];
    const text = value.replace(/^"|"$/g, '');
    if (indent !== '') judge[name] = text;
    else if (name === 'judge') fields[name] = judge;
    else fields[name] = value.startsWith('[') ? value.slice(1, -1).split(', ') : text;
  }
  return JSON.stringify(fields, null, 2);
}
