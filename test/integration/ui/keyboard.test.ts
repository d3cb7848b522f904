import assert from 'node:assert/strict';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { focusBecomes, pressUntil, typeCommand, typeFile, type Focus } from '../host/keyboard.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { screenshot, webviewFrame } from '../host/workbench.js';
import { statusesUntilEnd } from '../runFiles.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const SPEC = 'answer-correctness.eval.yaml';
const RESULTS = /answer-correctness\.evalrun\.json/;

let workspace: string;
let window: TestWindow;
let page: Page;
let view: FrameLocator;

/** From a spec to the report that is exported, and the mouse is never touched. */
describe('a person who has a keyboard alone', function () {
  this.timeout(120_000);
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

  it('opens a spec, and its preview, and goes through rows there', async () => {
    await typeFile(page, SPEC);
    await focusBecomes(page, 'the text of the spec', isText);
    await typeCommand(page, 'Gavel: Preview Prompts');
    await view.getByText('I bought a rain jacket 20 days ago').first().waitFor();
    await page.keyboard.press('Control+2');
    await pressUntil(page, 'Tab', { what: 'the messages', is: ({ role }) => role === 'tabpanel' });
    await page.keyboard.press('j');
    await view.getByText('The boots I bought').first().waitFor();
    await focusBecomes(page, 'the messages of the next row', ({ role }) => role === 'tabpanel');
    await screenshot(page, 'keyboard-preview');
    await page.keyboard.press('Control+1');
    await focusBecomes(page, 'the text of the spec', isText);
  });

  it('runs it twice on the demo service, and opens the results from the tree', async () => {
    for (let turn = 1; turn <= 2; turn += 1) {
      await typeFile(page, SPEC);
      await typeCommand(page, 'Gavel: Run Evaluation');
      const manifests = await waitFor('a run', runManifests, ({ length }) => length === turn);
      const ends = await Promise.all(manifests.map(statusesUntilEnd));
      assert.deepEqual(
        ends.map((statuses) => statuses.at(-1)),
        manifests.map(() => 'completed'),
      );
    }
    await typeCommand(page, 'View: Close All Editors');
    await typeCommand(page, 'Gavel: Focus on Runs View');
    await focusBecomes(page, 'the tree', ({ role }) => role === 'tree');
    await pressUntil(page, 'ArrowDown', {
      what: 'the newest run in the tree',
      is: ({ name }) => name.startsWith('Answer correctness, '),
    });
    await screenshot(page, 'keyboard-tree');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: RESULTS }).waitFor();
    await view.getByRole('region', { name: 'Summary' }).waitFor();
  });

  it('filters the rows, opens one, and goes on to the next', async () => {
    await pressUntil(page, 'Tab', {
      what: 'the failed rows',
      is: ({ name }) => /^Failed/.test(name),
    });
    await page.keyboard.press('Enter');
    await view
      .getByRole('status')
      .filter({ hasText: /of 42 rows/ })
      .waitFor();
    await pressUntil(page, 'Tab', { what: 'the rows', is: isGrid });
    await page.keyboard.press('ArrowDown');
    await focusBecomes(page, 'the first failed row', ({ name }) => /^1\s?[a-z]/.test(name));
    await screenshot(page, 'keyboard-rows');
    await page.keyboard.press('Enter');
    await focusBecomes(page, 'its details', isDetail);
    await page.keyboard.press('j');
    await view.getByRole('heading', { name: 'Row 4' }).waitFor();
    await focusBecomes(page, 'the details of the next failed row', isDetail);
    await screenshot(page, 'keyboard-detail');
    await page.keyboard.press('Escape');
    await focusBecomes(page, 'that row', isFourthRow);
  });

  it('labels a row, and is back at the row that was read', async () => {
    await typeCommand(page, 'Gavel: Label Rows');
    await page.getByRole('tab', { name: /^Label Answer correctness/ }).waitFor();
    await focusBecomes(page, 'the field for a name', ({ name }) => name === 'Your name');
    await page.keyboard.type('Ann');
    await page.keyboard.press('Enter');
    await focusBecomes(page, 'the first row', ({ name }) => name.startsWith('Row 1 of'));
    await page.keyboard.press('1');
    await focusBecomes(page, 'the second row', ({ name }) => name.startsWith('Row 2 of'));
    await screenshot(page, 'keyboard-labels');
    await page.keyboard.press('Control+w');
    await focusBecomes(page, 'the row of the results', isFourthRow);
  });

  it('compares both runs, and reads a row in both', async () => {
    await typeCommand(page, 'Gavel: Compare Runs');
    await focusBecomes(page, 'the other runs', ({ name }) => name.startsWith('Other runs'));
    // The run of the same spec and dataset is chosen already.
    await page.locator('.quick-input-list .monaco-list-row').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Compare Answer correctness/ }).waitFor();
    await view.getByRole('grid', { name: 'Compared rows' }).waitFor();
    await pressUntil(page, 'Tab', { what: 'the compared rows', is: isGrid });
    await page.keyboard.press('ArrowDown');
    await focusBecomes(page, 'the first pair', ({ name }) => /^1\s?[a-z]/.test(name));
    await page.keyboard.press('Enter');
    await focusBecomes(page, 'both sides', ({ name }) => name === 'The row in both runs');
    await page.keyboard.press('j');
    await view.getByRole('heading', { name: 'Row 2' }).waitFor();
    await screenshot(page, 'keyboard-compare');
    await page.keyboard.press('Control+w');
    await focusBecomes(page, 'the row of the results', isFourthRow);
  });

  it('exports the report into the workspace', async () => {
    await typeCommand(page, 'Gavel: Export Report');
    const box = page.locator('.quick-input-widget input.input');
    const chosen = page.locator('.quick-input-list .monaco-list-row.focused');
    await chosen.waitFor();
    await page.keyboard.type('Markdown');
    await chosen.filter({ hasText: 'Markdown Report' }).waitFor();
    await page.keyboard.press('Enter');
    const path = await waitFor(
      'the name that is offered',
      () => box.inputValue(),
      (value) => value.startsWith(workspace) && value.endsWith('.md'),
    );
    await focusBecomes(page, 'the box with it', ({ role }) => role === 'input');
    await screenshot(page, 'keyboard-export');
    await page.keyboard.press('Enter');
    const report = await waitFor(
      'the report',
      () => readFile(path, 'utf8').catch(() => ''),
      (text) => text !== '',
    );
    assert.match(report, /^## Answer correctness\n/);
  });
});

function isGrid({ role }: Focus): boolean {
  return role === 'grid';
}

function isDetail({ role, name }: Focus): boolean {
  return role === 'tabpanel' && name === 'Verdict';
}

/** The second of the failed rows. */
function isFourthRow({ role, name }: Focus): boolean {
  return role === 'grid' && name.startsWith('4');
}

function isText({ role }: Focus): boolean {
  return role === 'textarea' || role === 'textbox';
}

async function runManifests(): Promise<string[]> {
  const runs = join(workspace, '.gavel', 'runs');
  const names = await readdir(runs, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.evalrun.json')).map((name) => join(runs, name));
}
