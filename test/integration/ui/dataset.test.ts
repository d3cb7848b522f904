import assert from 'node:assert/strict';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { accessibilityFaults } from '../host/accessibility.js';
import { launchWindow, type TestWindow, type WindowTheme } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import {
  answerQuickInput,
  openFile,
  runCommand,
  screenshot,
  setTheme,
  webviewFrame,
} from '../host/workbench.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const ROWS = 200_000;
const TONES = ['kind', 'curt', 'rude'] as const;

/** Of 5003 values that are in no order; the question has a line break in it. */
const score = (id: number): number => (id * 2741) % 5003;
const row = (id: number): string =>
  `${id},"Where is order ${id}?\nIt is late.",It left on day ${id % 97}.,${TONES[id % 3]},${score(id)}\n`;
const HEADER = 'id,question,answer,tone,score\n';
const ids = Array.from({ length: ROWS }, (_, index) => index + 1);

const spec = `type: classify
dataset: tickets.csv
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: answer
judge:
  model: openai/gpt-oss-120b
  model_source: serverless
  system_template: |
    Does it help? {{ question }}
    The tone is .
backend: demo
`;

const themes: readonly WindowTheme[] = ['light', 'hc-dark', 'hc-light', 'dark'];

let workspace: string;
let window: TestWindow;
let page: Page;
let view: FrameLocator;
let grid: Locator;

