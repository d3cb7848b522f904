import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { runCommand, screenshot, setTheme, webviewFrame } from '../host/workbench.js';
import { waitFor } from '../waitFor.js';

describe('the walkthrough, clicked through', function () {
  this.timeout(120_000);
  let workspace: string;
  let window: TestWindow;
  let page: Page;
  before(async () => {
    workspace = await realpath(await mkdtemp(join(tmpdir(), 'gavel-first-')));
    window = await launchWindow({ workspace, theme: 'light' });
    page = window.page;
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });
  pictureFailures(() => page);

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  /** Shows the walkthrough and opens the step with that title, unless it is open. */
  const openStep = async (title: string, name: string): Promise<void> => {
    await runCommand(page, 'Gavel: Get Started');
    const step = page.locator('.getting-started-step').filter({ hasText: title });
    await step.waitFor();
    if (!(await button(name).isVisible())) await step.locator('.step-title').click();
    await button(name).waitFor();
  };
  const isDone = (title: string) =>
    page
      .locator('.getting-started-step')
      .filter({ hasText: title })
      .locator('.codicon.complete')
      .waitFor();
  const finished = (count: number) =>
    waitFor(
      `${count} finished runs`,
      async () => {
        const root = join(workspace, 'gavel-samples');
        const runs = await readdir(join(workspace, '.gavel', 'runs')).catch(() => []);
        return (await readdir(root).catch(() => [])).length > 0 ? runs.length : 0;
      },
      (runs) => runs >= count,
    );

  it('runs a sample with one click, and sees its results', async () => {
    await openStep('Run an evaluation, without a key', 'Try a Sample Evaluation');
    await screenshot(page, 'walkthrough-light');
    await button('Try a Sample Evaluation').click();
    await page.getByRole('tab', { name: /answer-correctness\.evalrun\.json/ }).waitFor();
    await webviewFrame(page)
      .getByText(/46 of 62 judged rows pass/)
      .first()
      .waitFor();
  });

  it('changes the rubric, runs again and sees the difference', async () => {
    await openStep('Change the rubric', 'Change the Rubric');
    await isDone('Run an evaluation, without a key');
    await button('Change the Rubric').click();
    await page.getByText('gives every condition').first().waitFor();
    await openStep('Run it again', 'Run Again');
    await isDone('Change the rubric');
    await button('Run Again').click();
    await finished(2);
    await webviewFrame(page)
      .getByText(/37 of 62 judged rows pass/)
      .first()
      .waitFor();
    await openStep('See the difference', 'Compare the Two Runs');
    await isDone('Run it again');
    await button('Compare the Two Runs').click();
    await page.getByRole('tab', { name: /^Compare / }).waitFor();
    await webviewFrame(page)
      .getByText(/The rubric differs/)
      .first()
      .waitFor();
  });

  for (const theme of ['dark', 'hc-dark'] as const) {
    it(`is drawn in ${theme}`, async () => {
      await setTheme(page, theme);
      await openStep('See the difference', 'Compare the Two Runs');
      await page.locator('.getting-started-media').first().waitFor();
      await screenshot(page, `walkthrough-${theme}`);
    });
  }
});
