import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelList } from '../../../../src/core/models/modelList.js';
import { createModelListFiles } from '../../../../src/files/models/modelListFiles.js';

const LIST: ModelList = {
  fetchedAt: 1_790_000_000_000,
  models: [
    {
      id: 'me/up',
      source: 'dedicated',
      evaluates: true,
      contextLength: 8192,
      endpoint: { id: 'ep_1', name: 'me/up', state: 'STOPPED' },
    },
    {
      id: 'a/b',
      source: 'serverless',
      evaluates: false,
      displayName: 'B',
      price: { input: 1, output: 2 },
    },
  ],
  problems: [{ part: 'external', message: 'not today' }],
};

const ORIGIN = 'https://api.example.com';

describe('modelListFiles', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-models-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('reads what it wrote, each origin for itself', async () => {
    const files = createModelListFiles(join(folder, 'not/yet/there'));
    const other = { ...LIST, fetchedAt: 1 };
    await files.write(ORIGIN, LIST);
    await files.write(`${ORIGIN}:8443`, other);
    assert.deepEqual(
      [
        await files.read(ORIGIN),
        await files.read(`${ORIGIN}:8443`),
        await files.read('https://elsewhere.example.com'),
      ],
      [LIST, other, undefined],
    );
  });

  it('leaves no temporary file behind', async () => {
    const files = createModelListFiles(folder);
    await files.write(ORIGIN, LIST);
    await files.write(ORIGIN, LIST);
    const names = await readdir(folder);
    assert.deepEqual([names.length, names[0]?.startsWith('api.example.com-')], [1, true]);
  });

  const damages: [name: string, damage: (text: string) => string][] = [
    ['cut in the middle', (text) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['of another shape', (text) => text.replace('"models":[', '"models":[7,')],
    ['of another format', (text) => text.replace('"gavel_models":1', '"gavel_models":2')],
    ['of another origin', (text) => text.replace(ORIGIN, 'https://evil.example.com')],
  ];
  for (const [name, damage] of damages) {
    it(`counts a file that is ${name} as none, and replaces it`, async () => {
      const files = createModelListFiles(folder);
      await files.write(ORIGIN, LIST);
      const [file = ''] = await readdir(folder);
      const path = join(folder, file);
      await writeFile(path, damage(await readFile(path, 'utf8')));
      assert.equal(await files.read(ORIGIN), undefined);
      await files.write(ORIGIN, LIST);
      assert.deepEqual(await files.read(ORIGIN), LIST);
    });
  }

  it('does without a folder, and with one that can not be made', async () => {
    await writeFile(join(folder, 'file'), '');
    for (const files of [
      createModelListFiles(undefined),
      createModelListFiles(join(folder, 'file')),
    ]) {
      await files.write(ORIGIN, LIST);
      assert.equal(await files.read(ORIGIN), undefined);
    }
  });
});
