import assert from 'node:assert/strict';
import { datasetProtocol } from '../../../../src/shared/protocol.js';
import { checkAccessibility } from '../../../webview/harness/checkAccessibility.js';
import { datasetHost } from '../../../webview/harness/datasetHost.js';
import { THEMES, openBench } from '../../../webview/harness/openView.js';
import type { OpenView, Theme, ViewBench } from '../../../webview/harness/openView.js';

describe('dataset editor', function () {
  this.timeout(30_000);
  let bench: ViewBench;
  const open: OpenView<typeof datasetProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show({
    rows = 50,
    broken,
    theme,
    row,
  }: {
    rows?: number;
    broken?: string;
    theme?: Theme;
    row?: number;
  }) {
    const host = datasetHost(rows, broken);
    const handlers = {
      ...host.handlers,
      open: () => ({ name: 'answers.jsonl', bytes: 212 * rows, ...(row !== undefined && { row }) }),
    };
    const view = await bench.open({
      view: 'dataset',
      protocol: datasetProtocol,
      handlers,
      ...(theme && { theme }),
    });
    open.push(view);
    return { host, ...view, grid: view.page.getByRole('grid') };
  }

  it('asks for the rows on the screen alone, of 100,000', async () => {
    const { page, grid, host, complaints } = await show({ rows: 100_000 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.focus();
    await page.keyboard.press('End');
    await grid.getByRole('row', { name: /^100000 T-100000 / }).waitFor();
    await page.getByRole('heading', { name: 'Row 100,000' }).waitFor();
    assert.deepEqual(host.ranges, [
      { from: 1, to: 100 },
      { from: 99_901, to: 100_000 },
    ]);
    assert.deepEqual(complaints, []);
  });

  it('shows the row that it is opened for, and the one that is asked for later', async () => {
    const { page, emit } = await show({ rows: 100_000, row: 40_000 });
    await page.getByRole('heading', { name: 'Row 40,000' }).waitFor();
    emit('showRow', { row: 70_000 });
    await page.getByRole('heading', { name: 'Row 70,000' }).waitFor();
    await page.getByRole('row', { name: /^70000 T-70000 / }).waitFor();
  });

  it('moves by arrows, cell by cell, and names the active cell', async () => {
    const { page, grid } = await show({});
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.focus();
    const active = async () => {
      const id = await grid.getAttribute('aria-activedescendant');
      return page.locator(`#${id}`).innerText();
    };
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    assert.equal(await active(), 'T-2');
    await page.keyboard.press('ArrowRight');
    assert.match(await active(), /^Question 2: how long/);
  });

  it('shows every value of the selected row, and what it lacks', async () => {
    const { page, grid } = await show({});
    await grid.getByRole('row', { name: /^9 T-9 / }).click();
    const fields = page.locator('.fields > div');
    assert.deepEqual(await fields.allInnerTexts(), [
      'id\nT-9',
      'question\nQuestion 9: how long does a refund take,\nand to which card does it go?',
      'answer\nempty',
      'length\n9',
      'meta\n{\n  "source": "support",\n  "tags": [\n    "refund",\n    "card"\n  ]\n}',
    ]);
    await grid.getByRole('row', { name: /^7 T-7 / }).click();
    await page.getByText('This row has no such column.').waitFor();
  });

  it('widens a column by the mouse and by keys', async () => {
    const { page, grid } = await show({});
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    const header = grid.getByRole('columnheader', { name: 'question' });
    const width = async () => (await header.boundingBox())?.width ?? 0;
    const before = await width();
    const grip = await header.locator('.grid-grip').boundingBox();
    assert.ok(grip);
    await page.mouse.move(grip.x + 3, grip.y + 10);
    await page.mouse.down();
    await page.mouse.move(grip.x + 63, grip.y + 10);
    await page.mouse.up();
    assert.ok(Math.abs((await width()) - before - 60) < 2);
    await grid.focus();
    for (const key of ['ArrowRight', 'ArrowRight', '[']) await page.keyboard.press(key);
    assert.ok(Math.abs((await width()) - before - 36) < 2);
  });

  it('lists problems and goes to the line', async () => {
    const { page, host } = await show({});
    await page.getByText('1 problem').click();
    await page.getByRole('button', { name: 'Line 7' }).click();
    await page.waitForFunction('true');
    assert.deepEqual(host.openedLines, [7]);
  });

  it('offers the prompts of a spec on the selected row', async () => {
    const { page, grid, host } = await show({});
    await grid.getByRole('row', { name: /^2 T-2 / }).click();
    await page.getByRole('button', { name: 'Preview on this row' }).click();
    await page.waitForFunction('true');
    assert.deepEqual(host.previewedRows, [2]);
  });

  it('says what is wrong with a file that can’t be read, and offers to try again', async () => {
    const { page } = await show({
      broken: 'The dataset answers.jsonl is UTF-16 text; save it as UTF-8.',
    });
    await page.getByText('save it as UTF-8').waitFor();
    await page.getByRole('button', { name: 'Retry' }).waitFor();
  });

  it('says what would be in an empty dataset', async () => {
    const { page } = await show({ rows: 0 });
    await page.getByText('This dataset has no rows.').waitFor();
  });

  for (const theme of THEMES) {
    it(`has no fault that axe finds, in ${theme}`, async () => {
      const { page, grid, complaints } = await show({ rows: 12, theme });
      await grid.getByRole('row', { name: /^2 T-2 / }).click();
      await page.getByRole('heading', { name: 'Row 2' }).waitFor();
      assert.deepEqual(await checkAccessibility(page), []);
      assert.deepEqual(complaints, []);
    });
  }
});
