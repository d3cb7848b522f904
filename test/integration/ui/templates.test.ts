import { rm } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { openFile, runCommand, webviewFrame } from '../host/workbench.js';
import { createWorkspace } from '../workspace.js';

describe('a person who writes a template', () => {
  let workspace: string;
  let window: TestWindow;
  let page: Page;

  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    const settings = { 'files.autoSave': 'off' };
    window = await launchWindow({ workspace, theme: 'dark', settings });
    page = window.page;
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });
  pictureFailures(() => page);

  async function goTo(line: number, column: number): Promise<void> {
    await page.keyboard.press('Control+G');
    const input = page.locator('.quick-input-widget input.input');
    await input.waitFor();
    await input.fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  it('goes from a problem to the first row that shows it, and to the row in its table', async () => {
    await openFile(page, 'rubric.jinja');
    await page.locator('.squiggly-warning').first().waitFor();
    await goTo(12, 14);
    await runCommand(page, 'Show or Focus Hover');
    await page.locator('.monaco-hover a.code-link', { hasText: 'missing-column' }).click();
    await page.getByRole('tab', { name: /answers\.jsonl, row 3\.json/ }).waitFor();
    await page.locator('.view-line', { hasText: '"Where?"' }).waitFor();
    await page.locator('.codelens-decoration a', { hasText: 'Show in answers.jsonl' }).click();
    const row = webviewFrame(page).locator('[role=row].active');
    await row.filter({ hasText: 'Where?' }).waitFor();
  });

  for (const [file, line, column] of [
    ['rubric.jinja', 12, 9],
    ['block.eval.yaml', 11, 18],
    ['inline.eval.json', 15, 38],
  ] as const) {
    it(`${file}: is offered the columns while typing, without asking for them`, async () => {
      await openFile(page, file);
      await page.locator('.squiggly-warning').first().waitFor();
      await goTo(line, column);
      await page.keyboard.type('{{ tur', { delay: 40 });
      const list = page.locator('.suggest-widget.visible');
      await list.getByRole('option', { name: /^turns/ }).waitFor();
      await page.keyboard.press('Escape');
      await runCommand(page, 'File: Revert File');
    });
  }

  it('regression: finds nothing closed twice after closing tags by hand, no line indented', async () => {
    await openFile(page, 'rubric.jinja');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('{% if a -%} {{ answer }}', { delay: 20 });
    await page.keyboard.press('Enter');
    await page.keyboard.type('{{- limit }} {# so #} {% endif %}!', { delay: 20 });
    for (const written of ['{% if a -%} {{ answer }}', '{{- limit }} {# so #} {% endif %}!']) {
      const line = page.locator('.view-line').getByText(written, { exact: true });
      await line.first().waitFor();
    }
    await runCommand(page, 'File: Revert File');
  });
});
