import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import type { FieldTest } from '../../../src/ui/models/testModels.js';
import { answering } from '../answers.js';
import { behind, completionsAt, hoverAt, openText, workspaceFile } from '../editing.js';
import { readManifest, resultRows, statusesUntilEnd } from '../runFiles.js';
import { scriptedModels, serveChat } from '../scriptedModels.js';
import { waitFor } from '../waitFor.js';

const USER = 1;

describe('a language model of the editor as judge', () => {
  let scripted: Awaited<ReturnType<typeof scriptedModels>>;

  before(async function () {
    // Older than the providers of chat models: there is nothing that a test could register.
    if (!('registerLanguageModelChatProvider' in vscode.lm)) this.skip();
    scripted = await scriptedModels();
  });

  for (const family of ['steady', 'talkative', 'hurried']) {
    it(`${family}: judges every row`, async () => {
      const manifest = await judgedBy(`scripted/${family}`);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'completed');
      const rows = await resultRows(manifest);
      assert.deepEqual(
        rows.map(({ label, feedback }) => ({ label, feedback })),
        Array.from({ length: 3 }, () => ({ label: 'correct', feedback: 'As the script says.' })),
      );
    });
  }

  it('its API knows no system role: all that is sent is the user’s', () => {
    assert.deepEqual(new Set(scripted.heardOf('steady').roles), new Set([USER]));
  });

  for (const [type, spec] of [
    ['classify', classifySpec],
    ['compare', compareSpec],
  ] as const) {
    it(`${type}: gives the rows that the same replies give over HTTP`, async () => {
      const server = await serveChat(scripted.variedReply);
      try {
        const editor = await ranSpec(`${type}-editor`, spec('model: vscode:scripted/varied'));
        const http = await ranSpec(
          `${type}-http`,
          spec(`model: varied, external_base_url: "${server.url}"`),
        );
        assert.deepEqual(editor, http);
        assert.equal(editor.rows.length, 42);
        // The script's replies are of all kinds, or the comparison would say little.
        const outcomes = new Set(editor.details.map(({ outcome }) => outcome));
        assert.ok(outcomes.size > 1, [...outcomes].join());
      } finally {
        await server.close();
      }
    });
  }

  const pauses: readonly [string, RegExp][] = [
    [
      'scripted/blocked',
      /^VS Code blocks requests to vscode:scripted\/blocked \(The monthly quota is used up\); wait for the quota or name another model, then resume\.$/,
    ],
    [
      'scripted/spent',
      /^The quota for vscode:scripted\/spent is used up \(No premium requests are left\); wait until it is renewed or name another model, then resume\.$/,
    ],
    [
      'scripted/forbidden',
      /^VS Code was not allowed to let Gavel use vscode:scripted\/forbidden; resume to be asked again, or allow it with “Chat: Manage Language Model Access…”\.$/,
    ],
    [
      'guarded/steady',
      /^VS Code was not allowed to let Gavel use vscode:guarded\/steady; resume to be asked again/,
    ],
    [
      'scripted/steadi',
      /^VS Code has no language model vscode:scripted\/steadi: did you mean vscode:scripted\/steady\? It has /,
    ],
  ];
  for (const [name, reason] of pauses) {
    it(`${name}: pauses the run with a sentence`, async () => {
      const manifest = await judgedBy(name);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'paused');
      assert.match((await readManifest(manifest)).reason ?? '', reason);
      assert.deepEqual(await resultRows(manifest), []);
    });
  }

  const failures: readonly [family: string, cause: string, reason: string][] = [
    ['broken', 'endpoint', 'vscode:scripted/broken failed: The wire was cut.'],
    ['empty', 'unreadable', 'vscode:scripted/empty gave an empty reply.'],
    [
      'filtered',
      'refusal',
      'A filter of vscode:scripted/filtered held the reply back (Response contained no choices: response_filtered).',
    ],
  ];
  for (const [family, cause, reason] of failures) {
    it(`${family}: each row is an error, and the run fails with its rows kept`, async () => {
      const manifest = await judgedBy(`scripted/${family}`);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'failed');
      const details = await detailsOf(manifest);
      assert.deepEqual(
        details.map(({ errors }) => errors),
        Array.from({ length: 3 }, () => [{ stage: 'judge', cause, message: reason }]),
      );
    });
  }

  it('silent: cancelling ends the requests and the run within a second', async () => {
    const manifest = await judgedBy('scripted/silent');
    const heard = scripted.heardOf('silent');
    await waitFor(
      'the requests',
      () => heard.asked,
      // So many at a time at the start: they count against somebody's quota.
      (asked) => asked === 2,
    );
    const start = performance.now();
    await vscode.commands.executeCommand('gavel.cancelRun', vscode.Uri.file(manifest));
    const ms = performance.now() - start;
    assert.equal((await readManifest(manifest)).status, 'cancelled');
    assert.ok(ms < 1000, `took ${ms} ms`);
    await waitFor(
      'the cancelled requests',
      () => heard.cancelled,
      (cancelled) => cancelled === 2,
    );
    assert.deepEqual(await resultRows(manifest), []);
  });
});

