import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import type { RunStore } from '../../../src/core/runs/runStore.js';
import { UserError } from '../../../src/core/userError.js';

export interface StoreSubject {
  readonly store: RunStore;
  /** Absolute, and nothing there yet. */
  readonly root: string;
}

export function sampleManifest(changes: Partial<RunManifest> = {}): RunManifest {
  return {
    gavel_run: 1,
    id: 'abc12345',
    slug: 'sample',
    name: 'Sample',
    type: 'classify',
    backend: 'local',
    status: 'queued',
    demo: false,
    spec: {
      type: 'classify',
      dataset: 'rows.jsonl',
      judge: { model: 'm', model_source: 'serverless', system_template: 'x' },
      labels: ['good', 'bad'],
      pass_labels: ['good'],
      model_to_evaluate: 'answer',
    },
    dataset: { path: '../../rows.jsonl' },
    templates: {},
    models: { judge: { model: 'm', model_source: 'serverless' } },
    created_at: '2026-01-31T14:25:01.123Z',
    progress: { done: 0, total: 3 },
    tool_version: '0.0.0',
    ...changes,
  };
}

export function sampleRow(row: number): StoredRow {
  return {
    result: { question: `q${row} "ü\n\u2028`, label: 'good', evaluation_successful: true },
    details: { row, outcome: 'passed' },
  };
}

export async function rowsOf(items: AsyncIterable<StoredRow>): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const row of items) rows.push(row);
  return rows;
}

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of bytes) parts.push(part);
  return Buffer.concat(parts).toString();
}

async function* eachOf(rows: readonly StoredRow[]): AsyncGenerator<StoredRow> {
  yield* await Promise.resolve(rows);
}

