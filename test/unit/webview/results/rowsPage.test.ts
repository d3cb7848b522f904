import assert from 'node:assert/strict';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes, hasFocus } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, Theme, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

describe('rows page', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  const open: OpenView<typeof resultsProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show(
    options: SampleOptions,
    { state, theme = 'dark' }: { state?: unknown; theme?: Theme } = {},
  ) {
    const host = resultsHost(sampleRun(options));
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      theme,
      ...(state !== undefined && { state }),
    });
    open.push(view);
    const { page } = view;
    const grid = page.getByRole('grid', { name: 'Judged rows' });
    const field = page.getByRole('combobox', { name: 'Condition on a column' });
    const inUse = page.getByRole('group', { name: 'Filters in use' });
    await grid.getByRole('row', { name: /^\d+ / }).first().waitFor();
    return { ...view, grid, field, inUse };
  }

  it('regression: shows a large row number in full where few rows are left', async () => {
    const query = { filters: ['rows:1998'], search: '', sort: 'row', descending: false };
    const { grid } = await show({ type: 'classify', rows: 2000 }, { state: { query } });
    const number = grid.getByText('1998', { exact: true });
    await becomes(
      () =>
        number.evaluate(
          (cell: { scrollWidth: number; clientWidth: number }) =>
            cell.scrollWidth - cell.clientWidth,
        ),
      0,
    );
  });

  it('regression: takes the keys up at the row where it was left, and asks for none at first', async () => {
    const first = await show({ type: 'classify', rows: 100 });
    assert.equal(await first.page.evaluate('document.activeElement === document.body'), true);
    const later = await show({ type: 'classify', rows: 100 }, { state: { selected: 7 } });
    await becomes(() => hasFocus(later.grid), true);
    await becomes(() => later.grid.getAttribute('aria-activedescendant'), 'row-6');
    await later.page.keyboard.press('ArrowDown');
    await becomes(() => later.grid.getAttribute('aria-activedescendant'), 'row-7');
  });

  it('regression: marks the pane with the focus by more than a line among lines', async () => {
    const width = async (theme: Theme) => {
      const { page, grid } = await show({ type: 'classify', rows: 100 }, { theme });
      await grid.focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const details = page.getByRole('tabpanel', { name: 'Verdict' });
      await becomes(() => hasFocus(details), true);
      return page.evaluate('getComputedStyle(document.activeElement).outlineWidth');
    };
    assert.equal(await width('hc-light'), '2px');
    assert.equal(await width('dark'), '1px');
  });

  it('filters by a condition on any column, which can be changed and taken back', async () => {
    const { page, grid, field, inUse, complaints } = await show({ type: 'classify', rows: 100 });
    await page.keyboard.press('f');
    await field.fill('question~refund');
    await page.keyboard.press('Enter');
    await page.getByText('20 of 100 rows').waitFor();
    await page.getByRole('button', { name: /^Failed/ }).click();
    await page.getByText('5 of 100 rows').waitFor();

    await inUse.getByRole('button', { name: 'Change: question~refund' }).click();
    await field.fill('response_length<70');
    await page.getByRole('button', { name: 'Change', exact: true }).click();
    await inUse.getByText('response_length<70').waitFor();
    await becomes(() => inUse.getByText('question~refund').count(), 0);

    await inUse.getByRole('button', { name: 'Remove: response_length<70' }).click();
    await page.getByText('27 of 100 rows').waitFor();
    await page.getByRole('button', { name: /^All/ }).click();
    await becomes(() => grid.getAttribute('aria-rowcount'), '101');
    assert.deepEqual(complaints, []);
  });

  it('says what is wrong with a condition where it is written, and keeps the rows as they are', async () => {
    const { page, grid, field } = await show({ type: 'classify', rows: 30 });
    await page.keyboard.press('f');
    await field.fill('qestion~refund');
    await page.keyboard.press('Enter');
    const alert = page.getByRole('alert');
    await alert.getByText('There is no column “qestion”. Did you mean `question`?').waitFor();
    await field.fill('tokens>many');
    await becomes(() => alert.count(), 0);
    await page.keyboard.press('Enter');
    await alert.getByText('Expected a number such as 3 or 0.5.').waitFor();
    await becomes(() => grid.getAttribute('aria-rowcount'), '31');
    await page.keyboard.press('Escape');
    await becomes(() => field.count(), 0);
  });

  it('completes the names of columns', async () => {
    const { page, field } = await show({ type: 'compare', rows: 10 });
    await page.keyboard.press('f');
    await page.keyboard.type('len');
    await page
      .getByRole('option', { name: 'response_length_a characters of response A' })
      .waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await becomes(() => field.inputValue(), 'response_length_b');
  });

  it('filters by what is ready, and by a range of scores', async () => {
    const { page, inUse } = await show({ type: 'score', rows: 100 });
    await page.keyboard.press('f');
    await page.getByLabel('Score from').fill('9');
    await page.getByLabel('Score to').fill('9.5');
    await page.getByRole('button', { name: 'Add range' }).click();
    await inUse.getByText('score>=9').waitFor();
    await inUse.getByText('score<=9.5').waitFor();
    await page.getByText('20 of 100 rows').waitFor();
    await page.getByRole('button', { name: 'Clear these' }).click();
    await becomes(() => inUse.count(), 0);
    await page.keyboard.press('f');
    await page.getByRole('checkbox', { name: /Invalid/ }).check();
    await page.getByText('2 of 100 rows').waitFor();
  });

  it('sorts by a click on any head, the other way round, and as in the dataset', async () => {
    const { page, grid } = await show({ type: 'compare', rows: 40 });
    const first = () => grid.getByRole('rowheader').first().innerText();
    await page.getByRole('button', { name: 'response B' }).click();
    await becomes(first, '2');
    await page.getByRole('button', { name: 'response B' }).click();
    // The texts come five times over: the fourth row has the last of them.
    await becomes(first, '4');
    const head = grid.getByRole('columnheader', { name: 'response B' });
    await becomes(() => head.getAttribute('aria-sort'), 'descending');
    await page.getByRole('button', { name: 'response B' }).click();
    await becomes(() => head.getAttribute('aria-sort'), 'none');
    await becomes(first, '1');
  });

  it('shows the columns that are chosen, and says by which hidden one rows are sorted', async () => {
    const state = { query: { filters: [], search: '', sort: 'tokens', descending: true } };
    const { page, grid, inUse } = await show({ type: 'classify', rows: 20 }, { state });
    await inUse.getByText('sorted by').waitFor();
    await page.getByRole('button', { name: /^Columns/ }).click();
    await page.getByRole('checkbox', { name: 'tokens' }).check();
    await page.getByRole('checkbox', { name: 'policy' }).uncheck();
    await grid.getByRole('columnheader', { name: 'tokens' }).waitFor();
    await becomes(() => grid.getByRole('columnheader', { name: 'policy' }).count(), 0);
    await becomes(() => inUse.count(), 0);
  });

  it('takes what an older version remembered, and filters that nobody knows', async () => {
    const state = {
      query: { filters: ['passed'], search: '', sort: 'row', descending: false },
      widths: {},
      columns: null,
    };
    const { page } = await show({ type: 'classify', rows: 100 }, { state });
    await page.getByText('70 of 100 rows').waitFor();
  });

  it('answers in 100,000 rows', async () => {
    const { page, grid, field } = await show({ type: 'classify', rows: 100_000 });
    await page.keyboard.press('f');
    await field.fill('id=T-77777');
    await page.keyboard.press('Enter');
    await page.getByText('1 of 100,000 rows').waitFor();
    await grid.getByRole('row', { name: /^77,?677 / }).waitFor();
  });
});
