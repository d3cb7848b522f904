import { cp, mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { projectRoot } from './host/paths.js';
import { templateFiles } from './templateFiles.js';

/** A type that does not exist, at line 3, and a dataset that is not there. */
const brokenJson = `{
  "name": "Broken",
  "type": "classifi",
  "dataset": "missing.jsonl"
}
`;

/** The pass label is none of the labels. */
const brokenYaml = `name: Broken
type: classify
dataset: support-answers.jsonl
labels: [good, bad]
pass_labels: [goood]
model_to_evaluate: answer_v2
judge:
  model: openai/gpt-oss-120b
  model_source: serverless
  system_template: "Is it good? {{ question }}"
`;

/**
 * A fresh copy of `test/samples`, with two broken specs, a folder of templates and `more` files
 * by their paths; the caller removes it.
 */
export async function createWorkspace(
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'gavel-workspace-')));
  await cp(join(projectRoot, 'test', 'samples'), folder, { recursive: true });
  await writeFile(join(folder, 'broken.eval.json'), brokenJson);
  await writeFile(join(folder, 'broken.eval.yaml'), brokenYaml);
  await mkdir(join(folder, 'templates'));
  for (const [name, text] of Object.entries(templateFiles)) {
    await writeFile(join(folder, 'templates', name), text);
  }
  for (const [path, text] of Object.entries(more)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}
