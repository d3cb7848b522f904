import { cp, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runGavel } from '../contract/cli/runGavel.js';

/**
 * A copy of the samples in a folder with a name to be seen, with a run of each spec, and one of the first
 * prompt's answers before: what the pictures of the guide show.
 */
export async function sampleWorkspace(): Promise<{
  readonly workspace: string;
  readonly root: string;
}> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'gavel-pictures-')));
  const workspace = join(root, 'support-bot');
  await mkdir(workspace);
  await cp('media/samples', workspace, { recursive: true });
  const gavel = async (spec: string) => {
    const env = { HOME: root, XDG_STATE_HOME: join(root, 'state') };
    const args = ['run', spec, '--backend', 'demo'];
    const { exitCode, err } = await runGavel(args, { env, cwd: workspace });
    // 1 and 4 are the answers of a gate.
    if (![0, 1, 4].includes(exitCode)) throw new Error(err);
  };
  const spec = 'answer-correctness.eval.yaml';
  const text = await readFile(join(workspace, spec), 'utf8');
  const before = text.replace('model_to_evaluate: answer_v2', 'model_to_evaluate: answer_v1');
  await writeFile(join(workspace, spec), before);
  await gavel(spec);
  await writeFile(join(workspace, spec), text);
  await gavel('prompt-v1-vs-v2.eval.jsonc');
  await gavel('answer-helpfulness.eval.json');
  await gavel(spec);
  return { workspace, root };
}
