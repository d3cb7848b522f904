import assert from 'node:assert/strict';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { languageModelExtension } from '../host/paths.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { openFile, runCommand, screenshot } from '../host/workbench.js';
import { readManifest, resultRows } from '../runFiles.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const FILE = 'guarded.eval.yaml';
const SPEC = `type: classify
backend: local
dataset: support-answers.jsonl
labels: [correct, wrong]
pass_labels: [correct]
model_to_evaluate: answer_v2
judge:
  model: vscode:guarded/steady
  model_source: external
  system_template: "Is it right? {{ question }}"
run:
  concurrency: 32
`;

/** VS Code asks a person in a dialog of its own, which no test inside the extension host can answer. */
describe('a person who is asked for consent to a language model', () => {
  let workspace: string;
  let window: TestWindow;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    await writeFile(join(workspace, FILE), SPEC);
    window = await launchWindow({ workspace, theme: 'dark', extensions: [languageModelExtension] });
    page = window.page;
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });
  pictureFailures(() => page);

  const question = () => page.locator('.monaco-dialog-box');
  const answer = async (button: string): Promise<void> => {
    await question().filter({ hasText: 'you started' }).waitFor();
    assert.equal(await question().count(), 1);
    await screenshot(page, 'language-model-consent');
    await question().getByRole('button', { name: button, exact: true }).click();
    await question().waitFor({ state: 'hidden' });
  };
  const manifestPath = async (): Promise<string> => {
    const runs = join(workspace, '.gavel', 'runs');
    const [folder = ''] = await readdir(runs);
    const name = (await readdir(join(runs, folder))).find((one) => one.endsWith('.evalrun.json'));
    return join(runs, folder, name ?? '');
  };
  const ended = async (status: string) =>
    waitFor(
      `the run as ${status}`,
      async () => readManifest(await manifestPath()),
      (manifest) => manifest.status === status,
    );

  it('may refuse: the run pauses with a sentence, and nothing was sent', async () => {
    await openFile(page, FILE);
    await runCommand(page, 'Gavel: Run Evaluation');
    await answer('Cancel');
    const { reason = '' } = await ended('paused');
    assert.match(reason, /^VS Code was not allowed to let Gavel use vscode:guarded\/steady; /);
    assert.equal(await question().count(), 0);
    assert.deepEqual(await resultRows(await manifestPath()), []);
  });

  it('is asked again when the run is resumed, and all rows are judged', async () => {
    await runCommand(page, 'Gavel: Resume Run');
    await answer('Allow');
    await ended('completed');
    assert.equal((await resultRows(await manifestPath())).length, 42);
    assert.equal(await question().count(), 0);
  });
});
