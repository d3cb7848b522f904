import assert from 'node:assert/strict';
import { datasetBench } from '../../../../webview/harness/dataset/showDataset.js';
import { becomes, hasFocus } from '../../../../webview/harness/elementState.js';

const wide = { width: 1600, height: 900 };

describe('column heads', function () {
  this.timeout(60_000);
  const show = datasetBench();

  it('keep their room while the profile is made, and tell it when it is', async () => {
    const { page, grid, host } = await show({ rows: 50_000, isStepped: true, size: wide });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    const header = grid.getByRole('columnheader', { name: /^length/ });
    const before = await header.boundingBox();
    await host.step('survey');
    await page.getByText(/profiling, 40 %/).waitFor();
    await host.step('survey', 3);
    await grid.getByRole('button', { name: /^Profile of length: numbers/ }).waitFor();
    assert.deepEqual(await header.boundingBox(), before);
    const words = await grid
      .getByRole('button', { name: /^Profile of kind/ })
      .getAttribute('aria-label');
    assert.equal(
      words,
      'Profile of kind: text; 10 % empty · 3 distinct · 6–8 ch. ' +
        'Values: account 15,000, refund 15,000, delivery 14,999; 90 % filled',
    );
  });

  it('open the whole profile for whoever points at them, with ways to its rows', async () => {
    const { page, grid, current } = await show({ rows: 500, size: wide });
    const button = grid.getByRole('button', { name: /^Profile of length/ });
    await button.hover();
    const card = page.getByRole('dialog', { name: 'Profile of length' });
    await card.getByText('86.5').waitFor();
    await card.getByText('smallest').hover();
    await card.getByRole('button', { name: 'row 227' }).click();
    await card.waitFor({ state: 'detached' });
    await grid.getByRole('row', { name: /^227 / }).waitFor();
    await becomes(current, '299');
  });

  it('regression: open nothing over a menu for a pointer that rests on them', async () => {
    const { page, grid } = await show({ rows: 500, size: wide });
    const button = grid.getByRole('button', { name: /^Profile of meta/ });
    await button.waitFor();
    await grid.getByRole('gridcell', { name: 'delivery' }).first().click();
    await page.keyboard.press('Shift+F10');
    const menu = page.getByRole('menu', { name: 'Menu of kind' });
    await menu.waitFor();
    await button.hover();
    // The page's timers ring in order: this one was set later, and for longer.
    await page.evaluate('new Promise((done) => setTimeout(done, 1000))');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await menu.getByRole('menuitem', { name: 'Hide', exact: true }).click();
    await grid.getByRole('columnheader', { name: /^kind/ }).waitFor({ state: 'detached' });
  });

  it('open it by keyboard too, and give the focus back', async () => {
    const { page, grid } = await show({ rows: 500, size: wide });
    await grid.getByRole('button', { name: /^Profile of kind/ }).waitFor();
    await grid.getByRole('gridcell', { name: 'delivery' }).first().click();
    for (let tab = 0; tab < 3; tab++) await page.keyboard.press('Tab');
    const button = grid.getByRole('button', { name: /^Profile of kind/ });
    await becomes(() => hasFocus(button), true);
    const card = page.getByRole('dialog', { name: 'Profile of kind' });
    await card.waitFor();
    await becomes(() => hasFocus(button), true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    await becomes(() => card.locator(':focus').count(), 1);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
    await becomes(() => hasFocus(button), true);
  });

  it('filter by a frequent value, and by what is empty', async () => {
    const { page, grid, host } = await show({ rows: 500, size: wide });
    await grid.getByRole('button', { name: /^Profile of kind/ }).click();
    await page.getByRole('button', { name: /^refund/ }).click();
    await page.getByText('150 of 500 rows').waitFor();
    await grid.getByRole('button', { name: /^Profile of answer/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: '50', exact: true }).click();
    await page.getByText(/^1\d of 500 rows$/).waitFor();
    await becomes(() => host.requests('list').length, 2);
  });

  it('stop the profile, and make it when asked to', async () => {
    const { page, grid, host } = await show({ rows: 50_000, isStepped: true, size: wide });
    await page.getByRole('button', { name: 'Stop profiling' }).click();
    await page.getByRole('button', { name: 'Profile the columns' }).click();
    // The next step is the second profile's, not the first one's.
    await becomes(() => host.requests('survey').length, 2);
    await host.step('survey', 4);
    await grid.getByRole('button', { name: /^Profile of id/ }).waitFor();
    assert.deepEqual(host.requests('stop'), [{ work: 'survey' }]);
    assert.equal(host.requests('survey').length, 2);
  });

  it('have a menu that is gone through by keys', async () => {
    const { page, grid, host } = await show({ rows: 500, size: wide });
    await grid.getByRole('gridcell', { name: 'delivery' }).first().click();
    await page.keyboard.press('Shift+F10');
    const menu = page.getByRole('menu', { name: 'Menu of kind' });
    const focused = () => menu.locator(':focus').innerText();
    await becomes(focused, 'Sort Ascending');
    await page.keyboard.press('ArrowUp');
    await becomes(focused, 'Copy Name');
    await page.keyboard.press('f');
    await becomes(focused, 'Filter…');
    await page.keyboard.press('i');
    await becomes(focused, 'Insert {{ kind }}');
    await page.keyboard.press('i');
    await becomes(focused, 'In the Order of the File');
    await page.keyboard.press('i');
    await page.keyboard.press('Enter');
    await menu.waitFor({ state: 'detached' });
    await becomes(() => host.requests('insertColumn'), [{ column: 'kind' }]);
    await becomes(() => hasFocus(grid), true);
    await page.keyboard.press('ContextMenu');
    await page.keyboard.press('Escape');
    await becomes(() => hasFocus(grid), true);
  });

  it('split, rename and copy the name by that menu', async () => {
    const { page, grid, host } = await show({ rows: 500, size: wide });
    for (const item of ['Split by This Column…', 'Rename to an Identifier…', 'Copy Name']) {
      await grid.getByRole('button', { name: 'Menu of kind' }).click();
      await page.getByRole('menuitem', { name: item }).click();
    }
    await page.getByText('Copied kind').waitFor();
    const asked = host.requests('act') as { action: string; column: string }[];
    assert.deepEqual(
      asked.map(({ action, column }) => [action, column]),
      [
        ['split', 'kind'],
        ['rename', 'kind'],
      ],
    );
    await becomes(() => host.requests('copyText'), [{ text: 'kind' }]);
  });
});
