import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { workspaceFile } from '../editing.js';
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

  const failures: readonly [string, string][] = [
    ['broken', 'vscode:scripted/broken failed: The wire was cut.'],
    ['empty', 'vscode:scripted/empty gave an empty reply.'],
    [
      'filtered',
      'A filter of vscode:scripted/filtered held the reply back (Response contained no choices: response_filtered).',
    ],
  ];
  for (const [family, reason] of failures) {
    it(`${family}: each row is an error, and the run fails with its rows kept`, async () => {
      const manifest = await judgedBy(`scripted/${family}`);
      assert.equal((await statusesUntilEnd(manifest)).at(-1), 'failed');
      const details = await detailsOf(manifest);
      assert.deepEqual(
        details.map(({ errors }) => errors),
        Array.from({ length: 3 }, () => [{ stage: 'judge', message: reason }]),
      );
    });
  }

  it('silent: cancelling ends the requests and the run within a second', async () => {
    const manifest = await judgedBy('scripted/silent');
    const heard = scripted.heardOf('silent');
    await waitFor(
      'the requests',
      () => heard.asked,
      (asked) => asked === 3,
    );
    const start = performance.now();
    await vscode.commands.executeCommand('gavel.cancelRun', vscode.Uri.file(manifest));
    const ms = performance.now() - start;
    assert.equal((await readManifest(manifest)).status, 'cancelled');
    assert.ok(ms < 1000, `took ${ms} ms`);
    await waitFor(
      'the cancelled requests',
      () => heard.cancelled,
      (cancelled) => cancelled === 3,
    );
    assert.deepEqual(await resultRows(manifest), []);
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
