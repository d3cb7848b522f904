import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { messageOf, startDemo } from './demoClient.js';
import type { DemoClient } from './demoClient.js';

describe('the files of the embedded service', () => {
  let demo: DemoClient;
  beforeEach(async () => {
    demo = await startDemo();
  });
  afterEach(() => demo.service.close());

  it('are uploaded as a form, listed, told, downloaded in ranges and deleted', async () => {
    const id = await demo.upload('0123456789');
    const file = (await demo.call(`/files/${id}`)).body as Record<string, unknown>;
    assert.deepEqual(
      { ...file, created_at: 0 },
      {
        id,
        object: 'file',
        created_at: 0,
        filename: 'rows.jsonl',
        bytes: 10,
        purpose: 'eval',
        FileType: 'jsonl',
        LineCount: 0,
        Processed: true,
      },
    );
    assert.deepEqual((await demo.call('/files')).body, { object: 'list', data: [file] });
    assert.equal((await demo.call(`/files/${id}/content`)).text, '0123456789');
    const ranged = (range: string) => demo.call(`/files/${id}/content`, { headers: { range } });
    const first = await ranged('bytes=0-1');
    assert.deepEqual(
      [first.status, first.text, first.headers.get('content-range')],
      [206, '01', 'bytes 0-1/10'],
    );
    assert.equal((await ranged('bytes=7-')).text, '789');
    const beyond = await ranged('bytes=10-');
    assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, 'bytes */10']);
    const deleted = await demo.call(`/files/${id}`, { method: 'DELETE' });
    assert.deepEqual(deleted.body, { id, object: 'file', deleted: true });
    assert.equal((await demo.call(`/files/${id}`)).status, 404);
  });

  const counts: readonly (readonly [string, Record<string, string>, string, number])[] = [
    ['none of what is for evaluations', {}, '{"a":1}\n{"a":2}\n', 0],
    ['none of results', { purpose: 'eval-output' }, '{"a":1}\n', 0],
    ['each of the others', { purpose: 'fine-tune' }, '{"a":1}\n{"a":2}\n', 2],
    ['a last one without its break', { purpose: 'batch-api' }, '{"a":1}\n{"a":2}', 2],
    ['none of nothing', { purpose: 'fine-tune' }, '', 0],
    ['none of Parquet', { purpose: 'fine-tune', file_type: 'parquet' }, 'PAR1\n', 0],
  ];
  for (const [name, fields, text, count] of counts) {
    it(`have lines counted: ${name}`, async () => {
      const { body } = await demo.call(`/files/${await demo.upload(text, fields)}`);
      assert.equal((body as { LineCount: number }).LineCount, count);
    });
  }

  it('are empty or cut off in the middle, and the server goes on', async () => {
    const empty = await demo.upload('');
    const nothing = await demo.call(`/files/${empty}/content`);
    assert.deepEqual([nothing.status, nothing.text], [200, '']);
    const id = await demo.upload('0123456789');
    demo.service.faults.set([{ kind: 'half', path: '/files', count: 1 }]);
    await assert.rejects(demo.call(`/files/${id}/content`), { message: 'terminated' });
    assert.equal((await demo.call(`/files/${id}/content`)).text, '0123456789');
  });

  const start = (checksum?: string) =>
    demo.call('/files', {
      method: 'POST',
      body: new URLSearchParams({
        purpose: 'eval',
        file_name: 'rows.jsonl',
        file_type: 'jsonl',
        ...(checksum !== undefined && { checksum }),
      }),
    });

  it('are uploaded by way of a second origin, which wants no key and knows checksums', async () => {
    const body = '{"a":1}\n';
    const checksum = createHash('sha256').update(body).digest('hex');
    const started = await start(checksum);
    assert.equal(started.status, 302);
    const location = started.headers.get('location') ?? '';
    const id = started.headers.get('x-together-file-id') ?? '';
    assert.notEqual(new URL(location).origin, new URL(demo.service.url).origin);
    assert.equal((await demo.call(`/files/${id}/preprocess`, { method: 'POST' })).status, 400);

    const put = (text: string, headers: Record<string, string> = {}) =>
      fetch(location, { method: 'PUT', body: text, headers });
    const keyed = await put(body, { authorization: `Bearer ${demo.service.apiKey}` });
    assert.equal(keyed.status, 400);
    assert.equal((await put('something else')).status, 400);
    assert.equal((await put(body)).status, 200);
    const processed = await demo.call(`/files/${id}/preprocess`, { method: 'POST' });
    assert.equal((processed.body as { Processed: boolean }).Processed, true);

    const again = await start(checksum);
    assert.deepEqual([again.status, again.body], [409, { file_id: id }]);
  });

  const broken: readonly (readonly [string, Record<string, string>, RegExp])[] = [
    ['an unknown purpose', { purpose: 'fun' }, /purpose: unknown purpose "fun"/],
    ['no name', { file_name: '' }, /file_name: the field is required/],
    ['an unknown type', { file_type: 'xlsx' }, /file_type: unknown type "xlsx"/],
  ];
  for (const [name, fields, says] of broken) {
    it(`are refused with ${name}`, async () => {
      const form = new FormData();
      const all = { purpose: 'eval', file_name: 'rows.jsonl', ...fields };
      for (const [field, value] of Object.entries(all)) form.set(field, value);
      form.set('file', new Blob(['x']));
      const answer = await demo.call('/files/upload', { method: 'POST', body: form });
      assert.equal(answer.status, 400);
      assert.match(messageOf(answer), says);
      assert.deepEqual((await demo.call('/files')).body, { object: 'list', data: [] });
    });
  }
});
