import assert from 'node:assert/strict';
import { newestRuns } from '../../../../src/ui/runs/newestRuns.js';
import { exampleManifest } from './exampleManifest.js';

describe('the newest run of each spec', () => {
  const run = (id: string, created: string, changes = {}) => ({
    run: { id, folder: `/w/.gavel/runs/${id}` },
    manifest: exampleManifest({ id, created_at: created, ...changes }),
  });

  it('is told by the time it was made, whatever the order; a dry run and one without a spec are none', () => {
    const newest = newestRuns([
      run('b', '2026-02-01'),
      run('c', '2026-03-01'),
      run('a', '2026-01-01'),
      run('dry', '2026-04-01', { dry_run: true }),
      run('other', '2026-01-01', { spec_path: '../../../other.eval.json' }),
      run('none', '2026-05-01', { spec_path: undefined }),
    ]);
    assert.deepEqual(
      [...newest].map(([spec, known]) => [spec, known.run.id]),
      [
        ['/w/judge.eval.json', 'c'],
        ['/w/other.eval.json', 'other'],
      ],
    );
  });

  it('is of those that are wanted', () => {
    const all = [run('a', '2026-01-01'), run('b', '2026-02-01', { status: 'failed' })];
    const newest = newestRuns(all, ({ manifest }) => manifest.status === 'completed');
    assert.equal(newest.get('/w/judge.eval.json')?.run.id, 'a');
  });
});
