import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { judged, memoryRun } from '../../unit/core/compare/comparedRuns.js';
import { runGavel } from './runGavel.js';

describe('gavel stats --by', () => {
  let folder: string;
  let id: string;
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-slices-'));
    const rows = Array.from({ length: 200 }, (_, at) => {
      const category = at % 2 === 0 ? 'math' : 'prose';
      const label = at % 2 === 0 && at % 3 === 0 ? 'good' : at % 2 === 0 ? 'bad' : 'good';
      return judged('classify', label, { question: `q${at}`, category }, at + 1);
    });
    const { manifest, rows: stored } = memoryRun({ rows });
    const runs = createRunFolders();
    const run = await runs.create(path.join(folder, '.gavel', 'runs'), manifest);
    await runs.append(run, stored);
    id = manifest.id;
  });
  after(() => rm(folder, { recursive: true, force: true }));
  const gavel = (...args: string[]) =>
    runGavel(['stats', id, ...args], { env: { XDG_STATE_HOME: folder }, cwd: folder });

  it('prints the groups, the differences and the sentence', async () => {
    const { exitCode, out, err } = await gavel('--by', 'category');
    assert.deepEqual([exitCode, err], [0, '']);
    assert.match(out, /^math +100 +100 +34\.0 % \(25\.5–43\.7\)/m);
    assert.match(out, /−66\.0 points \(.*\) +< 0\.001$/m);
    assert.match(
      out,
      /^category = math passes less often than the rest: 34\.0 % against 100 %\.$/m,
    );
  });

  it('gives the same as JSON', async () => {
    const { exitCode, out } = await gavel('--by', 'category', '--json');
    const document = JSON.parse(out) as {
      n: number;
      slices: {
        column: string;
        sentence: string;
        groups: { label: string; n: number; where: string[] }[];
      };
    };
    assert.deepEqual([exitCode, document.n, document.slices.column], [0, 200, 'category']);
    assert.deepEqual(
      document.slices.groups.map(({ label, n, where }) => [label, n, where]),
      [
        ['math', 100, ['category=math']],
        ['prose', 100, ['category=prose']],
      ],
    );
    assert.match(document.slices.sentence, /^category = math passes less often/);
  });

  it('names the columns where there is none of that name', async () => {
    const { exitCode, out, err } = await gavel('--by', 'categry');
    assert.deepEqual([exitCode, out], [2, '']);
    assert.match(err, /no column categry\. Did you mean `category`\? .*grouped by: category/);
  });
});
