import assert from 'node:assert/strict';
import { datasetBench } from '../../../../webview/harness/dataset/showDataset.js';
import { becomes, eventually, hasFocus } from '../../../../webview/harness/elementState.js';

describe('find in rows', function () {
  this.timeout(60_000);
  const show = datasetBench();

  it('counts matches, goes from one to the next and round, and marks them', async () => {
    const { page, grid, current, complaints } = await show({ rows: 100 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.focus();
    await page.keyboard.press('Control+f');
    const find = page.getByRole('search', { name: 'Find in rows' });
    await find.getByRole('textbox').fill('T-5');
    await find.getByText('1 of 11 rows').waitFor();
    await becomes(current, 'T-5');
    await becomes(() => grid.locator('mark.hit').allInnerTexts(), ['T-5']);
    await page.keyboard.press('Enter');
    await find.getByText('2 of 11 rows').waitFor();
    await becomes(current, 'T-50');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+F3');
    await find.getByText('11 of 11 rows').waitFor();
    await becomes(current, 'T-59');
    await page.getByRole('region', { name: 'id', exact: true }).locator('mark.hit').waitFor();
    await page.keyboard.press('F3');
    await find.getByText('1 of 11 rows').waitFor();
    await page.keyboard.press('Escape');
    await find.waitFor({ state: 'detached' });
    await becomes(() => hasFocus(grid), true);
    await becomes(() => grid.locator('mark.hit').count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('tells case, words and patterns apart, and says what is no pattern', async () => {
    const { page } = await show({ rows: 100 });
    await page.getByRole('button', { name: 'Find', exact: true }).click();
    const find = page.getByRole('search', { name: 'Find in rows' });
    await find.getByRole('textbox').fill('t-1');
    await find.getByText('1 of 12 rows').waitFor();
    await find.getByRole('button', { name: 'Match case' }).click();
    await find.getByText('No row').waitFor();
    await find.getByRole('textbox').fill('T-1');
    await find.getByRole('button', { name: 'Match whole word' }).click();
    await find.getByText('1 of 1 row').waitFor();
    await find.getByRole('button', { name: 'Use regular expression' }).click();
    await find.getByRole('textbox').fill('T-[23]0');
    await find.getByText('1 of 2 rows').waitFor();
    await find.getByRole('textbox').fill('T-[23');
    await find.getByText('This is no regular expression').waitFor();
    await becomes(() => find.getByRole('button', { name: 'Next match' }).isDisabled(), true);
  });

  it('shows how far counting is, and stops it', async () => {
    const { page, host } = await show({ rows: 100_000, isStepped: true });
    await page.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('delivery');
    await host.step('find');
    const find = page.getByRole('search', { name: 'Find in rows' });
    await find.getByText('1 of 5,999 rows so far, 20 %').waitFor();
    await host.step('find');
    await find.getByText('1 of 11,999 rows so far, 40 %').waitFor();
    await find.getByRole('button', { name: 'Stop counting' }).click();
    await find.getByText('1 of 11,999 rows, stopped at 40 %').waitFor();
    await becomes(() => host.requests('stop'), [{ work: 'find' }]);
  });

  it('finds inside the list that is shown, in its order', async () => {
    const query = {
      filters: [{ kind: 'equals', column: 'kind', text: 'refund' }],
      order: { column: 'length', descending: true },
    };
    const { page, host, current } = await show({ rows: 500, kept: { query } });
    await page.getByText('150 of 500 rows').waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('T-1');
    const find = page.getByRole('search', { name: 'Find in rows' });
    await becomes(() => find.getByRole('status').innerText(), '1 of 33 rows');
    const first = await eventually(current, (cell) => cell.startsWith('T-1'));
    await page.keyboard.press('Enter');
    await find.getByText('2 of 33 rows').waitFor();
    await eventually(current, (cell) => cell !== first);
    const asked = host.requests('step').at(-1) as { query: object };
    assert.deepEqual(asked.query, query);
  });

  it('remembers what was looked for over a reload', async () => {
    const { page } = await show({ rows: 100 });
    await page.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('T-5');
    const find = page.getByRole('search', { name: 'Find in rows' });
    await find.getByText('1 of 11 rows').waitFor();
    await page.reload();
    await find.getByText('11 rows').waitFor();
    await page.locator('.grid mark.hit').first().waitFor();
  });
});