describe('choosing a language model of the editor', () => {
  const FILE = 'editor-model.eval.yaml';
  const uri = workspaceFile(FILE);
  const text = (model: string) => `type: classify
backend: local
dataset: support-answers.jsonl
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: answer_v2
judge:
  model: ${model} # who judges
  model_source: external
  system_template: "{{ question }}"
`;
  const problems = () =>
    vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'gavel');

  before(async function () {
    if (!('registerLanguageModelChatProvider' in vscode.lm)) this.skip();
    await scriptedModels();
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text('vscode:scripted/stedy')));
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
  });

  it('a name that VS Code does not have is warned of, and mended by a fix', async () => {
    const document = await openText(FILE);
    const [problem] = await waitFor('the warning', problems, (found) => found.length > 0);
    assert.equal(problem?.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal(
      problem.message,
      'VS Code has no language model `vscode:scripted/stedy` now. Did you mean `vscode:scripted/steady`?',
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      problem.range,
    );
    const fix = actions.find(({ title }) => title === 'Change to vscode:scripted/steady');
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    await vscode.workspace.applyEdit(fix.edit);
    assert.equal(document.getText(), text('vscode:scripted/steady'));
    await waitFor('no warning', problems, (found) => found.length === 0);
  });

  it('completion offers the models of VS Code, and hovering tells of them', async () => {
    const document = await openText(FILE);
    const place = behind(document, 'model: vscode:scripted/');
    const labels = await completionsAt(document, place, 'vscode:scripted/varied');
    assert.ok(labels.includes('vscode:guarded/steady'), labels.join());
    assert.match(await hoverAt(uri, place), /Language model of VS Code, offered by `scripted`/);
  });

  it('the connection is tested where the run asks', async () => {
    let results: readonly FieldTest[] | undefined;
    const { messages } = await answering({}, async () => {
      results = await vscode.commands.executeCommand('gavel.testConnection', uri, 'judge.model');
    });
    assert.equal(results?.[0]?.test.outcome, 'reachable');
    assert.match(
      messages.join(),
      /^judge: vscode:scripted\/steady answers at VS Code in \d+ ms\.$/,
    );
  });

  it('a model that may not be used is told as it is', async () => {
    const given = { model: 'vscode:scripted/forbidden', model_source: 'external' };
    await vscode.commands.executeCommand('gavel.pickModel', uri, 'judge', given);
    let results: readonly FieldTest[] | undefined;
    const { messages } = await answering({}, async () => {
      results = await vscode.commands.executeCommand('gavel.testConnection', uri, 'judge.model');
    });
    const test = results?.[0]?.test;
    assert.equal(test?.outcome === 'failed' && test.kind, 'key');
    assert.match(messages.join(), /VS Code was not allowed to let Gavel use/);
  });
});

const models = (model: string, own: string) => `{ ${model}, model_source: external, ${own} }`;

function classifySpec(model: string): string {
  return `type: classify
dataset: support-answers.jsonl
labels: [correct, wrong]
pass_labels: [correct]
model_to_evaluate: ${models(model, 'system_template: Be brief., input_template: "{{ question }}"')}
judge: ${models(model, 'system_template: "Is it right? {{ reference }}"')}
`;
}

function compareSpec(model: string): string {
  return `type: compare
dataset: support-answers.jsonl
model_a: answer_v1
model_b: ${models(model, 'system_template: Be brief., input_template: "{{ question }}"')}
judge: ${models(model, 'system_template: "Which is better for {{ question }}?"')}
`;
}

/** Runs a spec with that model as judge, on three rows; gives the manifest's path. */
function judgedBy(name: string): Promise<string> {
  const text = `type: classify
dataset: support-answers.jsonl
labels: [correct, wrong]
pass_labels: [correct]
model_to_evaluate: answer_v2
judge:
  model: vscode:${name}
  model_source: external
  system_template: "Is it right? {{ question }}"
`;
  return launched(`judged-by-${name.replace('/', '-')}`, text, 3);
}

async function launched(name: string, text: string, limit?: number): Promise<string> {
  const spec = workspaceFile(`${name}.eval.yaml`);
  await vscode.workspace.fs.writeFile(spec, new TextEncoder().encode(text));
  const options = { backend: 'local', open: false, ...(limit !== undefined && { limit }) };
  const uri = await vscode.commands.executeCommand<vscode.Uri>('gavel.run', spec, options);
  return uri.fsPath;
}

interface Details {
  readonly row: number;
  readonly outcome: string;
  readonly errors?: readonly { readonly stage: string; readonly message: string }[];
}

/** Results and details of a whole run in the order of the dataset. */
async function ranSpec(name: string, text: string) {
  const manifest = await launched(name, text);
  assert.equal((await statusesUntilEnd(manifest)).at(-1), 'completed');
  const rows = await resultRows(manifest);
  const key = (row: Record<string, unknown>) => String(row['id']);
  return {
    rows: rows.toSorted((a, b) => key(a).localeCompare(key(b))),
    details: await detailsOf(manifest),
  };
}

async function detailsOf(manifest: string): Promise<Details[]> {
  const text = await readFile(join(dirname(manifest), 'details.jsonl'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '');
  const details = lines.map((line) => JSON.parse(line) as Details & { readonly ms?: number });
  return details
    .map(({ row, outcome, errors }) => ({ row, outcome, ...(errors && { errors }) }))
    .toSorted((a, b) => a.row - b.row);
}
