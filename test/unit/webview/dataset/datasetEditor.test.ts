import assert from 'node:assert/strict';
import { datasetBench } from '../../../webview/harness/dataset/showDataset.js';
import { sampleRow } from '../../../webview/harness/dataset/madeRows.js';
import { becomes, eventually } from '../../../webview/harness/elementState.js';

describe('dataset editor', function () {
  this.timeout(60_000);
  const show = datasetBench();

  it('shows what is known before anything else is asked', async () => {
    const { page, host } = await show({ rows: 500, isStepped: true });
    await page.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await eventually(
      () => Promise.resolve(host.asked.map(({ method }) => method)),
      (methods) => methods.includes('survey'),
    );
    const methods = host.asked.map(({ method }) => method);
    assert.deepEqual([...methods].sort(), ['open', 'page', 'page', 'survey', 'uses']);
    assert.ok(methods.indexOf('survey') > methods.indexOf('page'));
  });

  it('paints before the host answers, and its rows whatever else is on its way', async () => {
    let answer = (): void => undefined;
    const answered = new Promise<void>((go) => (answer = go));
    const never = new Promise<void>(() => undefined);
    const { page, host } = await show({
      rows: 5_000_000,
      isStepped: true,
      hold: (method) => (method === 'open' ? answered : method === 'page' ? undefined : never),
    });
    await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length`);
    assert.deepEqual(host.requests('page'), []);
    answer();
    await page.getByRole('row', { name: /^1 T-1 / }).waitFor();
  });

  it('drops all rows of a file that was replaced, and keeps the place where there is one', async () => {
    const { page, grid, host, current } = await show({ rows: 500 });
    const row = (name: RegExp) => grid.getByRole('row', { name });
    await row(/^6 T-6 /)
      .getByRole('rowheader')
      .click();
    await page.keyboard.press('Shift+ArrowDown');
    await becomes(() => grid.locator('[aria-selected=true]').count(), 2);
    host.change({
      rows: 200,
      make: (number) => ({ values: { ...sampleRow(number).values, id: `New-${number}` } }),
    });
    await row(/^7 New-7 /).waitFor();
    await page.getByText('The file has changed').waitFor();
    assert.equal(await row(/T-/).count(), 0);
    await becomes(() => grid.locator('[aria-selected=true]').count(), 0);
    await becomes(current, 'New-7');
    await page.getByRole('region', { name: 'id', exact: true }).getByText('New-7').waitFor();
    await becomes(() => host.requests('survey').length, 2);
  });

  it('takes no page that was read from the content before', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((go) => (release = go));
    const made = (word: string) => (number: number) => ({ values: { id: `${word}-${number}` } });
    const { page, grid, host } = await show({
      rows: 500,
      columns: ['id'],
      make: made('Old'),
      isStepped: true,
      // The second page is read, and told only when the file is another one.
      hold: (method, request) =>
        method === 'page' && (request as { from: number }).from === 51 ? held : undefined,
    });
    await grid.getByRole('row', { name: /^1 Old-1$/ }).waitFor();
    host.change({ make: made('New') });
    await grid.getByRole('row', { name: /^1 New-1$/ }).waitFor();
    release();
    await grid.focus();
    await page.keyboard.press('Control+End');
    await grid.getByRole('row', { name: /^500 New-500$/ }).waitFor();
    for (let times = 0; times < 16; times++) await page.keyboard.press('PageUp');
    await grid.getByRole('row', { name: /^60 New-60$/ }).waitFor();
    assert.equal(await grid.getByText(/^Old-/).count(), 0);
  });

  it('shows the row in full below the table where it is narrow, and moves the border by keys', async () => {
    const size = { width: 560, height: 800 };
    const { page, grid } = await show({ rows: 50, size, kept: { row: 2, share: 40 } });
    await page.getByRole('heading', { name: 'Row 2' }).waitFor();
    const [table, row] = [grid, page.getByRole('region', { name: 'The row in full' })];
    const boxes = async () => [await table.boundingBox(), await row.boundingBox()] as const;
    const [above, below] = await boxes();
    assert.ok(above && below && above.y + above.height <= below.y);
    assert.deepEqual([above.width, below.width], [560, 560]);
    const border = page.getByRole('separator', { name: 'Height of the details' });
    await border.press('ArrowUp');
    await border.press('ArrowUp');
    await becomes(() => border.getAttribute('aria-valuenow'), '44');
    await eventually(boxes, ([, higher]) => higher !== null && higher.height > below.height);
  });

  it('says that the file is gone over the rows that were read, and goes on when it is back', async () => {
    const { page, grid, host } = await show({ rows: 500 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    host.tell({ failure: 'The file answers.jsonl is gone; put it back.' });
    const alert = page.getByRole('alert');
    await alert.getByText('The file answers.jsonl is gone; put it back.').waitFor();
    assert.ok(await grid.getByRole('row', { name: /^1 T-1 / }).isVisible());
    await alert.getByRole('button', { name: 'Open as text' }).click();
    host.tell({ failure: null });
    await alert.waitFor({ state: 'detached' });
    await becomes(() => host.requests('openText'), [{ line: null }]);
  });

  it('says why a file can’t be opened, and tries again', async () => {
    let times = 0;
    const { page, grid } = await show({
      rows: 500,
      fault(method) {
        if (method === 'open' && ++times === 1) throw new Error('The file is locked.');
      },
    });
    await page.getByText('The file is locked.').waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
  });

  it('says why rows can’t be read, and reads them when asked to', async () => {
    let times = 0;
    const { page, grid } = await show({
      rows: 40,
      fault(method) {
        if (method === 'page' && ++times === 1) throw new Error('The disk is gone.');
      },
    });
    const alert = page.getByRole('alert');
    await alert.getByText('The disk is gone.').waitFor();
    await alert.getByRole('button', { name: 'Retry' }).click();
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await alert.waitFor({ state: 'detached' });
  });

  it('says what its keys do', async () => {
    const { page, grid } = await show({ rows: 40 });
    await grid.focus();
    await page.keyboard.press('?');
    await page
      .getByRole('dialog', { name: 'Keys' })
      .getByText('Go to a row by its number')
      .waitFor();
  });
});
