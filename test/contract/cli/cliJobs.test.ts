import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startDemoService } from '../../../src/demo/demoService.js';
import { runGavel } from './runGavel.js';

type Service = Awaited<ReturnType<typeof startDemoService>>;

const SPEC = `type: classify
dataset: rows.jsonl
labels: [right, wrong]
pass_labels: [right]
model_to_evaluate: answer
judge:
  model: openai/gpt-oss-120b
  model_source: serverless
  system_template: "{{ question }}"
`;

describe('jobs on the command line', () => {
  let folder: string;
  let service: Service;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-cli-jobs-'));
    service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
    const rows = Array.from({ length: 4 }, (_, index) => ({ question: `q${index}`, answer: 'a' }));
    await writeFile(
      path.join(folder, 'rows.jsonl'),
      rows.map((row) => JSON.stringify(row)).join('\n'),
    );
    await writeFile(path.join(folder, 'spec.eval.yaml'), SPEC);
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });
  afterEach(() => service.faults.set([]));

  const gavel = (...args: readonly string[]) =>
    runGavel(args, {
      env: {
        TOGETHER_API_KEY: service.apiKey,
        TOGETHER_BASE_URL: service.url,
        XDG_STATE_HOME: path.join(folder, 'state'),
      },
      cwd: folder,
    });

  it('a job that failed says why, in whose words, and at which place of the spec', async () => {
    service.faults.set([{ kind: 'user_error', message: "Unsupported dataset column(s): ['id']." }]);
    const { exitCode, out } = await gavel('run', 'spec.eval.yaml', '--backend', 'together');
    assert.equal(exitCode, 3);
    const [, reason, said] = out.split('\n');
    assert.match(reason ?? '', /^spec\.eval\.yaml:2:10: The dataset has a column .*\("id"\)/);
    assert.equal(said, "The service said: Unsupported dataset column(s): ['id'].");
  });

  it('lists by status, type and number, and says what it leaves out', async () => {
    await gavel('run', 'spec.eval.yaml', '--backend', 'together');
    await gavel('run', 'spec.eval.yaml', '--backend', 'together');
    const lines = async (...args: string[]) => {
      const { exitCode, out } = await gavel('jobs', ...args);
      assert.equal(exitCode, 0);
      return out.trim().split('\n');
    };
    assert.equal((await lines()).length, 1 + 3);
    const failed = await lines('--status', 'failed');
    assert.equal(failed.length, 2);
    assert.match(failed[1] ?? '', /user_error .*The dataset has a column/);
    assert.deepEqual(await lines('--status', 'user_error'), failed);
    assert.match((await lines('--status', 'completed'))[1] ?? '', / % pass \(\d/);
    assert.deepEqual(await lines('--type', 'score'), ['None of the 3 jobs fits.']);
    const one = await lines('--limit', '1');
    assert.deepEqual([one.length, one[2]], [3, '2 more; a larger --limit shows them.']);
    assert.equal((await gavel('jobs', '--status', 'done')).exitCode, 2);
  });

  it('fetch: a job from elsewhere, with the rows of its dataset that the service still has', async () => {
    const { out } = await gavel('jobs', '--status', 'completed', '--json');
    const { jobs } = JSON.parse(out) as { jobs: { workflowId: string }[] };
    const id = jobs[0]?.workflowId ?? '';
    const fetched = await gavel('fetch', id, '--out', 'fetched', '--json');
    assert.equal(fetched.exitCode, 0);
    const manifest = JSON.parse(fetched.out) as Record<string, unknown>;
    assert.deepEqual(manifest['join'], { joined: 4, without_result: 0, without_row: 0 });
    assert.equal(typeof manifest['imported_at'], 'string');
  });
}).timeout(60_000);
