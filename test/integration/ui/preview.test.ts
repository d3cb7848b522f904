import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { accessibilityFaults } from '../host/accessibility.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import {
  answerQuickInput,
  openFile,
  runCommand,
  screenshot,
  webviewFrame,
} from '../host/workbench.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

/** Milliseconds from a letter in the editor to the new messages in the preview. */
const UPDATE_MS = 100;

let workspace: string;
let window: TestWindow;
let page: Page;
let view: FrameLocator;

describe('the preview beside an editor', () => {
  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    await breakRows(join(workspace, 'support-answers.jsonl'), 'answer_v2', [3, 7]);
    window = await launchWindow({ workspace, theme: 'dark' });
    page = window.page;
    view = webviewFrame(page);
  });

  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('opens with the messages of the first row, counted', async () => {
    await openFile(page, 'answer-correctness.eval.yaml');
    await runCommand(page, 'Gavel: Preview Prompts');
    await view.getByText('I bought a rain jacket 20 days ago').first().waitFor();
    await waitForText(view.locator('.request-facts'), /[1-9]\d* tokens \(o200k_base\)/);
  });

  it('follows each key press', async () => {
    await goTo(view.locator('.message .text').first(), 'You check answers');
    const times: number[] = [];
    for (const letter of 'abcdefghij') {
      times.push(await updateTime(letter));
    }
    // The machine may be busy with other things: what counts is what can be had.
    const good = Math.min(...times);
    console.log(`      ms from editor to messages: ${times.map(Math.round).join(', ')}`);
    assert.ok(good < UPDATE_MS, `${good} ms`);
    for (let count = 0; count < 10; count += 1) await page.keyboard.press('Backspace');
    await waitForText(view.locator('.message .text').first(), /^You check answers/);
  });

  it('keeps the last messages under an error, with its line', async () => {
    await page.keyboard.type('{{');
    await waitForText(view.getByRole('alert'), /answer-correctness\.eval\.yaml:15/);
    await waitForText(view.locator('.stale .text').first(), /You check answers/);
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    // The editor may have closed the braces by itself.
    await view.locator('.stale').waitFor({ state: 'detached' });
  });

  it('goes from a part to its template, and from the template to the part', async () => {
    await view.locator('.text .piece[data-columns="policy"]').first().click();
    const status = page.locator('.statusbar').getByText(/Ln 18, Col/);
    await status.waitFor();
    await page.keyboard.press('ArrowDown');
    await view.locator('.marked[data-columns="question"]').waitFor();
  });

  it('goes to the next row that fails, and around', async () => {
    // What was typed before is still being looked at.
    await waitForText(view.locator('.rail-foot'), /2 fail/);
    await view.getByRole('button', { name: 'To the next failing row' }).click();
    const row = view.getByRole('textbox', { name: 'Row number' });
    await waitFor(
      'row 3',
      () => row.inputValue(),
      (value) => value === '3',
    );
    await waitForText(view.getByRole('alert'), /Row 3 has no response in column "answer_v2"/);
    await view.getByRole('button', { name: 'To the next failing row' }).click();
    await waitFor(
      'row 7',
      () => row.inputValue(),
      (value) => value === '7',
    );
    await waitForText(view.locator('.rail-foot'), /2 fail/);
    await view.locator('.rail-row').first().click();
    await view.getByText('I bought a rain jacket 20 days ago').first().waitFor();
  });

  it('copies the request as curl, its key a reference', async () => {
    await view.getByRole('button', { name: 'Copy the request as a curl command' }).click();
    await view
      .getByText(/copied as a curl command/)
      .first()
      .waitFor();
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    assert.match(copied, /^curl 'http:\/\/127\.0\.0\.1:\d+\/v1\/chat\/completions' \\\n/);
    assert.match(copied, /-H "Authorization: Bearer \$TOGETHER_API_KEY"/);
    assert.match(copied, /"response_format"/);
  });

  it('is free of accessibility faults', async () => {
    await screenshot(page, 'preview-row');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('shows both orders side by side, each with its own copy of the responses', async () => {
    await openFile(page, 'prompt-v1-vs-v2.eval.jsonc');
    await runCommand(page, 'Gavel: Preview Prompts');
    await view.getByRole('tab', { name: 'Both orders' }).click();
    await waitFor(
      'two requests',
      () => view.locator('.side-by-side .request').count(),
      (count) => count === 2,
    );
    const responses = view.locator('.side-by-side .text .piece[data-columns^="answer"]');
    const columns = await responses.evaluateAll((pieces) =>
      pieces.map((piece) => (piece as unknown as { dataset: { columns: string } }).dataset.columns),
    );
    assert.deepEqual(columns, [columns[0], columns[1], columns[1], columns[0]]);
    await screenshot(page, 'preview-both-orders');
  });

  it('opens on the row that is selected in the dataset', async () => {
    await runCommand(page, 'View: Close All Editors');
    await openFile(page, 'support-answers.jsonl');
    await runCommand(page, 'Gavel: Open Dataset');
    await view.getByRole('row', { name: /^2 / }).click();
    await view.getByRole('button', { name: 'Preview on this row' }).click();
    // Several specs use this dataset.
    await answerQuickInput(page, 'answer-correctness');
    await page.getByRole('tab', { name: /Preview answer-correctness/ }).waitFor();
    const preview = page
      .frameLocator('iframe.webview.ready:visible >> nth=-1')
      .frameLocator('#active-frame');
    await waitForText(preview.locator('.text').first(), /The boots I bought/);
  });
});

/** Rows whose value in a column is taken away. */
async function breakRows(file: string, column: string, rows: readonly number[]): Promise<void> {
  const lines = (await readFile(file, 'utf8')).split('\n');
  for (const row of rows) {
    const values = JSON.parse(lines[row - 1] ?? '{}') as Record<string, unknown>;
    lines[row - 1] = JSON.stringify({ ...values, [column]: null });
  }
  await writeFile(file, lines.join('\n'));
}

/** Puts the editor's cursor where a text of the messages begins in the template. */
async function goTo(text: Locator, beginning: string): Promise<void> {
  await waitForText(text, new RegExp(`^${beginning}`));
  await text.click({ position: { x: 16, y: 16 } });
  await page.locator('.statusbar').getByText('Ln 15, Col 5').waitFor();
}

/**
 * Types a letter in the editor; resolves to the milliseconds from when the editor shows it to when
 * the preview does: how soon the editor does is the machine's affair.
 */
async function updateTime(letter: string): Promise<number> {
  const editor = page.locator('.view-lines').filter({ hasText: 'You' }).first();
  const preview = view.locator('.message .text').first();
  const times = [editor, preview].map((place) => timeOf(place, `${letter}You`));
  await page.keyboard.press(letter);
  const [inEditor = 0, inPreview = 0] = await Promise.all(times);
  return inPreview - inEditor;
}

/** When a text is first seen in an element, in milliseconds of the wall clock. */
function timeOf(place: Locator, text: string): Promise<number> {
  return place.evaluate(
    (element, awaited) =>
      new Promise<number>((done) => {
        // The types here are those of Node: the page's own are spelled out.
        const shown = element as unknown as { textContent: string };
        const timer = setInterval(() => {
          if (!shown.textContent.includes(awaited)) return;
          clearInterval(timer);
          done(Date.now());
        }, 1);
      }),
    text,
  );
}

async function waitForText(place: Locator, pattern: RegExp): Promise<void> {
  await waitFor(
    String(pattern),
    async () => (await place.first().innerText()).replaceAll(/\s+/g, ' ').trim(),
    (text) => pattern.test(text),
  );
}
