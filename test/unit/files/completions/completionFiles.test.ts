import assert from 'node:assert/strict';
import {
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompletionCache, KeptReply } from '../../../../src/core/judging/completionCache.js';
import {
  createCompletionFiles,
  type CompletionFilesOptions,
} from '../../../../src/files/completions/completionFiles.js';
import { segmentLine } from '../../../../src/files/completions/segmentLine.js';
import { SAMPLE_REPLY, sampleKey } from '../../../contract/ports/completionCacheContract.js';

describe('completions in files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = join(await mkdtemp(join(tmpdir(), 'gavel-completions-')), 'cache');
  });
  afterEach(async () => {
    // Ends reading.
    await Promise.all(opened.splice(0).map((cache) => cache.flush()));
    await rm(join(folder, '..'), { recursive: true, force: true });
  });

  const opened: CompletionCache[] = [];
  const open = (at: string, options?: CompletionFilesOptions): CompletionCache => {
    const cache = createCompletionFiles(at, options);
    opened.push(cache);
    return cache;
  };

  const segments = async () =>
    (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const onlySegment = async () => {
    const [name, ...others] = await segments();
    assert.deepEqual(others, []);
    return join(folder, name ?? '');
  };
  const rowKey = (row: number) =>
    sampleKey({ messages: [{ role: 'user', content: `question ${row}` }] });
  const long = (character: string, length: number): KeptReply => ({
    text: character.repeat(length),
    finish: 'stop',
  });

  async function keepRows(from: number, to: number, options = {}): Promise<void> {
    const cache = open(folder, options);
    for (let row = from; row <= to; row += 1) {
      cache.add(rowKey(row), { text: `reply ${row}`, finish: 'stop' });
    }
    assert.equal(await cache.flush(), undefined);
  }

  it('regression: looks up no more replies than memory is meant for, the newest', async () => {
    await mkdir(folder);
    for (const row of [1, 2, 3]) {
      const line = segmentLine(rowKey(row), { text: `reply ${row}`, finish: 'stop' });
      await writeFile(join(folder, `000000000000${row}-aaaaaaaaaaaa.jsonl`), line);
    }
    const cache = open(folder, { mostReplies: 2 });
    const found = await Promise.all([1, 2, 3].map((row) => cache.find(rowKey(row))));
    assert.deepEqual(found, [
      { missed: 'messages' },
      { reply: { text: 'reply 2', finish: 'stop' } },
      { reply: { text: 'reply 3', finish: 'stop' } },
    ]);
    assert.equal((await cache.size()).replies, 2);
    // What is asked anew is kept as ever.
    cache.add(rowKey(4), { text: 'reply 4', finish: 'stop' });
    assert.deepEqual(await cache.find(rowKey(4)), { reply: { text: 'reply 4', finish: 'stop' } });
  });

  it('makes no folder before the first reply', async () => {
    const cache = open(folder);
    await cache.find(sampleKey());
    await cache.size();
    await cache.flush();
    await assert.rejects(stat(folder));
  });

  it('finds what another process kept, and what it keeps meanwhile after a flush', async () => {
    await keepRows(1, 3);
    const cache = open(folder);
    assert.ok('reply' in (await cache.find(rowKey(3))));
    await keepRows(4, 6);
    assert.deepEqual(await cache.find(rowKey(4)), { missed: 'messages' });
    await cache.flush();
    assert.deepEqual(await cache.find(rowKey(4)), {
      reply: { text: 'reply 4', finish: 'stop' },
    });
    assert.equal((await cache.size()).replies, 6);
    assert.equal((await segments()).length, 2);
  });

  for (const [what, spoil] of [
    ['a torn last line', (text: string) => text.slice(0, -9)],
    ['a line of zeros', (text: string) => `${text}${'\0'.repeat(50)}\n`],
    ['a line of another program', (text: string) => `{"reply":{"text":"mine"}}\n${text}`],
    ['a line without an end of 2 MB', (text: string) => `${text}${'x'.repeat(2_000_000)}`],
    ['empty lines', (text: string) => `\n\n${text}\n`],
  ] as const) {
    it(`reads around ${what}`, async () => {
      await keepRows(1, 3);
      const path = await onlySegment();
      await writeFile(path, spoil(await readFile(path, 'utf8')));
      const cache = open(folder);
      assert.deepEqual(await cache.find(rowKey(2)), {
        reply: { text: 'reply 2', finish: 'stop' },
      });
      const isTorn = what === 'a torn last line';
      assert.equal('reply' in (await cache.find(rowKey(3))), !isTorn);
    });
  }

  for (const [what, poison] of [
    ['an unknown finish', { text: 'x', finish: 'fine' }],
    ['no text', { finish: 'stop' }],
    ['a text that is none', { text: { toString: 'x' }, finish: 'stop' }],
    ['usage below zero', { ...SAMPLE_REPLY, usage: { prompt_tokens: -5, completion_tokens: 1 } }],
  ] as const) {
    it(`has no reply where one holds ${what}, and keeps the next`, async () => {
      await keepRows(1, 1);
      // What is no reply stands where one should.
      const line = segmentLine(rowKey(2), poison as unknown as KeptReply);
      await appendFile(await onlySegment(), line);
      const cache = open(folder);
      assert.deepEqual(await cache.find(rowKey(2)), { missed: 'messages' });
      cache.add(rowKey(2), SAMPLE_REPLY);
      assert.deepEqual(await cache.find(rowKey(2)), { reply: SAMPLE_REPLY });
    });
  }

  it('takes no reply from a line whose key is another than its head says', async () => {
    await keepRows(1, 2);
    const path = await onlySegment();
    const cache = open(folder);
    assert.ok('reply' in (await cache.find(rowKey(1))));
    const [first, second] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    await writeFile(path, `${second}\n${first}\n`);
    assert.deepEqual(await cache.find(rowKey(1)), { missed: 'messages' });
  });

  it('forgets what another process has cleared, and keeps on', async () => {
    const mine = open(folder);
    mine.add(rowKey(1), SAMPLE_REPLY);
    await mine.flush();
    assert.equal((await open(folder).clear()).replies, 1);
    assert.deepEqual(await mine.find(rowKey(1)), { missed: 'messages' });
    mine.add(rowKey(2), SAMPLE_REPLY);
    assert.equal(await mine.flush(), undefined);
    assert.deepEqual(await open(folder).find(rowKey(2)), { reply: SAMPLE_REPLY });
  });

  it('clears its own files alone', async () => {
    await keepRows(1, 3);
    await writeFile(join(folder, 'notes.jsonl'), 'mine');
    await open(folder).clear();
    assert.deepEqual((await readdir(folder)).sort(), ['.gitignore', 'notes.jsonl']);
  });

  it('drops the oldest segments above its limit', async () => {
    await keepRows(1, 10);
    const first = await onlySegment();
    const bytes = (await stat(first)).size;
    // Names tell the age in milliseconds, and all three may be of the same one.
    await rename(first, join(folder, `${'1'.padStart(13, '0')}-${'0'.repeat(12)}.jsonl`));
    await keepRows(11, 20);
    await keepRows(21, 30);
    const cache = open(folder, { mostBytes: 2.5 * bytes });
    assert.deepEqual(await cache.find(rowKey(10)), { missed: 'messages' });
    assert.ok('reply' in (await cache.find(rowKey(11))));
    assert.equal((await segments()).length, 2);
    assert.equal((await cache.size()).replies, 20);
  });

  it('stays within its limit while one process fills it', async () => {
    const mostBytes = 100_000;
    const cache = open(folder, { mostBytes });
    for (let row = 1; row <= 500; row += 1) {
      cache.add(rowKey(row), long('x', 1000));
      if (row % 10 === 0) await cache.flush();
    }
    const { bytes, replies } = await cache.size();
    assert.ok(bytes <= mostBytes * 1.2, String(bytes));
    assert.ok(replies > 50, String(replies));
    assert.ok('reply' in (await cache.find(rowKey(500))));
    assert.deepEqual(await cache.find(rowKey(1)), { missed: 'messages' });
  });

  it('does not keep a reply of 16 MB, and the others', async () => {
    const cache = open(folder);
    cache.add(rowKey(1), long('x', 16 * 1024 * 1024));
    cache.add(rowKey(2), SAMPLE_REPLY);
    assert.deepEqual(await cache.find(rowKey(1)), { missed: 'messages' });
    assert.equal(await cache.flush(), undefined);
    assert.equal((await cache.size()).replies, 1);
  });

  it('says once why nothing can be kept, and tries again later', async () => {
    await writeFile(folder, 'a file where the folder should be');
    const cache = open(folder);
    cache.add(rowKey(1), SAMPLE_REPLY);
    cache.add(rowKey(2), SAMPLE_REPLY);
    assert.match((await cache.flush()) ?? '', /^Could not keep replies in the cache: it exists/);
    assert.equal(await cache.flush(), undefined);
    assert.deepEqual(await cache.find(rowKey(1)), { missed: 'messages' });
    await rm(folder);
    cache.add(rowKey(1), SAMPLE_REPLY);
    assert.equal(await cache.flush(), undefined);
    assert.deepEqual(await cache.find(rowKey(1)), { reply: SAMPLE_REPLY });
  });

  it('puts replies of one moment in one write, and many at once where they belong', async () => {
    const cache = open(folder);
    for (let row = 1; row <= 2000; row += 1) cache.add(rowKey(row), long('é', row % 50));
    await cache.flush();
    const found = await Promise.all(
      Array.from({ length: 2000 }, (_, index) => cache.find(rowKey(index + 1))),
    );
    assert.deepEqual(
      found.map((each) => ('reply' in each ? each.reply.text.length : -1)),
      Array.from({ length: 2000 }, (_, index) => (index + 1) % 50),
    );
  });

  it('reads from more segments at once than it holds open', async () => {
    for (let row = 1; row <= 20; row += 1) await keepRows(row, row);
    const cache = open(folder);
    const found = await Promise.all(
      Array.from({ length: 200 }, (_, index) => cache.find(rowKey((index % 20) + 1))),
    );
    assert.ok(found.every((each) => 'reply' in each));
    await cache.flush();
  });
});