/** What every run store does. */
export function runStoreContract(name: string, make: () => Promise<StoreSubject>): void {
  describe(`${name} keeps the contract of RunStore`, () => {
    it('creates a run in a folder named by time, slug and id, and reads it back', async () => {
      const { store, root } = await make();
      const manifest = sampleManifest({ later_field: { kept: true } });
      const run = await store.create(root, manifest);
      assert.deepEqual(run, {
        id: 'abc12345',
        folder: join(root, '20260131-142501-sample-abc12345'),
      });
      assert.deepEqual(await store.read(run), manifest);
      assert.equal(await store.manifestPath(run), join(run.folder, 'sample.evalrun.json'));
    });

    it('refuses a second run of the same name and keeps the first', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      await assert.rejects(store.create(root, sampleManifest({ name: 'Other' })), {
        name: 'UserError',
        kind: 'storage',
      });
      assert.equal((await store.read(run)).name, 'Sample');
    });

    it('regression: gives back the digits of a row whose numbers JSON.parse changes', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      const line = '{"id":12345678901234567890,"weight":1.0,"label":"good"}';
      const result = JSON.parse(line) as StoredRow['result'];
      await store.append(run, [{ result, line }, { result: { label: 'bad' } }]);
      assert.deepEqual(await rowsOf(store.rows(run)), [
        { result, line },
        { result: { label: 'bad' } },
      ]);
    });

    it('gives the bytes of its rows as they were written, and none where there are none', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      assert.equal(await textOf(store.resultBytes(run)), '');
      const line = '{"id":12345678901234567890,"weight":1.0,"label":"good"}';
      const result = JSON.parse(line) as StoredRow['result']; // an object, as it stands there
      await store.append(run, [{ result, line }, sampleRow(2)]);
      const second = JSON.stringify(sampleRow(2).result);
      assert.equal(await textOf(store.resultBytes(run)), `${line}\n${second}\n`);
      await store.append(run, [sampleRow(1)]);
      await store.sortRows(run);
      const first = JSON.stringify(sampleRow(1).result);
      assert.equal(await textOf(store.resultBytes(run)), `${first}\n${second}\n${line}\n`);
      await store.dropRows(run, ({ row }) => row === 2);
      assert.equal(await textOf(store.resultBytes(run)), `${first}\n${line}\n`);
      await store.replaceRows(run, eachOf([{ result, line }]));
      assert.equal(await textOf(store.resultBytes(run)), `${line}\n`);
    });

    it('gives neither rows nor bytes of a run that is gone', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      await store.append(run, [sampleRow(1)]);
      await store.remove(run);
      const gone = { name: 'UserError', kind: 'not_found' };
      await assert.rejects(rowsOf(store.rows(run)), gone);
      await assert.rejects(textOf(store.resultBytes(run)), gone);
    });

    it('makes changes one after the other', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      const total = 20;
      await Promise.all(
        Array.from({ length: total }, () =>
          store.update(run, (manifest) => ({
            ...manifest,
            progress: { done: manifest.progress.done + 1, total },
          })),
        ),
      );
      assert.deepEqual((await store.read(run)).progress, { done: total, total });
    });

    it('a change that throws changes nothing and lets the next one through', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      const refuse = (): RunManifest => {
        throw new Error('no');
      };
      const both = await Promise.allSettled([
        store.update(run, refuse),
        store.update(run, (manifest) => ({ ...manifest, status: 'running' })),
      ]);
      assert.deepEqual(
        both.map((each) => each.status),
        ['rejected', 'fulfilled'],
      );
      assert.equal((await store.read(run)).status, 'running');
    });

    it('appends rows in order, from several callers at a time', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      assert.deepEqual(await rowsOf(store.rows(run)), []);
      await store.append(run, []);
      await Promise.all([
        store.append(run, [sampleRow(1), sampleRow(2)]),
        store.append(run, [sampleRow(3)]),
      ]);
      assert.deepEqual(await rowsOf(store.rows(run)), [1, 2, 3].map(sampleRow));
    });

    it('keeps rows without details, and mixed ones apart', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      const bare = { result: { question: 'bare' } };
      await store.append(run, [bare]);
      await store.append(run, [sampleRow(2)]);
      await store.append(run, [bare]);
      assert.deepEqual(await rowsOf(store.rows(run)), [bare, sampleRow(2), bare]);
    });

    it('replaces every row, or none when their source fails', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      await store.append(run, [sampleRow(1), sampleRow(2)]);
      await store.replaceRows(run, eachOf([{ result: { question: 'new' } }]));
      assert.deepEqual(await rowsOf(store.rows(run)), [{ result: { question: 'new' } }]);
      const failing = async function* () {
        yield* eachOf([sampleRow(1)]);
        throw new Error('cut off');
      };
      await assert.rejects(store.replaceRows(run, failing()), /cut off/);
      assert.deepEqual(await rowsOf(store.rows(run)), [{ result: { question: 'new' } }]);
      await store.append(run, [sampleRow(9)]);
      assert.deepEqual(await rowsOf(store.rows(run)), [
        { result: { question: 'new' } },
        sampleRow(9),
      ]);
    });

    it('sorts rows by the dataset, those without a number last, and goes on from there', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      await store.sortRows(run);
      assert.deepEqual(await rowsOf(store.rows(run)), []);
      const [bare, other] = [{ result: { question: 'bare' } }, { result: { question: 'other' } }];
      await store.append(run, [sampleRow(12), bare, sampleRow(3)]);
      await store.append(run, [sampleRow(1), other]);
      await store.sortRows(run);
      const sorted = [sampleRow(1), sampleRow(3), sampleRow(12), bare, other];
      assert.deepEqual(await rowsOf(store.rows(run)), sorted);
      await store.append(run, [sampleRow(2)]);
      assert.deepEqual(await rowsOf(store.rows(run)), [...sorted, sampleRow(2)]);
    });

    it('drops the rows that are named, and tells how many; the others stay in their order', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      const bare = { result: { question: 'bare' } };
      const odd = { row: 7, outcome: 'invalid' } as const;
      await store.append(run, [
        sampleRow(2),
        { ...sampleRow(7), details: odd },
        sampleRow(1),
        bare,
      ]);
      assert.equal(await store.dropRows(run, () => false), 0);
      assert.equal(await store.dropRows(run, ({ outcome }) => outcome === 'invalid'), 1);
      assert.deepEqual(await rowsOf(store.rows(run)), [sampleRow(2), sampleRow(1), bare]);
      assert.equal(await store.dropRows(run, () => true), 2);
      assert.deepEqual(await rowsOf(store.rows(run)), [bare]);
      await store.append(run, [sampleRow(4)]);
      assert.deepEqual(await rowsOf(store.rows(run)), [bare, sampleRow(4)]);
    });

    it('finds a run by folder, manifest path and id', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      for (const name of [run.folder, await store.manifestPath(run), run.id]) {
        assert.deepEqual(await store.find(name, [join(root, 'elsewhere'), root]), run, name);
      }
      await assert.rejects(store.find('nothing', [root]), { name: 'UserError', kind: 'not_found' });
    });

    it('lists the newest first; an unknown root holds nothing', async () => {
      const { store, root } = await make();
      assert.deepEqual(await store.list(root), []);
      const first = await store.create(root, sampleManifest({ id: 'first' }));
      const later = sampleManifest({ id: 'later', created_at: '2026-02-01T00:00:00.000Z' });
      const second = await store.create(root, later);
      const listed = await store.list(root);
      assert.deepEqual(
        listed.map(({ run }) => run),
        [second, first],
      );
      assert.deepEqual(listed[0]?.manifest, later);
    });

    it('removes a run; what is gone is not found', async () => {
      const { store, root } = await make();
      const run = await store.create(root, sampleManifest());
      await store.remove(run);
      const gone = (error: unknown) => error instanceof UserError && error.kind === 'not_found';
      await assert.rejects(store.read(run), gone);
      await assert.rejects(store.remove(run), gone);
      assert.deepEqual(await store.list(root), []);
    });
  });
}
