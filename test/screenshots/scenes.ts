import type { FrameLocator, Page } from 'playwright-core';
import { openFile, runCommand, webviewFrame } from '../integration/host/workbench.js';
import { waitFor } from '../integration/waitFor.js';

const DATASET = 'support-answers.jsonl';

/** A picture of the guide: what to do in a window with nothing open until it shows. */
export interface Scene {
  readonly name: string;
  readonly show: (page: Page) => Promise<void>;
}

export const scenes: readonly Scene[] = [
  { name: 'results', show: showResults },
  { name: 'judge', show: showJudge },
  { name: 'compare', show: showComparison },
  { name: 'preview', show: showPreview },
  { name: 'dataset', show: showDataset },
];

async function showResults(page: Page): Promise<void> {
  const view = await openRun(page, /^Answer correctness, /);
  await view.getByRole('button', { name: /^Failed/ }).click();
  await choose(view, 2);
  await view.getByRole('heading', { name: 'Feedback' }).waitFor();
}

async function showJudge(page: Page): Promise<void> {
  const view = await openRun(page, /^Prompt v1 vs v2, /);
  await view.getByRole('tab', { name: 'Judge' }).click();
  await view.getByRole('region', { name: 'Reliability of the judge' }).waitFor();
}

async function showComparison(page: Page): Promise<void> {
  const view = await openRun(page, /^Answer correctness, /);
  await view.getByRole('button', { name: 'Compare…' }).click();
  await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: /^Compare / }).waitFor();
  await view.getByRole('region', { name: 'Answer' }).waitFor();
  await choose(view, 8);
  await view.getByText('Select a row to see it').waitFor({ state: 'hidden' });
}

async function showPreview(page: Page): Promise<void> {
  await closeSideBar(page);
  await openFile(page, 'answer-correctness.eval.yaml');
  await runCommand(page, 'Gavel: Preview Prompts');
  const view = webviewFrame(page);
  await view.getByText('Policy:').first().waitFor();
  await view.getByText('Every row renders').waitFor();
}

async function showDataset(page: Page): Promise<void> {
  await closeSideBar(page);
  await openFile(page, DATASET);
  await runCommand(page, 'Gavel: Open Dataset');
  const view = webviewFrame(page);
  await view
    .getByText(/\d distinct/)
    .first()
    .waitFor();
  await choose(view, 3);
}

async function closeSideBar(page: Page): Promise<void> {
  const bar = page.locator('.part.sidebar');
  if (await bar.isVisible()) await runCommand(page, 'View: Close Primary Side Bar');
}

/** Clicks the nth row of the grid, from 1, once it holds something. */
async function choose(view: FrameLocator, nth: number): Promise<void> {
  const row = view.getByRole('grid').getByRole('row').nth(nth);
  await waitFor(
    'the rows to be there',
    () => row.innerText(),
    (text) => /[a-z]/.test(text),
  );
  await row.click();
}

/** The newest run of that name. */
async function openRun(page: Page, name: RegExp): Promise<FrameLocator> {
  await runCommand(page, 'View: Show Gavel');
  await page.getByRole('treeitem', { name }).first().click();
  const view = webviewFrame(page);
  await view.getByRole('region', { name: 'Summary' }).waitFor();
  return view;
}

/** Resolves when two pictures in a row are the same: nothing is drawn, read or turned any more. */
export async function calm(page: Page): Promise<Buffer> {
  // Nothing is to look as if somebody pointed at it.
  await page.mouse.move(600, 4);
  let before: Buffer = Buffer.alloc(0);
  return waitFor(
    'the window to be calm',
    async () => {
      const now = await page.screenshot();
      const isCalm = now.equals(before);
      before = now;
      return isCalm ? now : Buffer.alloc(0);
    },
    (picture) => picture.length > 0,
    30_000,
  );
}
