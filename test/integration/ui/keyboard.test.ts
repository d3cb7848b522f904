import assert from 'node:assert/strict';
import { readdir, rm } from 'node:fs/promises';
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

/** From a spec to labelled rows, and the mouse is never touched. */
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
    await page
      .getByRole('treeitem', { name: /^Answer correctness, / })
      .first()
      .waitFor();
    // What welcomes people while the runs are read has the focus, and goes with it.
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

  it('labels a row', async () => {
    await typeCommand(page, 'Gavel: Label Rows');
    await page.getByRole('tab', { name: /^Label Answer correctness/ }).waitFor();
    await focusBecomes(page, 'the field for a name', ({ role }) => role === 'input');
    await page.keyboard.type('Ann');
    await page.keyboard.press('Enter');
    await focusBecomes(page, 'the first row', ({ name }) => name.startsWith('Row 1 of'));
    await page.keyboard.press('1');
    await focusBecomes(page, 'the second row', ({ name }) => name.startsWith('Row 2 of'));
    await screenshot(page, 'keyboard-labels');
  });
});

function isText({ role }: Focus): boolean {
  return role === 'textarea' || role === 'textbox';
}

async function runManifests(): Promise<string[]> {
  const runs = join(workspace, '.gavel', 'runs');
  const names = await readdir(runs, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.evalrun.json')).map((name) => join(runs, name));
}
