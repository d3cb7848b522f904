import assert from 'node:assert/strict';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import type { LabelRecord } from '../../../../src/core/labels/labelRecord.js';
import { createLabelFiles } from '../../../../src/files/labels/labelFiles.js';

const LABEL: LabelRecord = {
  row: 3,
  key: 'abc',
  rater: 'Ann',
  choice: 'A',
  shown: 'BA',
  note: 'two\nlines',
  at: '2026-11-20T10:00:00.000Z',
  blind: true,
  sample: { plan: 'whereItMatters', seed: 1, weight: 2.5 },
  took_ms: 1200,
};
const UNDO: LabelRecord = {
  undo: { row: 3, key: 'abc', rater: 'Ann' },
  at: '2026-11-20T10:00:01.000Z',
};

describe('labels in a file', () => {
  let folder: string;
  let run: { id: string; folder: string };
  const store = createLabelFiles();
  const path = () => join(folder, 'labels.jsonl');
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-labels-'));
    run = { id: 'a', folder };
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('are read as they were written, in their order; none where there is no file', async () => {
    assert.deepEqual(await store.read(run), { records: [], faults: [] });
    await store.append(run, LABEL);
    await store.append(run, UNDO);
    assert.deepEqual(await store.read(run), { records: [LABEL, UNDO], faults: [] });
    assert.equal(
      await readFile(path(), 'utf8'),
      `${JSON.stringify(LABEL)}\n${JSON.stringify(UNDO)}\n`,
    );
  });

  it('survive a crash at any byte: what is whole counts, and the next one is not torn by it', async () => {
    const whole = `${JSON.stringify(LABEL)}\n${JSON.stringify({ ...LABEL, row: 4 })}\n`;
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (at) => {
        await writeFile(path(), whole.slice(0, at));
        await store.append(run, UNDO);
        const { records, faults } = await store.read(run);
        const lines = whole.slice(0, at).split('\n');
        const torn = lines.at(-1) ?? '';
        const isWhole = torn.endsWith('}}') || torn.endsWith('1200}');
        const before = lines.length - 1 + (isWhole ? 1 : 0);
        assert.equal(records.length, before + 1);
        assert.deepEqual(records.at(-1), UNDO);
        assert.deepEqual(
          faults.map(({ line }) => line),
          torn === '' || isWhole ? [] : [lines.length],
        );
      }),
      { numRuns: 60 },
    );
  });

  it('of two windows at once are all there', async () => {
    const other = createLabelFiles();
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 === 0 ? store : other).append(run, { ...LABEL, row: at + 1 }),
      ),
    );
    const { records, faults } = await store.read(run);
    assert.deepEqual(faults, []);
    const rows = records.map((one) => ('undo' in one ? 0 : one.row));
    assert.deepEqual(
      rows.toSorted((a, b) => a - b),
      Array.from({ length: 40 }, (_, at) => at + 1),
    );
  });

  const broken: readonly [string, string, RegExp][] = [
    ['no JSON', '{"row": 3', /is no JSON/],
    ['no object', '7', /is no JSON object/],
    ['no verdict', JSON.stringify({ ...LABEL, choice: undefined }), /exactly one of/],
    ['two verdicts', JSON.stringify({ ...LABEL, score: 3 }), /exactly one of/],
    ['row 0', JSON.stringify({ ...LABEL, row: 0 }), /^row: /],
    ['no time', JSON.stringify({ ...LABEL, at: 'yesterday' }), /^at: /],
    ['not blind', JSON.stringify({ ...LABEL, blind: false }), /^blind: /],
    ['an undo of nothing', JSON.stringify({ undo: true, at: UNDO.at }), /^undo: /],
  ];
  for (const [name, line, message] of broken) {
    it(`skip a line with ${name}, name it by its number, and keep it`, async () => {
      await store.append(run, LABEL);
      await appendFile(path(), `${line}\n`);
      await store.append(run, UNDO);
      const { records, faults } = await store.read(run);
      assert.deepEqual(records, [LABEL, UNDO]);
      assert.deepEqual(
        faults.map((fault) => fault.line),
        [2],
      );
      assert.match(faults[0]?.message ?? '', message);
      assert.ok((await readFile(path(), 'utf8')).includes(line));
    });
  }

  it('that can’t be written are told as a fault of the disk', async () => {
    await rm(folder, { recursive: true });
    await assert.rejects(store.append(run, LABEL), {
      name: 'UserError',
      message: /^Could not write the label in .*labels\.jsonl: there is no such file or folder/,
    });
  });
});
