import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { answering, type Answers } from '../answers.js';
import { workspaceFile } from '../editing.js';
import { waitFor } from '../waitFor.js';

const ROWS = 'question,best answer,id\nOne?,"Yes, 1",01\nTwo?,No,02\n';

const setBaseUrl = (url: string | undefined) =>
  vscode.workspace
    .getConfiguration('gavel')
    .update('together.baseUrl', url, vscode.ConfigurationTarget.Global);

describe('uploading a dataset from the editor', () => {
  const dataset = workspaceFile('to upload.csv');
  let service: DemoService;

  /** Uploads as a person would who answers like this, up to the message that follows. */
  const upload = async (answers: Answers, options?: object) => {
    let id: unknown;
    const shown = await answering(answers, async ({ messages }) => {
      id = await vscode.commands.executeCommand('gavel.uploadDataset', dataset, options);
      if (id === undefined && answers.picks) return;
      await waitFor(
        'a message',
        () => messages,
        ({ length }) => length > 0,
      );
    });
    return { id, ...shown };
  };
  const contentOf = async (id: unknown) => {
    const headers = { authorization: `Bearer ${service.apiKey}` };
    return (await fetch(`${service.url}/files/${String(id)}/content`, { headers })).text();
  };
  const count = async () => {
    const headers = { authorization: `Bearer ${service.apiKey}` };
    const response = await fetch(`${service.url}/files`, { headers });
    return ((await response.json()) as { data: unknown[] }).data.length;
  };

  before(async () => {
    service = await startDemoService();
    await setBaseUrl(service.url);
    await answering({ input: [service.apiKey] }, () =>
      vscode.commands.executeCommand('gavel.setApiKey'),
    );
    await writeFile(dataset.fsPath, ROWS);
  });
  after(async () => {
    await setBaseUrl(undefined);
    await rm(dataset.fsPath, { force: true });
    await service.close();
  });

  it('asks for columns and names, sends those, and sends nothing twice', async () => {
    const elsewhere = new URL(service.url).host;
    // Where the demo service runs, it is offered too.
    const picks = [['question', 'best answer'], 'Rename them in what is uploaded'];
    const first = await upload({ picks }, { service: 'together' });
    assert.equal(
      await contentOf(first.id),
      '{"question":"One?","best_answer":"Yes, 1"}\n{"question":"Two?","best_answer":"No"}\n',
    );
    assert.deepEqual(first.offered[0], ['question', 'best answer', 'id']);
    assert.match(
      first.messages[0] ?? '',
      /^to upload-[0-9a-f]{8}\.jsonl is uploaded to 127\.0\.0\.1:\d+ \(\d+ B\)\.$/,
    );
    const files = await count();
    const again = await upload({ picks }, { service: 'together' });
    assert.equal(again.id, first.id);
    assert.match(again.messages[0] ?? '', /has these rows already, as .*: nothing was sent\.$/);
    assert.ok(again.messages[0]?.startsWith(elsewhere));
    assert.equal(await count(), files);
    assert.equal(await readFile(dataset.fsPath, 'utf8'), ROWS);
  });

  it('asks nobody when told so, and sends the columns as they are', async () => {
    const { id, offered } = await upload({}, { confirm: false, columns: ['best answer'] });
    assert.deepEqual(offered, []);
    assert.equal(await contentOf(id), '{"best answer":"Yes, 1"}\n{"best answer":"No"}\n');
  });

  it('sends nothing when a question is left, or a column is not there', async () => {
    const files = await count();
    const left = await upload({ picks: [undefined] }, { service: 'together' });
    assert.deepEqual([left.id, left.messages], [undefined, []]);
    const wrong = await upload({}, { confirm: false, columns: ['none'] });
    assert.equal(wrong.id, undefined);
    assert.match(wrong.messages[0] ?? '', /There is no column "none" of to upload\.csv; it has/);
    assert.equal(await count(), files);
  });
});
