import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import type { EditorModels } from '../../../src/core/models/editorModels.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { createCompletionFolders } from '../../../src/files/completions/completionFolders.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { createScriptedEditor } from '../../unit/backends/local/scriptedEditor.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { startCountingProxy } from '../faults/countingProxy.js';
import { collect, follow, forever } from '../ports/evalBackendContract.js';

const ROWS = 12;
const { score, compare } = contractSpecs({ model_source: 'serverless' });
const OTHER_RUBRIC = { ...score.judge, system_template: 'Be strict. {{ question }}' };

describe('a local run with a cache', () => {
  let folder: string;
  let service: Awaited<ReturnType<typeof startDemoService>>;
  let door: Awaited<ReturnType<typeof startCountingProxy>>;
  before(async () => {
    service = await startDemoService();
    door = await startCountingProxy(service.url);
  });
  after(async () => {
    await door.close();
    await service.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-cached-'));
    door.take();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** Each run is in a process of its own, as far as the cache can tell. */
  async function finish(spec: ResolvedSpec, editorModels?: EditorModels) {
    const runs = createRunFolders();
    const completions = createCompletionFolders();
    const backend = createLocalBackend({
      runs,
      datasets: createDatasetFiles(),
      baseUrl: door.url,
      toolVersion: '0.0.0',
      ...(editorModels && { editorModels }),
      completions: (root) => Promise.resolve(completions(root)),
      keys: {
        service: () => Promise.resolve(service.apiKey),
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      },
    });
    const plan = await contractPlan({ folder, backend: 'local', spec, rows: ROWS });
    const home = join(folder, '.gavel', 'runs');
    const run = await backend.submit({ ...plan, runsRoot: home }, forever);
    await follow(backend, run);
    const manifest = await runs.read(run);
    assert.equal(manifest.status, 'completed');
    const rows = await collect(runs.rows(run));
    rows.sort((a, b) => (a.details?.row ?? 0) - (b.details?.row ?? 0));
    return {
      manifest,
      passed: door.take(),
      results: rows.map(({ result }) => result),
      responses: rows.map(({ result }) => result['MODEL_TO_EVALUATE_OUTPUT']),
    };
  }

  it('judges anew by another rubric without generating anything', async () => {
    const first = await finish(score);
    assert.deepEqual(first.passed, { generating: ROWS, judging: ROWS });
    assert.deepEqual(first.manifest.cache, { messages: ROWS });

    const second = await finish({ ...score, judge: OTHER_RUBRIC });
    assert.deepEqual(second.passed, { generating: 0, judging: ROWS });
    assert.deepEqual(second.manifest.cache, { hit: ROWS });
    assert.ok(first.responses.every((text) => typeof text === 'string'));
    assert.deepEqual(second.responses, first.responses);
    assert.equal(second.manifest.demo, true);
    const { by_role } = second.manifest.usage ?? {};
    assert.deepEqual(Object.keys(by_role ?? {}), ['judge'], 'what was reused costs nothing');
  });

  it('reuses what a model of the editor has answered', async () => {
    let answered = 0;
    const editor = createScriptedEditor({
      'acme/small': () => {
        answered += 1;
        return `answer ${answered}`;
      },
    });
    const model = { model: 'vscode:acme/small', model_source: 'external' } as const;
    const spec = { ...score, model_to_evaluate: { ...score.model_to_evaluate, ...model } };
    const first = await finish(spec, editor);
    assert.equal(answered, ROWS);
    const second = await finish({ ...spec, judge: OTHER_RUBRIC }, editor);
    assert.equal(answered, ROWS);
    assert.deepEqual(second.responses, first.responses);
  });

  it('says which part of the requests was another one', async () => {
    await finish(score);
    const hotter = { ...score, model_to_evaluate: { ...score.model_to_evaluate, temperature: 1 } };
    assert.deepEqual((await finish(hotter)).manifest.cache, { parameters: ROWS });
  });

  it('cache: false asks for everything and keeps nothing', async () => {
    await finish({ ...score, run: { cache: false } });
    const again = await finish({ ...score, run: { cache: false } });
    assert.deepEqual(again.passed, { generating: ROWS, judging: ROWS });
    assert.equal(again.manifest.cache, undefined);
    assert.deepEqual(await readdir(join(folder, '.gavel')), ['runs']);
  });

  for (const spec of [score, compare]) {
    it(`cache: true repeats a whole ${spec.type} run without a request`, async () => {
      const first = await finish({ ...spec, run: { cache: true } });
      const second = await finish({ ...spec, run: { cache: true } });
      assert.deepEqual(second.passed, { generating: 0, judging: 0 });
      assert.deepEqual(second.results, first.results);
      assert.equal(second.manifest.demo, true, 'a scripted verdict stays one');
      assert.equal(second.manifest.usage?.prompt_tokens, 0);
    });
  }

  it('asks a model twice that is compared with itself', async () => {
    const model_b = compare.model_a;
    const first = await finish({ ...compare, model_b });
    assert.equal(first.passed.generating, 2 * ROWS);
    const second = await finish({ ...compare, model_b });
    assert.equal(second.passed.generating, 0);
    assert.deepEqual(second.results, first.results);
  });

  it('keeps no key and no prompt, and nothing that git would take', async () => {
    await finish(score);
    const cache = join(folder, '.gavel', 'cache');
    const names = (await readdir(cache)).sort();
    assert.equal(names.length, 2);
    assert.equal(await readFile(join(cache, '.gitignore'), 'utf8'), '*\n');
    const text = await readFile(join(cache, names[1] ?? ''), 'utf8');
    assert.equal(text.includes(service.apiKey), false);
    assert.equal(text.includes('Answer shortly.'), false);
    assert.equal(text.includes(new URL(door.url).host), false);
  });

  it('goes on without a cache that can’t be written, and says so', async () => {
    await mkdir(join(folder, '.gavel'));
    await writeFile(join(folder, '.gavel', 'cache'), 'a file where the folder should be');
    const { manifest, passed } = await finish(score);
    assert.deepEqual(passed, { generating: ROWS, judging: ROWS });
    assert.match(manifest.cache_fault ?? '', /^Could not keep replies in the cache: /);
  });
});
