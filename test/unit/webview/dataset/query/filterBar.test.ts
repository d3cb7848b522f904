import assert from 'node:assert/strict';
import type { FilterView, QueryView } from '../../../../../src/shared/datasetViews.js';
import { datasetBench } from '../../../../webview/harness/dataset/showDataset.js';
import { becomes, scrollTo, scrollTopOf } from '../../../../webview/harness/elementState.js';

const plain = { matchCase: false, wholeWord: false, regex: false };
const refunds: FilterView = { kind: 'equals', column: 'kind', text: 'refund' };
const all: QueryView = { filters: [], order: null };

describe('filters and order', function () {
  this.timeout(60_000);
  const show = datasetBench();

  it('filters by a text that is written in the form, and takes it back', async () => {
    const { page, grid, host, complaints } = await show({ rows: 500 });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Add a filter' });
    await form.getByRole('combobox', { name: 'Column' }).fill('ques');
    await page.keyboard.press('Enter');
    await form.getByRole('textbox', { name: 'Text' }).fill('question 12:');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 500 rows').waitFor();
    await grid.getByRole('row', { name: /^12 T-12 / }).waitFor();
    await becomes(() => grid.getAttribute('aria-rowcount'), '2');
    const filter = { kind: 'text', column: 'question', text: 'question 12:', ...plain };
    await becomes(() => host.requests('list'), [{ query: { ...all, filters: [filter] } }]);
    await page.getByRole('button', { name: 'Remove: question contains “question 12:”' }).click();
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('says in the form what is wrong, and adds nothing', async () => {
    const { page, host } = await show({ rows: 500 });
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    const form = page.getByRole('dialog', { name: 'Add a filter' });
    await form.getByRole('combobox', { name: 'Condition' }).selectOption('matches');
    await form.getByRole('textbox', { name: 'Regular expression' }).fill('(');
    await page.keyboard.press('Enter');
    await form.getByText('This is no regular expression: unterminated group.').waitFor();
    await form.getByRole('combobox', { name: 'Condition' }).selectOption('between');
    await form.getByRole('button', { name: 'Add filter' }).click();
    await form.getByText('Choose a column for this.').waitFor();
    await form.getByRole('combobox', { name: 'Column' }).fill('length');
    await page.keyboard.press('Enter');
    await form.getByRole('textbox', { name: 'At least' }).fill('many');
    await page.keyboard.press('Enter');
    await form.getByText('That is no number.').waitFor();
    await page.keyboard.press('Escape');
    await form.waitFor({ state: 'detached' });
    assert.deepEqual(host.requests('list'), []);
  });

  it('turns a filter round, changes it, and clears all', async () => {
    const { page } = await show({ rows: 500, kept: { query: { ...all, filters: [refunds] } } });
    await page.getByText('150 of 500 rows').waitFor();
    await page.getByRole('button', { name: 'The opposite of: kind is “refund”' }).click();
    await page.getByText('350 of 500 rows').waitFor();
    await page.getByRole('button', { name: 'Change: kind is not “refund”' }).click();
    const form = page.getByRole('dialog', { name: 'Change the filter' });
    await form.getByRole('textbox', { name: 'Text' }).fill('account');
    await form.getByRole('button', { name: 'Change' }).click();
    await page.getByRole('button', { name: 'Change: kind is not “account”' }).waitFor();
    await page.getByRole('button', { name: /^Rows with problems/ }).click();
    await page.getByText('4 of 500 rows').waitFor();
    await page.getByRole('button', { name: 'Clear all' }).click();
    await page.getByRole('button', { name: /^Change: / }).waitFor({ state: 'detached' });
  });

  it('has room for the row numbers of the file in a short list', async () => {
    const last: FilterView = { kind: 'text', column: 'id', text: 'T-100000', ...plain };
    const { page, grid } = await show({
      rows: 100_000,
      kept: { query: { ...all, filters: [last] } },
    });
    await page.getByText('1 of 100,000 rows').waitFor();
    const number = grid.getByRole('row', { name: /^100000 T-100000 / }).getByRole('rowheader');
    const [room, needed] = await number.evaluate(
      (cell: { clientWidth: number; scrollWidth: number }) => [cell.clientWidth, cell.scrollWidth],
    );
    assert.equal(needed, room);
  });

  it('shows the first matches while the list goes on, and stops and goes on with it', async () => {
    const { page, grid, host } = await show({
      rows: 100_000,
      isStepped: true,
      kept: { query: { ...all, filters: [refunds] } },
    });
    await page.getByText('Looking through the rows…').waitFor();
    await host.step('list');
    await page.getByText(/^6,000 of 100,000 rows, 20 % gone through$/).waitFor();
    await grid.getByRole('row', { name: /^3 T-3 / }).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByText('6,000 of 100,000 rows, stopped at 20 %').waitFor();
    await grid.getByRole('row', { name: /^3 T-3 / }).waitFor();
    await becomes(() => host.requests('stop'), [{ work: 'list' }]);
    await page.getByRole('button', { name: 'Go on' }).click();
    await becomes(() => host.requests('list').length, 2);
    await host.step('list', 6);
    await page.getByText('30,000 of 100,000 rows').waitFor();
  });

  it('sorts by a click on a name, the other way round by the next, and says how far that is', async () => {
    const { page, grid, host } = await show({ rows: 50_000, isStepped: true });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await scrollTo(grid, 2200);
    await grid.getByRole('row', { name: /^110 / }).waitFor();
    const header = () => grid.getByRole('columnheader', { name: /^id/ });
    await header().getByRole('button', { name: 'id', exact: true }).click();
    await host.step('list');
    await page.getByText('Sorting, 40 %').waitFor();
    // Until the rows are in order, those of before are shown, as such.
    await becomes(() => grid.getAttribute('aria-busy'), 'true');
    await host.step('list', 3);
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.getByRole('row', { name: /^10 T-10 / }).waitFor();
    await becomes(() => scrollTopOf(grid), 0);
    await becomes(() => header().getAttribute('aria-sort'), 'ascending');
    await header().getByRole('button', { name: 'id, sorted ascending' }).click();
    await host.step('list', 4);
    await grid.getByRole('row', { name: /^9999 T-9999 / }).waitFor();
    await header().getByRole('button', { name: 'id, sorted descending' }).click();
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await becomes(() => header().getAttribute('aria-sort'), 'none');
  });

  it('goes back to the order of the file when sorting is stopped', async () => {
    const { page, grid, host } = await show({ rows: 50_000, isStepped: true });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.getByRole('button', { name: 'length', exact: true }).click();
    await page.getByText(/^Sorting/).waitFor();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await page.getByRole('button', { name: 'Don’t sort by length' }).waitFor({ state: 'detached' });
    await becomes(() => grid.getAttribute('aria-busy'), null);
    await becomes(() => host.requests('stop').at(-1), { work: 'list' });
  });

  it('filters by the value of a cell and by an action of its column', async () => {
    const { page, host, grid } = await show({ rows: 500, size: { width: 1600, height: 800 } });
    await grid.getByRole('gridcell', { name: 'delivery' }).first().click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Show Rows with This Value' }).click();
    await page.getByText('149 of 500 rows').waitFor();
    await grid.getByRole('button', { name: 'Menu of answer' }).click();
    await page.getByRole('menuitem', { name: 'Filter Empty' }).click();
    await page.getByText(/^\d+ of 500 rows$/).waitFor();
    const { query } = host.requests('list').at(-1) as { query: QueryView };
    assert.deepEqual(query.filters, [
      { kind: 'equals', column: 'kind', text: 'delivery' },
      { kind: 'empty', column: 'answer' },
    ]);
  });

  it('keeps the active row, wherever a list has it, and says where it hasn’t', async () => {
    const { page, grid, current } = await show({ rows: 500 });
    await grid
      .getByRole('row', { name: /^6 T-6 / })
      .getByRole('gridcell')
      .first()
      .click();
    await grid.getByRole('button', { name: 'Menu of id' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Sort Descending' }).click();
    await grid.getByRole('row', { name: /^99 T-99 / }).waitFor();
    await page.getByRole('heading', { name: 'Row 6', exact: true }).waitFor();
    await grid.focus();
    await page.keyboard.press('Control+g');
    await page.getByRole('textbox', { name: 'Row number' }).fill('6');
    await page.keyboard.press('Enter');
    await becomes(current, 'T-6');
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('textbox', { name: 'Text' }).fill('T-77');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 500 rows').waitFor();
    await page.getByText('not in the list').waitFor();
    await page.keyboard.press('Control+g');
    await page.getByRole('textbox', { name: 'Row number' }).fill('6');
    await page.keyboard.press('Enter');
    await page.getByText('Row 6 is not in this list.').waitFor();
    await page.getByRole('button', { name: 'Show all rows' }).click();
    await becomes(current, 'T-6');
  });

  it('says why a list could not be made, and tries again', async () => {
    let times = 0;
    const { page } = await show({
      rows: 500,
      kept: { query: { ...all, filters: [refunds] } },
      fault(method) {
        if (method === 'list' && ++times === 1) throw new Error('The disk is gone.');
      },
    });
    await page.getByText('The disk is gone.').first().waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('150 of 500 rows').waitFor();
  });

  it('remembers filters and order over a reload', async () => {
    const { page, grid } = await show({ rows: 500 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.getByRole('button', { name: 'length', exact: true }).click();
    await page.getByRole('button', { name: /^Rows with problems/ }).click();
    await page.getByText('6 of 500 rows').waitFor();
    await page.reload();
    await page.getByText('6 of 500 rows').waitFor();
    await page.getByRole('button', { name: 'Don’t sort by length' }).waitFor();
  });
});
