import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { accessibilityFaults } from '../host/accessibility.js';
import { launchWindow, type TestWindow, type WindowTheme } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import {
  openFile,
  runCommand,
  saveWindowState,
  screenshot,
  setTheme,
  webviewFrame,
} from '../host/workbench.js';
import { passRate, resultRows, statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const themes: readonly WindowTheme[] = ['light', 'hc-dark', 'hc-light', 'dark'];

let workspace: string;
let window: TestWindow;
let page: Page;
let view: FrameLocator;

describe('a person in VS Code', () => {
  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    window = await launchWindow({ workspace, theme: 'dark' });
    page = window.page;
    view = webviewFrame(page);
  });

  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('runs a spec from its editor and sees the results come', async () => {
    await openFile(page, 'answer-correctness.eval.yaml');
    await runCommand(page, 'Gavel: Run Evaluation');
    await page.getByRole('tab', { name: /answer-correctness\.evalrun\.json/ }).waitFor();
    await view.getByText('Answer correctness').first().waitFor();
    const statuses = await statusesUntilEnd(await onlyManifest());
    assert.equal(statuses.at(-1), 'completed');
  });

  it('finds the run by name in the tree, with its figure', async () => {
    await runCommand(page, 'View: Show Gavel');
    const item = page.getByRole('treeitem', { name: /Answer correctness/ }).first();
    await item.waitFor();
    const { value } = await expectedRate();
    await waitForText(item, new RegExp(`${escaped(value)} %`));
  });

  it('reads the headline that the rows give', async () => {
    const { value, low, high, passed, evaluated } = await expectedRate();
    const summary = view.getByRole('region', { name: 'Summary' });
    await waitForText(summary, new RegExp(escaped(`${value} % pass (${low}–${high})`)));
    await waitForText(summary, new RegExp(`${passed} of ${evaluated} judged rows pass`));
  });

  it('filters to the failed rows', async () => {
    const { passed, evaluated } = await expectedRate();
    const rows = view.getByRole('grid').getByRole('row');
    await view.getByRole('button', { name: /^Failed/ }).click();
    await waitFor(
      'the failed rows alone, below the header',
      () => rows.count(),
      (count) => count === evaluated - passed + 1,
    );
    assert.equal(
      await view
        .getByRole('row')
        .filter({ hasText: /\bcorrect\b/ })
        .count(),
      0,
    );
    await view.getByRole('button', { name: /^All/ }).click();
  });

  for (const theme of themes) {
    it(`has results without accessibility faults in the theme ${theme}`, async () => {
      await setTheme(page, theme);
      await screenshot(page, `results-${theme}`);
      assert.deepEqual(await accessibilityFaults(page), []);
    });
  }

  it('opens a dataset as a grid', async () => {
    await openFile(page, 'support-answers.jsonl');
    await runCommand(page, 'Gavel: Open Dataset');
    await view.getByRole('columnheader', { name: /question/ }).waitFor();
    await view.getByText('I bought a rain jacket 20 days ago').first().waitFor();
    await screenshot(page, 'dataset-dark');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('previews the exact messages of a row, and steps to the next', async () => {
    await openFile(page, 'answer-correctness.eval.yaml');
    await runCommand(page, 'Gavel: Preview Prompts');
    await view.getByText('I bought a rain jacket 20 days ago').first().waitFor();
    await view.getByRole('button', { name: /next row/i }).click();
    await view.getByText('The boots I bought').first().waitFor();
    await screenshot(page, 'preview-dark');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('brings the preview back after a reload', async () => {
    // The view's own state among them: it names the spec and the row.
    await saveWindowState(page, /gavel\.preview.*row\W+2/);
    await page.reload();
    await page.getByRole('tab', { name: /Preview answer-correctness/ }).waitFor();
    await view.getByText('The boots I bought').first().waitFor();
  });

  it('finds results and tree again after a reload', async () => {
    await runCommand(page, 'View: Close All Editors');
    await page.reload();
    await runCommand(page, 'View: Show Gavel');
    await page
      .getByRole('treeitem', { name: /Answer correctness/ })
      .first()
      .waitFor();
    await openFile(page, 'answer-correctness.evalrun.json');
    const { value } = await expectedRate();
    const summary = view.getByRole('region', { name: 'Summary' });
    await waitForText(summary, new RegExp(`${escaped(value)} % pass`));
  });

  it('forgets a run whose folder was deleted outside', async () => {
    const item = page.getByRole('treeitem', { name: /Answer correctness, / });
    await item.waitFor();
    await rm(dirname(await onlyManifest()), { recursive: true });
    await item.waitFor({ state: 'detached' });
  });
});

async function onlyManifest(): Promise<string> {
  const runs = join(workspace, '.gavel', 'runs');
  const files = await waitFor(
    'a manifest',
    async () => {
      const names = await readdir(runs, { recursive: true }).catch(() => []);
      return names.filter((name) => name.endsWith('.evalrun.json'));
    },
    ({ length }) => length > 0,
  );
  return join(runs, files[0]!);
}

async function expectedRate() {
  return passRate(await resultRows(await onlyManifest()), ['correct']);
}

/** The view sets numbers and units with no-break spaces. */
async function waitForText(place: Locator, pattern: RegExp): Promise<void> {
  await waitFor(
    String(pattern),
    async () => (await place.innerText()).replaceAll(/\s+/g, ' '),
    (text) => pattern.test(text),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[.()]/g, '\\$&');
}
