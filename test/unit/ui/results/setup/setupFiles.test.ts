import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunManifest } from '../../../../../src/core/runs/manifest.js';
import type { TextFiles } from '../../../../../src/core/textFiles.js';
import { checkSetupFiles, setupFiles } from '../../../../../src/ui/results/setup/setupFiles.js';
import { openGate } from '../../../openGate.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const hash = (text: string) => createHash('sha256').update(text).digest('hex');

/** As the real one: without a byte-order mark. */
const texts: Pick<TextFiles, 'read'> = {
  read: (path) => Promise.resolve(readFileSync(path, 'utf8').replace(/^\uFEFF/, '')),
};

// The port's other methods are not asked.
const ports = { texts: texts as TextFiles, paths: openGate };

describe('setupFiles', () => {
  let root: string;
  let folder: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'gavel-setup-'));
    folder = join(root, '.gavel', 'run');
    mkdirSync(folder, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const manifest = (change: Partial<RunManifest> = {}) =>
    sampleRun({
      ...{ type: 'classify', rows: 0 },
      manifest: {
        dataset: { path: '../../rows.jsonl', sha256: hash('{"q":1}\n') },
        templates: {
          'judge.system_template': { sha256: hash('{{ q }}'), file: 'prompts/judge.jinja' },
          'model_a.input_template': { sha256: hash('inline') },
        },
        spec_path: '../../evals/judge.eval.yaml',
        ...change,
      },
    }).manifest;
  const states = async (signal = new AbortController().signal) =>
    Object.fromEntries(
      (await checkSetupFiles(setupFiles(manifest(), folder), ports, signal)).map(
        ({ of, state }) => [of, state],
      ),
    );

  it('finds spec, dataset and templates of their own from the run’s folder', () => {
    assert.deepEqual(setupFiles(manifest(), folder), [
      { of: 'spec', path: join(root, 'evals', 'judge.eval.yaml') },
      { of: 'dataset', path: join(root, 'rows.jsonl'), sha256: hash('{"q":1}\n') },
      {
        of: 'judge.system_template',
        path: join(root, 'evals', 'prompts', 'judge.jinja'),
        sha256: hash('{{ q }}'),
      },
    ]);
    assert.deepEqual(setupFiles(manifest({ dataset: {}, spec_path: undefined }), folder), []);
  });

  it('tells what has changed, what is gone and what cannot be read', async () => {
    assert.deepEqual(await states(), { dataset: 'missing', 'judge.system_template': 'missing' });
    writeFileSync(join(root, 'rows.jsonl'), '{"q":1}\n');
    mkdirSync(join(root, 'evals', 'prompts'), { recursive: true });
    writeFileSync(join(root, 'evals', 'prompts', 'judge.jinja'), '\uFEFF{{ q }}');
    assert.deepEqual(await states(), { dataset: 'same', 'judge.system_template': 'same' });
    writeFileSync(join(root, 'rows.jsonl'), '{"q":2}\n');
    rmSync(join(root, 'evals', 'prompts', 'judge.jinja'));
    mkdirSync(join(root, 'evals', 'prompts', 'judge.jinja'));
    assert.deepEqual(await states(), { dataset: 'changed', 'judge.system_template': 'unreadable' });
  });

  it('stops when the editor is closed', async () => {
    writeFileSync(join(root, 'rows.jsonl'), '{"q":1}\n');
    await assert.rejects(states(AbortSignal.abort()), { name: 'AbortError' });
  });
});
