import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { projectRoot } from '../host/paths.js';
import { pictureFailures } from '../host/pictureFailures.js';
import {
  notifications,
  openFile,
  runCommand,
  screenshot,
  webviewFrame,
} from '../host/workbench.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const spec = 'answer-correctness.eval.yaml';

describe('in a browser, without Node', () => {
  let workspace: string;
  let window: TestWindow;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    const cli = join(projectRoot, 'dist', 'cli.js');
    await promisify(execFile)(process.execPath, [cli, 'run', spec], { cwd: workspace });
    window = await launchWindow({ workspace, inBrowser: true });
    page = window.page;
  });

  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('finds the faults of a spec', async () => {
    await openFile(page, 'broken.eval.yaml');
    await page.locator('.view-overlays .squiggly-error').first().waitFor({ timeout: 20_000 });
  });

  it('shows the prompts of the rows, with tokens estimated', async () => {
    await openFile(page, spec);
    await runCommand(page, 'Gavel: Preview Prompts');
    const facts = webviewFrame(page).locator('.request-facts');
    await waitFor(
      'the estimate',
      () => facts.first().innerText(),
      (text) => text.includes('tokens (≈ estimate)'),
    );
  });

  it('lists the runs, and opens the results of one', async () => {
    await runCommand(page, 'View: Close All Editors');
    await runCommand(page, 'Gavel: Focus on Runs View');
    const run = page
      .locator('.pane-body .monaco-list-row')
      .filter({ hasText: 'Answer correctness' });
    await run.first().waitFor({ timeout: 20_000 });
    await run.first().dblclick();
    const headline = webviewFrame(page).locator('.headline').first();
    await waitFor(
      'the headline',
      () => headline.innerText(),
      (text) => /\d %/.test(text),
    );
    await screenshot(page, 'in-browser-results');
  });

  it('says where a run can be started', async () => {
    await openFile(page, spec);
    await runCommand(page, 'Gavel: Run Evaluation');
    const said = await waitFor(
      'the refusal',
      () => notifications(page),
      (all) => all.some((text) => text.includes('Gavel in the browser')),
    );
    assert.ok(said.some((text) => text.includes('open this folder in VS Code on a machine')));
  });
});
