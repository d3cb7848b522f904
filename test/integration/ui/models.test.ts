import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { openFile, runCommand } from '../host/workbench.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const FILE = 'choose.eval.yaml';
const SPEC = `type: classify
backend: demo
dataset: support-answers.jsonl
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: answer_v2
judge:
  model: demo/judge # who
  system_template: "{{ question }}"
`;

describe('a person who chooses a model', () => {
  let workspace: string;
  let window: TestWindow;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    await writeFile(join(workspace, FILE), SPEC);
    const settings = { 'files.autoSave': 'off' };
    window = await launchWindow({ workspace, theme: 'dark', settings });
    page = window.page;
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });
  pictureFailures(() => page);

  const saved = async (expected: string): Promise<void> => {
    await runCommand(page, 'File: Save');
    const text = await waitFor(
      'the saved spec',
      () => readFile(join(workspace, FILE), 'utf8'),
      (now) => now === expected,
    );
    assert.equal(text, expected);
  };

  it('takes one from the list, which says what each costs', async () => {
    await openFile(page, FILE);
    await page.locator('.codelens-decoration a', { hasText: 'Choose model…' }).click();
    const list = page.locator('.quick-input-widget');
    const input = list.locator('input.input');
    await input.fill('gpt-oss-20b');
    const row = list.getByRole('option', { name: /openai\/gpt-oss-20b/ });
    await row.filter({ hasText: '131k tokens · $0.05 in / $0.20 out per M' }).waitFor();
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await saved(
      SPEC.replace('demo/judge # who', 'openai/gpt-oss-20b # who\n  model_source: serverless'),
    );
  });

  it('types one that no list has', async () => {
    await runCommand(page, 'Gavel: Choose Model…');
    const list = page.locator('.quick-input-widget');
    const input = list.locator('input.input');
    await page.getByPlaceholder('Name, context, price or state').fill('acme/own-1');
    await list.getByRole('option', { name: /Another model/ }).click();
    await list.getByText('Name of the model, as its service').waitFor();
    assert.equal(await input.inputValue(), 'acme/own-1');
    await page.keyboard.press('Enter');
    await list.getByRole('option', { name: /external/ }).click();
    await saved(SPEC.replace('demo/judge # who', 'acme/own-1 # who\n  model_source: external'));
  });

  it('completes one while typing, and the source comes with it', async () => {
    await writeFile(join(workspace, FILE), SPEC.replace('demo/judge # who', 'Kimi'));
    await runCommand(page, 'File: Revert File');
    await page.locator('.view-line', { hasText: 'model: Kimi' }).waitFor();
    await page.keyboard.press('Control+G');
    const input = page.locator('.quick-input-widget input.input');
    await input.fill(':8:14');
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await runCommand(page, 'Trigger Suggest');
    const first = page.locator('.suggest-widget .monaco-list-row.focused');
    await first.filter({ hasText: 'moonshotai/Kimi-K2-Instruct-0905' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type(' # typed on');
    await saved(
      SPEC.replace(
        'model: demo/judge # who',
        'model_source: serverless\n  model: moonshotai/Kimi-K2-Instruct-0905 # typed on',
      ),
    );
  });
});
