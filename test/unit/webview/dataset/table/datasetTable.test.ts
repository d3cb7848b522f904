import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { wideRow } from '../../../../webview/harness/dataset/madeRows.js';
import { datasetBench } from '../../../../webview/harness/dataset/showDataset.js';
import {
  becomes,
  eventually,
  hasFocus,
  scrollTo,
  scrollTopOf,
} from '../../../../webview/harness/elementState.js';

/** The row right under the head, and how much of it is above, as a number: 12.5 for half of row 12. */
function topRow(page: Page): Promise<number> {
  return page.evaluate(`(() => {
    const head = document.querySelector('.grid-head').getBoundingClientRect().bottom;
    const row = [...document.querySelectorAll('.grid-body .grid-row')].find(
      (one) => one.getBoundingClientRect().bottom > head,
    );
    const { top, height } = row.getBoundingClientRect();
    return Number(row.dataset.index) + Math.round((head - top) / height * 100) / 100;
  })()`);
}

describe('dataset table', function () {
  this.timeout(60_000);
  const show = datasetBench();

  it('asks for the rows near the screen alone, of five million', async () => {
    const { page, grid, host, complaints } = await show({ rows: 5_000_000, isStepped: true });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.focus();
    await page.keyboard.press('Control+End');
    await grid.getByRole('row', { name: /^5000000 T-5000000 / }).waitFor();
    await page.getByRole('heading', { name: 'Row 5,000,000' }).waitFor();
    const pages = () => host.requests('page') as { from: number; to: number }[];
    await becomes(
      () => pages().map(({ from, to }) => [from, to]),
      [
        [1, 50],
        [51, 100],
        [4_999_951, 5_000_000],
        [4_999_901, 4_999_950],
      ],
    );
    assert.ok((await grid.getByRole('row').count()) < 60);
    await becomes(() => grid.getAttribute('aria-rowcount'), '5000001');
    assert.deepEqual(complaints, []);
  });

  it('moves by exact steps in the middle of five million rows', async () => {
    const { page, grid, current } = await show({ rows: 5_000_000, isStepped: true });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await page.keyboard.press('Control+g');
    await page.getByRole('textbox', { name: 'Row number' }).fill('2500000');
    await page.keyboard.press('Enter');
    await grid.getByRole('row', { name: /^2500000 T-2500000 / }).waitFor();
    await becomes(current, 'T-2500000');
    const before = await topRow(page);
    await grid.hover();
    for (const turn of [1, 2, 3]) {
      await page.mouse.wheel(0, 220);
      await eventually(
        () => topRow(page),
        (top) => top === before + 10 * turn,
      );
    }
    for (const key of ['ArrowDown', 'PageDown', 'PageUp', 'ArrowUp'])
      await page.keyboard.press(key);
    await becomes(current, 'T-2500000');
  });

  it('draws the columns on the screen alone, of ten thousand', async () => {
    const columns = Array.from({ length: 10_000 }, (_, at) => `column ${at + 1}`);
    const { page, grid, host, current } = await show({
      rows: 100,
      columns,
      make: wideRow(columns),
      isStepped: true,
    });
    await grid.getByRole('gridcell', { name: '1:1', exact: true }).waitFor();
    assert.ok((await grid.getByRole('gridcell').count()) < 1500);
    await becomes(() => grid.getAttribute('aria-colcount'), '10001');
    await grid.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await grid.getByRole('gridcell', { name: '1:10000', exact: true }).waitFor();
    await becomes(current, '1:10000');
    const asked = host.requests('page') as { columns: { from: number; to: number } }[];
    assert.deepEqual(
      [...new Set(asked.map(({ columns: { from, to } }) => `${from}-${to}`))],
      ['0-40', '9960-10000'],
    );
  });

  it('shows no rows of no columns', async () => {
    const { page, complaints } = await show({ rows: 0 });
    await page.getByText('This dataset has no rows.').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('goes by keys from cell to cell, to the edges, and into the details', async () => {
    const { page, grid, current } = await show({ rows: 500 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.focus();
    for (const [keys, cell] of [
      [['ArrowDown', 'ArrowDown'], /^T-2$/],
      [['ArrowRight'], /^Question 2: how long/],
      [['End'], /^\{"source":"support"/],
      [['Home'], /^T-2$/],
      [['Control+ArrowDown'], /^T-500$/],
      [['Control+Home'], /^T-1$/],
    ] as const) {
      for (const key of keys) await page.keyboard.press(key);
      // A row far away is on its way for a while.
      await eventually(current, (text) => cell.test(text));
    }
    await page.keyboard.press('Enter');
    const details = page.getByRole('region', { name: 'Values of the row' });
    await becomes(() => hasFocus(details), true);
    for (const key of ['j', 'ArrowRight', 'Escape']) await page.keyboard.press(key);
    await eventually(current, (text) => text.startsWith('Question 2'));
    await becomes(() => hasFocus(grid), true);
  });

  it('selects rows by mouse and keys, and says which to whoever copies them', async () => {
    const { page, grid, host } = await show({ rows: 500 });
    const row = (number: number) => grid.getByRole('row', { name: new RegExp(`^${number} T-`) });
    const number = (of: number) => row(of).getByRole('rowheader');
    const selected = () => grid.locator('[aria-selected=true] [role=rowheader]').allInnerTexts();
    await row(2).getByRole('gridcell').first().click();
    await becomes(selected, []);
    await number(2).click();
    await number(5).click({ modifiers: ['Shift'] });
    await number(8).click({ modifiers: ['Control'] });
    await becomes(selected, ['2', '3', '4', '5', '8']);
    await page.keyboard.press('Shift+ArrowDown');
    await page.keyboard.press('Control+c');
    await page.getByText('Copied 6 rows').waitFor();
    await becomes(
      () => host.requests('copyRows'),
      [
        {
          query: { filters: [], order: null },
          places: [
            { from: 2, to: 5 },
            { from: 8, to: 9 },
          ],
          columns: ['id', 'question', 'answer', 'length', 'kind', 'meta'],
          format: 'text',
        },
      ],
    );
    await page.keyboard.press('Control+a');
    await eventually(selected, (rows) => rows.length > 20);
    await page.keyboard.press('Escape');
    await becomes(selected, []);
    await page.keyboard.press('Control+c');
    await page.getByText('Copied id of row 9').waitFor();
    await becomes(() => host.requests('copyCell'), [{ row: 9, column: 'id' }]);
  });

  it('marks odd rows, and tells null, empty and missing apart', async () => {
    const { grid } = await show({ rows: 500, size: { width: 2000, height: 800 } });
    const row = grid.getByRole('row', { name: /^It lacks the column meta/ });
    await eventually(
      () => row.innerText(),
      (text) => /T-7[^]*—/.test(text),
    );
    const cells = async (number: number) =>
      grid
        .getByRole('row', { name: new RegExp(`^${number} T-`) })
        .getByRole('gridcell')
        .allInnerTexts();
    await becomes(async () => (await cells(4))[4], 'null');
    await becomes(async () => (await cells(9))[2], 'empty');
    const broken = grid.getByRole('row', { name: /^The line is no JSON/ });
    await becomes(() => broken.getByRole('gridcell').innerText(), '{"id": "T-13" "ques');
    await becomes(() => broken.getByRole('gridcell').getAttribute('aria-colspan'), '6');
  });

  it('widens a column by the mouse and by keys, fits it, hides it and shows it again', async () => {
    const { page, grid } = await show({ rows: 50, size: { width: 2000, height: 800 } });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    const header = grid.getByRole('columnheader', { name: /^kind / });
    const width = async () => (await header.boundingBox())?.width ?? 0;
    const before = await width();
    const grip = await header.locator('.grid-grip').boundingBox();
    assert.ok(grip);
    await page.mouse.move(grip.x + 3, grip.y + 10);
    await page.mouse.down();
    await page.mouse.move(grip.x + 63, grip.y + 10);
    await page.mouse.up();
    const isWider = (by: number) => (now: number) => Math.abs(now - before - by) < 2;
    await eventually(width, isWider(60));
    await grid.getByRole('gridcell', { name: 'delivery' }).first().click();
    await page.keyboard.press('[');
    await eventually(width, isWider(36));
    await header.locator('.grid-grip').dblclick();
    await becomes(width, before);

    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: 'Hide', exact: true }).click();
    await header.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Columns/ }).click();
    await page.getByRole('searchbox', { name: 'Find a column' }).fill('kin');
    await page.getByRole('checkbox', { name: 'kind' }).check();
    await header.waitFor();
  });

  it('shows rows of several lines, and keeps the row on top', async () => {
    const { page, grid } = await show({ rows: 5000, isStepped: true });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await scrollTo(grid, 2200);
    await grid.getByRole('row', { name: /^101 T-101 / }).waitFor();
    await grid.focus();
    await page.keyboard.press('w');
    await page.getByRole('button', { name: 'Wrap', pressed: true }).waitFor();
    await becomes(() => scrollTopOf(grid), 100 * 76);
    const row = grid.getByRole('row', { name: /^101 T-101 / });
    const height = async () => (await row.boundingBox())?.height;
    await becomes(height, 76);
    await page.getByRole('button', { name: 'More lines a row' }).click();
    await becomes(height, 94);
    await becomes(() => scrollTopOf(grid), 100 * 94);
  });

  it('remembers scroll, cursor, widths and wrap over a reload', async () => {
    const { page, grid, current } = await show({ rows: 5000, isStepped: true });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await scrollTo(grid, 4400);
    await grid
      .getByRole('row', { name: /^210 T-210 / })
      .getByRole('gridcell')
      .nth(1)
      .click();
    await page.keyboard.press(']');
    await page.getByRole('heading', { name: 'Row 210' }).waitFor();
    const header = grid.getByRole('columnheader', { name: /question/ });
    const widthOf = async () => (await header.boundingBox())?.width;
    const width = await widthOf();
    const top = await scrollTopOf(grid);
    await page.reload();
    await page.getByRole('heading', { name: 'Row 210' }).waitFor();
    await grid.getByRole('row', { name: /^210 T-210 / }).waitFor();
    await becomes(() => scrollTopOf(grid), top);
    await becomes(widthOf, width);
    await eventually(current, (text) => text.startsWith('Question 210'));
  });

  it('shows the row that it is opened for, and the one that is asked for later', async () => {
    const { page, grid, emit } = await show({
      rows: 100_000,
      open: { row: 40_000 },
      isStepped: true,
    });
    await page.getByRole('heading', { name: 'Row 40,000' }).waitFor();
    await grid.getByRole('row', { name: /^40000 T-40000 / }).waitFor();
    emit('showRow', { row: 70_000 });
    await page.getByRole('heading', { name: 'Row 70,000' }).waitFor();
    await grid.getByRole('row', { name: /^70000 T-70000 / }).waitFor();
  });
});