describe('a person and a long dataset', () => {
  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    await writeFile(join(workspace, 'tickets.csv'), HEADER + ids.map(row).join(''));
    await writeFile(join(workspace, 'tickets.eval.yaml'), spec);
    window = await launchWindow({ workspace, settings: { 'files.autoSave': 'off' } });
    page = window.page;
    view = webviewFrame(page);
    grid = view.getByRole('grid', { name: 'Rows of the dataset' });
  });

  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('opens it from the explorer and sees how many rows it has', async () => {
    // The spec is open and its cursor in the template, as of somebody who writes one.
    await openFile(page, 'tickets.eval.yaml');
    await goToLine('11:17');
    await page.getByRole('treeitem', { name: /^tickets\.csv/ }).click({ button: 'right' });
    // A menu takes no button that is let go of right after it opened.
    await page.getByRole('menuitem', { name: /Open Dataset/ }).click({ delay: 200 });
    await textOf('.strip-facts', /^200,000 rows · 5 columns · CSV, comma · /);
    await rowOf(1).filter({ hasText: 'Where is order 1? It is late.' }).waitFor();
    assert.equal(await grid.getAttribute('aria-rowcount'), String(ROWS + 1));
  });

  it('is told what is in each column', async () => {
    await view.getByRole('button', { name: /^Profile of tone: text; 3 distinct/ }).waitFor();
    await view.getByRole('button', { name: /^Profile of score: numbers; .* 0–5,002/ }).waitFor();
  });

  it('goes to a row far down by its number', async () => {
    await grid.focus();
    await page.keyboard.press('Control+G');
    await view.getByRole('textbox', { name: 'Row number' }).fill('150,000');
    await page.keyboard.press('Enter');
    await rowOf(150_000).filter({ hasText: 'Where is order 150000?' }).waitFor();
    await view.getByRole('heading', { name: 'Row 150,000' }).waitFor();
  });

  it('reads the row in full by Enter, and is back by Escape', async () => {
    await page.keyboard.press('Enter');
    await view.locator('[aria-label="Values of the row"]:focus').waitFor();
    await textOf('[data-field=question]', /Where is order 150000\? It is late\./);
    await page.keyboard.press('Escape');
    await view.locator('[role=grid]:focus').waitFor();
  });

  for (const theme of themes) {
    it(`has a table without accessibility faults in the theme ${theme}`, async () => {
      await setTheme(page, theme);
      await screenshot(page, `table-${theme}`);
      assert.deepEqual(await accessibilityFaults(page), []);
    });
  }

  it('filters by a value, and is told how many rows have it', async () => {
    await view.getByRole('button', { name: 'Filter', exact: true }).click();
    const form = view.getByRole('dialog', { name: 'Add a filter' });
    await form.getByRole('combobox', { name: 'Column' }).fill('tone');
    await page.keyboard.press('Enter');
    await form.getByRole('combobox', { name: 'Condition' }).selectOption('is');
    await form.getByRole('textbox', { name: 'Text' }).fill('rude');
    await form.getByRole('button', { name: 'Add filter' }).click();
    const rude = ids.filter((id) => TONES[id % 3] === 'rude');
    await view.getByText(`${rude.length.toLocaleString('en')} of 200,000 rows`).waitFor();
    await rowOf(2).waitFor();
    assert.equal(await grid.getAttribute('aria-rowcount'), String(rude.length + 1));
    assert.deepEqual(await shownNumbers(5), rude.slice(0, 5));
  });

  it('finds a text in the rows of the filter, counts them and goes from one to the next', async () => {
    await grid.focus();
    await page.keyboard.press('Control+Home');
    await view.getByRole('heading', { name: 'Row 2', exact: true }).waitFor();
    await page.keyboard.press('Control+F');
    await page.keyboard.type('day 42.');
    const found = ids.filter((id) => TONES[id % 3] === 'rude' && id % 97 === 42);
    const count = view.locator('.find-count');
    await waitForText(count, new RegExp(`^1 of ${found.length} rows$`));
    await page.keyboard.press('Enter');
    await waitForText(count, new RegExp(`^2 of ${found.length} rows$`));
    await page.keyboard.press('Enter');
    await waitForText(count, new RegExp(`^3 of ${found.length} rows$`));
    const third = found[2] ?? 0;
    await view.getByRole('heading', { name: `Row ${third.toLocaleString('en')}` }).waitFor();
    await rowOf(third).locator('.hit').filter({ hasText: 'day 42.' }).waitFor();
    await screenshot(page, 'table-found');
    assert.deepEqual(await accessibilityFaults(page), []);
    await page.keyboard.press('Escape');
  });

  it('sorts by a click on a name, and the other way round by the next', async () => {
    await view.getByRole('button', { name: /^Remove: tone / }).click();
    const head = grid.getByRole('columnheader', { name: /^score/ });
    const inOrder = ids.toSorted((one, other) => score(one) - score(other) || one - other);
    await head.getByRole('button', { name: 'score', exact: true }).click();
    await rowOf(inOrder[0] ?? 0).waitFor();
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    assert.deepEqual(await shownNumbers(5), inOrder.slice(0, 5));
    await head.getByRole('button', { name: 'score, sorted ascending' }).click();
    const highest = inOrder.filter((id) => score(id) === 5002);
    await rowOf(highest[0] ?? 0).waitFor();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    assert.deepEqual(await shownNumbers(5), highest.slice(0, 5));
  });

  it('sees which spec reads which columns, and puts one into its template', async () => {
    const names =
      /^used by tickets\.eval\.yaml \(open\) ?: question answer · unused: id tone score$/;
    await textOf('.used-line', names);
    await view.locator('.used-line').getByRole('button', { name: 'tone' }).click();
    await page.getByRole('tab', { name: /tickets\.eval\.yaml/, selected: true }).waitFor();
    await page.locator('.view-line', { hasText: 'The tone is {{ tone }}.' }).waitFor();
    await page.getByRole('tab', { name: /tickets\.csv/ }).click();
    await textOf('.used-line', /\(open\) ?: question tone answer · unused: id score$/);
  });

  it('writes a sample to a new file and opens it', async () => {
    await view.getByRole('button', { name: 'Actions' }).click();
    await view.getByRole('menuitem', { name: 'Sample…' }).click();
    await answerQuickInput(page, '25/7');
    const target = join(workspace, 'tickets-sample-25-seed-7.csv');
    const input = page.locator('.quick-input-widget input.input');
    await waitFor(
      'the name of the new file',
      () => input.inputValue(),
      (value) => value === target,
    );
    await page.keyboard.press('Enter');
    await runCommand(page, 'Notifications: Show Notifications');
    const note = page.locator('.notifications-center .notification-list-item');
    await note.filter({ hasText: 'Wrote 25 rows to tickets-sample-25-seed-7.csv.' }).waitFor();
    await note.getByRole('button', { name: 'Open', exact: true }).click();
    await page
      .getByRole('tab', { name: /tickets-sample-25-seed-7\.csv/, selected: true })
      .waitFor();
    await textOf('.strip-facts', /^25 rows · 5 columns · CSV, comma · /);
    const written = await readFile(target, 'utf8');
    const sampled = [...written.matchAll(/^(\d+),"/gm)].map(([, id]) => Number(id));
    assert.equal(new Set(sampled).size, 25);
    assert.equal(written, HEADER + sampled.map(row).join(''));
    await rowOf(25)
      .filter({ hasText: `Where is order ${sampled[24]}?` })
      .waitFor();
  });

  it('sees the new rows of a file that is replaced while it is open', async () => {
    await page.getByRole('tab', { name: /^tickets\.csv/ }).click();
    await textOf('.strip-facts', /^200,000 rows/);
    const other = join(workspace, 'other.csv');
    await writeFile(other, 'id,city\n1,Oslo\n2,Rome\n3,Lima\n');
    await rename(other, join(workspace, 'tickets.csv'));
    await textOf('.strip-facts', /^3 rows · 2 columns · CSV, comma · /);
    await rowOf(3).filter({ hasText: 'Lima' }).waitFor();
    assert.equal(await grid.getAttribute('aria-rowcount'), '4');
    await view.getByRole('button', { name: /^Profile of city: text; unique/ }).waitFor();
  });
});

/** The row that the file calls by a number. */
function rowOf(number: number): Locator {
  return grid.getByRole('row', { name: new RegExp(`^${number} `) });
}

/** Numbers of the first rows on the screen. */
async function shownNumbers(most: number): Promise<number[]> {
  const numbers = await grid.getByRole('rowheader').allInnerTexts();
  return numbers.slice(0, most).map(Number);
}

async function goToLine(place: string): Promise<void> {
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor();
  await input.fill(`:${place}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

function textOf(selector: string, pattern: RegExp): Promise<void> {
  return waitForText(view.locator(selector).first(), pattern);
}

async function waitForText(place: Locator, pattern: RegExp): Promise<void> {
  await waitFor(
    String(pattern),
    async () => (await place.innerText()).replaceAll(/\s+/g, ' ').trim(),
    (text) => pattern.test(text),
  );
}
