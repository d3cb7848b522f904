import assert from 'node:assert/strict';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { deletionDetail } from '../../../../src/ui/datasets/deletionDetail.js';
import { exampleManifest } from '../runs/exampleManifest.js';

const run = (name: string, over: Partial<RunManifest>) =>
  exampleManifest({ name, status: 'completed', ...over });
const facts = { fileId: 'file-1', from: 'api.example.com', size: '1.2 MB', specs: [], runs: [] };
const FIRST = "file-1 (1.2 MB) is removed from api.example.com. This can't be undone.";

describe('what a person should know before a file of the service goes', () => {
  it('nobody uses it', () => {
    const other = run('other', { file_ids: { dataset: 'file-2' } });
    assert.equal(deletionDetail({ ...facts, runs: [other] }), FIRST);
    assert.equal(
      deletionDetail({ ...facts, size: undefined }),
      "file-1 is removed from api.example.com. This can't be undone.",
    );
  });

  it('specs name it', () => {
    assert.deepEqual(deletionDetail({ ...facts, specs: ['a.eval.yaml'] }).split('\n\n'), [
      FIRST,
      "The eval spec a.eval.yaml can't run any more until another dataset is named.",
    ]);
    assert.match(
      deletionDetail({ ...facts, specs: ['a', 'b', 'c'] }),
      /The eval specs a, b and c can't run/,
    );
  });

  it('runs used it: as a dataset, uploaded or named, and as their results', () => {
    const spec = { ...exampleManifest().spec, dataset: 'file-1' };
    const runs = [
      run('uploaded', { file_ids: { dataset: 'file-1' } }),
      run('named', { spec }),
      run('results', { file_ids: { results: 'file-1' } }),
      run('other', {}),
    ];
    assert.deepEqual(deletionDetail({ ...facts, runs }).split('\n\n'), [
      FIRST,
      'Used by the runs uploaded, named and results; what is kept of them here stays.',
    ]);
  });

  it('one is still under way', () => {
    const runs = [
      run('live', { status: 'running', file_ids: { dataset: 'file-1' } }),
      run('done', { file_ids: { dataset: 'file-1' } }),
    ];
    assert.deepEqual(deletionDetail({ ...facts, runs }).split('\n\n'), [
      FIRST,
      'live is still under way with it and may fail.',
      'Used by the run done; what is kept of it here stays.',
    ]);
  });

  it('many used it: each name once, the first five of them', () => {
    const names = ['a', 'a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const runs = names.map((name) => run(name, { file_ids: { dataset: 'file-1' } }));
    assert.match(deletionDetail({ ...facts, runs }), /the runs a, b, c, d, e and 2 more; what/);
  });
});
