import assert from 'node:assert/strict';
import { readFile, readdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
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

/** The whole way through Gavel, and the mouse is never touched. */
describe('a person who has a keyboard alone', function () {
  this.timeout(60_000);
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
    await typeCommand(page, 'View: Show Gavel');
    await pressUntil(page, 'ArrowDown', {
      what: 'the newest run in the tree',
      is: ({ name }) => name.startsWith('Answer correctness, '),
    });
    await screenshot(page, 'keyboard-tree');
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: RESULTS }).waitFor();
    await view.getByRole('region', { name: 'Summary' }).waitFor();
  });

  it('goes through rows, filters them and reads one in full', async () => {
    await pressUntil(page, 'Tab', { what: 'the rows', is: isGrid });
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await view.getByRole('heading', { name: /^Row 2/ }).waitFor();
    await focusBecomes(page, 'the second row', isGrid);
    await page.keyboard.press('f');
    await focusBecomes(page, 'the condition', ({ role }) => role === 'combobox');
    await page.keyboard.type('question~jacket');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await view
      .getByRole('group', { name: 'Filters in use' })
      .getByText('question~jacket')
      .waitFor();
    await screenshot(page, 'keyboard-filter');
    await pressUntil(page, 'Tab', { what: 'the rows', is: isGrid });
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await focusBecomes(page, 'the details', ({ role }) => role === 'tabpanel');
    await screenshot(page, 'keyboard-details');
    await page.keyboard.press('Escape');
    await focusBecomes(page, 'the rows again', isGrid);
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
    await page.keyboard.press('Control+F4');
  });

  it('compares with the other run', async () => {
    await page.getByRole('tab', { name: RESULTS, selected: true }).waitFor();
    await typeCommand(page, 'Gavel: Compare Runs');
    await page
      .locator('.quick-input-list .monaco-list-row.focused')
      .filter({ hasText: 'Answer correctness' })
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Compare Answer correctness/ }).waitFor();
    await view.getByRole('region', { name: 'Answer' }).getByText('No clear difference').waitFor();
    await pressUntil(page, 'Tab', { what: 'the compared rows', is: isGrid });
    await screenshot(page, 'keyboard-compare');
    await page.keyboard.press('Control+F4');
  });

  it('exports the report', async () => {
    await page.getByRole('tab', { name: RESULTS, selected: true }).waitFor();
    await typeCommand(page, 'Gavel: Export Report');
    const offered = page.locator('.quick-input-list .monaco-list-row.focused');
    await offered.waitFor();
    await page.keyboard.type('Markdown Report');
    await offered.filter({ hasText: 'Markdown Report' }).waitFor();
    await page.keyboard.press('Enter');
    const field = page.locator('.quick-input-widget input.input');
    const path = await waitFor(
      'the name that is offered',
      () => field.inputValue(),
      (value) => value.startsWith(workspace) && value.endsWith('.md'),
    );
    await page.keyboard.press('Enter');
    const report = await waitFor(
      'the report',
      () => readFile(path, 'utf8').catch(() => ''),
      (text) => text !== '',
    );
    assert.match(report, /^## Answer correctness/);
    const names = (await runManifests()).map((manifest) => `${basename(dirname(manifest))}.md`);
    assert.ok(names.includes(basename(path)));
  });
});

function isText({ role }: Focus): boolean {
  return role === 'textarea' || role === 'textbox';
}

function isGrid({ role }: Focus): boolean {
  return role === 'grid';
}

async function runManifests(): Promise<string[]> {
  const runs = join(workspace, '.gavel', 'runs');
  const names = await readdir(runs, { recursive: true }).catch(() => []);
  return names.filter((name) => name.endsWith('.evalrun.json')).map((name) => join(runs, name));
}
