import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemo } from './demoClient.js';
import type { Answer, DemoClient } from './demoClient.js';

const judge = {
  model: 'demo/judge',
  model_source: 'serverless',
  system_template: '{{ question }}',
};
const classify = (fileId: string) => ({
  judge,
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: 'answer',
  input_data_file_path: fileId,
});
const compare = (fileId: string) => ({
  judge,
  model_a: 'answer',
  model_b: 'other',
  input_data_file_path: fileId,
});
const rows = (columns: readonly string[], count = 8): string =>
  Array.from({ length: count }, (_, row) =>
    JSON.stringify(Object.fromEntries(columns.map((name) => [name, `${name} ${row}`]))),
  ).join('\n');

describe('faults of the embedded service', () => {
  let demo: DemoClient;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(() => demo.service.close());

  const resultLines = async (job: { readonly results: Record<string, unknown> | null }) => {
    const { text } = await demo.call(`/files/${String(job.results?.['result_file_id'])}/content`);
    const lines = text.trim().split('\n');
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  };

  it('takes a request and never answers, until the client leaves; others are answered', async () => {
    demo.service.faults.set([{ kind: 'stall', path: '/files', count: 1 }]);
    const leave = new AbortController();
    const stalled = demo.call('/files', { signal: leave.signal });
    assert.equal((await demo.call('/files')).status, 200);
    leave.abort();
    await assert.rejects(stalled, { name: 'AbortError' });
  });

  it('sends half of an answer and then nothing more', async () => {
    const id = await demo.upload('0123456789');
    demo.service.faults.set([{ kind: 'stall', half: true, path: '/files', count: 1 }]);
    const leave = new AbortController();
    const response = await fetch(`${demo.service.url}/files/${id}/content`, {
      headers: { authorization: `Bearer ${demo.service.apiKey}` },
      signal: leave.signal,
    });
    const reader = response.body?.getReader();
    const read = await reader?.read();
    assert.equal(Buffer.from(read?.value ?? []).toString(), '01234');
    leave.abort();
    await assert.rejects(Promise.resolve(reader?.read()), { name: 'AbortError' });
  });

  it('cuts an upload in its middle and keeps nothing of it', async () => {
    demo.service.faults.set([{ kind: 'cut', bytes: 100_000, path: '/files', count: 1 }]);
    await assert.rejects(demo.upload('x'.repeat(1_000_000)));
    assert.deepEqual((await demo.call('/files')).body, { object: 'list', data: [] });
    assert.match(await demo.upload('x'.repeat(1_000_000)), /^file-/);
  });

  it('lets so many requests through in a time, and tells the others when to come back', async () => {
    const limit = { kind: 'rate_limit', requests: 2, ms: 60_000, path: '/models' } as const;
    demo.service.faults.set([limit]);
    const asked: Answer[] = [];
    for (let count = 0; count < 4; count += 1) asked.push(await demo.call('/models'));
    assert.deepEqual(
      asked.map(({ status }) => status),
      [200, 200, 429, 429],
    );
    const refused = asked.at(-1);
    assert.deepEqual(
      asked.map(({ headers }) => headers.get('x-ratelimit-remaining')),
      ['1', '0', '0', '0'],
    );
    const reset = Number(refused?.headers.get('x-ratelimit-reset'));
    assert.ok(reset > 50 && reset <= 60, String(reset));
    const { error } = refused?.body as { error: { type: string } };
    assert.equal(error.type, 'dynamic_request_limited');
    assert.equal((await demo.call('/files')).status, 200);
  });

  it('has a file that takes its time, and one that it can’t process', async () => {
    const id = await demo.upload('{"a":1}\n');
    demo.service.faults.set([
      { kind: 'unprocessed', path: '/files', count: 1 },
      { kind: 'unreadable_file', path: '/files', count: 1 },
    ]);
    const states: unknown[] = [];
    for (let count = 0; count < 3; count += 1) {
      const file = (await demo.call(`/files/${id}`)).body as Record<string, unknown>;
      states.push([file['Processed'], file['processing_status']]);
    }
    assert.deepEqual(states, [
      [false, 'INVALID_FORMAT'],
      [false, 'RUNNING'],
      [true, undefined],
    ]);
  });

  it('tells label counts as an object, or as text', async () => {
    const id = await demo.upload(rows(['question', 'answer']));
    const plain = (await demo.run('classify', classify(id))).results;
    demo.service.faults.set([{ kind: 'label_counts_text' }]);
    const text = (await demo.run('classify', classify(id))).results;
    assert.equal(typeof plain?.['label_counts'], 'object');
    assert.equal(typeof text?.['label_counts'], 'string');
    assert.deepEqual(
      Object.keys(JSON.parse(String(text?.['label_counts'])) as object).sort(),
      Object.keys(plain?.['label_counts'] as object).sort(),
    );
  });

  it('writes result files with today’s columns, or with the older ones', async () => {
    const id = await demo.upload(rows(['question', 'answer', 'other']));
    const today = await resultLines(await demo.run('compare', compare(id)));
    demo.service.faults.set([{ kind: 'old_columns' }]);
    const older = await resultLines(await demo.run('compare', compare(id)));
    const only = (one: readonly object[], other: readonly object[]) => {
      const names = new Set(other.flatMap((row) => Object.keys(row)));
      return [...new Set(one.flatMap((row) => Object.keys(row)))].filter(
        (name) => !names.has(name),
      );
    };
    assert.deepEqual(only(today, older).sort(), [
      'evaluation_successful',
      'is_invalid_judge_output',
      'judge_raw_output_flipped',
      'judge_raw_output_original',
    ]);
    assert.deepEqual(only(older, today).sort(), ['evaluation_status', 'is_incomplete']);
    assert.ok(older.every((row) => ['True', 'False'].includes(String(row['evaluation_status']))));
  });

  it('leaves the rows that failed in result files, or out of them', async () => {
    const id = await demo.upload(rows(['question', 'answer'], 20));
    demo.service.faults.set([{ kind: 'malformed', rate: 0.2 }]);
    const all = await resultLines(await demo.run('classify', classify(id)));
    const failed = all.filter((row) => row['evaluation_successful'] !== true).length;
    assert.ok(failed > 0 && all.length === 20);
    demo.service.faults.set([{ kind: 'malformed', rate: 0.2 }, { kind: 'dropped_rows' }]);
    const kept = await resultLines(await demo.run('classify', classify(id)));
    assert.equal(kept.length, 20 - failed);
  });

  it('keeps no key of an external model in a job, or echoes it as the service may', async () => {
    const id = await demo.upload(rows(['question', 'answer']));
    const external = {
      ...classify(id),
      judge: {
        ...judge,
        model: 'openai/gpt-5',
        model_source: 'external',
        external_api_token: 'k-1',
      },
    };
    const silent = await demo.run('classify', external);
    assert.ok(!JSON.stringify(silent).includes('k-1'));
    demo.service.faults.set([{ kind: 'echoed_keys' }]);
    const echoing = await demo.run('classify', external);
    assert.deepEqual((echoing.parameters as typeof external).judge.external_api_token, 'k-1');
  });

  it('keeps no key in its folder, also where a job echoes it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gavel-echo-'));
    const kept = await startDemo({ folder, faults: [{ kind: 'echoed_keys' }] });
    try {
      const id = await kept.upload(rows(['question', 'answer']));
      const token = { model: 'openai/gpt-5', model_source: 'external', external_api_token: 'k-1' };
      const job = await kept.run('classify', { ...classify(id), judge: { ...judge, ...token } });
      assert.ok(JSON.stringify(job).includes('k-1'));
      // The last state of the job is written by then.
      await kept.service.close();
      const files = await readdir(folder);
      const texts = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
      assert.ok(files.length > 2 && !texts.join().includes('k-1'));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('answers others while jobs of many clients run', async () => {
    const id = await demo.upload(rows(['question', 'answer'], 2000));
    const ended: string[] = [];
    const jobs = Array.from({ length: 4 }, async () => {
      await demo.run('classify', classify(id));
      ended.push('job');
    });
    for (let count = 0; count < 10; count += 1) await demo.call('/whoami');
    ended.push('others');
    await Promise.all(jobs);
    assert.equal(ended[0], 'others');
  });
});
