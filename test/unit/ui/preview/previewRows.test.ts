import assert from 'node:assert/strict';
import type { DatasetFiles } from '../../../../src/core/dataset/dataset.js';
import type { JsonObject } from '../../../../src/core/json.js';
import { createDatasetRows } from '../../../../src/ui/dataset/datasetRows.js';
import { createModelContext } from '../../../../src/ui/preview/modelContext.js';
import { createPreviewRows } from '../../../../src/ui/preview/previewRows.js';
import type { JumpQuery, RailQuery } from '../../../../src/ui/preview/previewRows.js';
import { classify } from '../../core/judging/specs.js';

const VALUES: readonly JsonObject[] = [
  { id: 1, question: 'How long does a refund take?', answer: 'Five days' },
  { id: 2, question: 'Do you ship to Norway?', answer: null },
  { id: 3, question: 'A refund, to which card?', answer: 'The same one that was used to pay' },
  { id: 4, question: '', answer: 'REFUND' },
];

async function stage() {
  const datasets: DatasetFiles = {
    describe: () => Promise.reject(new Error('known already')),
    async *rows(_, range) {
      await Promise.resolve();
      for (const [index, values] of VALUES.entries()) {
        const row = index + 1;
        if (row >= (range?.from ?? 1) && row <= (range?.to ?? Infinity)) yield { row, values };
      }
    },
  };
  let done: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => (done = resolve));
  const rows = createPreviewRows({
    datasets: () => datasets,
    context: createModelContext({
      services: () => ({ modelLists: () => Promise.reject(new Error('not asked')) }),
      isTrusted: () => true,
      hasServiceKey: () => Promise.resolve(false),
      failed: () => undefined,
    }),
    pauses: { now: () => 0, rest: () => Promise.resolve() },
    changed: ({ state }) => {
      if (state === 'done') done();
    },
  });
  const info = {
    path: '/w/rows.jsonl',
    format: 'jsonl' as const,
    bytes: 1,
    rows: VALUES.length,
    columns: ['id', 'question', 'answer'],
    sha256: 'x',
    problems: [],
    problemCount: 0,
  };
  const dataset = { path: info.path, rows: createDatasetRows(datasets, info.path), info };
  rows.look(dataset, classify, 'local');
  // The words of a row come from the column that asks; which one that is, the first page finds out.
  await rows.rail({ from: 1, to: 1, flag: null, search: '' });
  await looked;
  return {
    rail: (query: Partial<RailQuery>) =>
      rows.rail({ from: 1, to: 100, flag: null, search: '', ...query }),
    jump: (query: Partial<JumpQuery>) =>
      rows.jump({ to: 'match', row: 1, search: '', ...query }, new AbortController().signal),
  };
}

describe('previewRows', () => {
  it('lists all rows by their question, else by the first text', async () => {
    const { rail } = await stage();
    assert.deepEqual(await rail({}), {
      total: 4,
      searching: false,
      rows: [
        { row: 1, flag: 'ok', text: 'How long does a refund take?' },
        { row: 2, flag: 'fails', text: 'Do you ship to Norway?' },
        { row: 3, flag: 'ok', text: 'A refund, to which card?' },
        { row: 4, flag: 'ok', text: 'REFUND' },
      ],
    });
  });

  it('lists the rows with a flag, a page of them', async () => {
    const { rail } = await stage();
    const { total, rows } = await rail({ flag: 'fails' });
    assert.deepEqual([total, rows.map(({ row }) => row)], [1, [2]]);
    assert.deepEqual(
      (await rail({ from: 3, to: 3 })).rows.map(({ row }) => row),
      [3],
    );
  });

  it('finds rows by any value, case aside, forwards and backwards, around the ends', async () => {
    const { rail, jump } = await stage();
    const search = 'refund';
    const jumps = [
      await jump({ search }),
      await jump({ search, row: 4 }),
      await jump({ search, row: 3, to: 'previousMatch' }),
      await jump({ search, row: 1, to: 'previousMatch' }),
    ];
    assert.deepEqual(
      jumps.map(({ row }) => row),
      [3, 1, 1, 4],
    );
    const { total, rows, searching } = await rail({ search });
    assert.deepEqual([total, searching, rows.map(({ row }) => row)], [3, false, [1, 3, 4]]);
    assert.deepEqual((await rail({ search, flag: 'fails' })).rows, []);
    assert.deepEqual(await jump({ search: 'nowhere' }), {
      row: null,
      message: 'No row holds “nowhere”.',
    });
  });

  it('jumps to the longest, the shortest and the next failing row', async () => {
    const { jump } = await stage();
    for (const [to, row] of [
      ['longest', 3],
      ['shortest', 4],
      ['fails', 2],
    ] as const) {
      assert.deepEqual(await jump({ to, row: 2 }), { row, message: null });
    }
  });
});
