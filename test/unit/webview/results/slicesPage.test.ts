import assert from 'node:assert/strict';
import type { RowQuery } from '../../../../src/shared/protocol.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { becomes, hasFocus } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

const CATEGORIES = ['returns', 'shipping', 'warranty', 'payment', 'care', 'sizes'];

/** Every fifth row of `warranty` passes, whatever the judge of the sample says. */
function categorised(row: StoredRow, index: number): StoredRow {
  const category = CATEGORIES[index % CATEGORIES.length] ?? '';
  const isWorse = category === 'warranty' && row.result['label'] === 'correct' && index % 5 !== 0;
  return {
    ...row,
    result: {
      ...row.result,
      category,
      difficulty: Math.floor(index / 6) % 3,
      words: (index * 37) % 400,
      ...(isWorse && { label: 'wrong' }),
    },
  };
}

describe('slices page', function () {
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

  async function show(options: SampleOptions, { plain = false }: { plain?: boolean } = {}) {
    const sample = sampleRun(options);
    const rows = plain ? sample.rows : sample.rows.map(categorised);
    const host = resultsHost({ ...sample, rows });
    const queries: RowQuery[] = [];
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: {
        ...host.handlers,
        rows(query, signal) {
          queries.push(query);
          return host.handlers.rows(query, signal);
        },
      },
      size: { width: 1200, height: 800 },
      state: { page: 'slices' },
    });
    open.push(view);
    const table = view.page.getByRole('table', { name: /with 95 % intervals/ });
    return { host, queries, ...view, table };
  }
  const firstCells = (table: Awaited<ReturnType<typeof show>>['table']) => async () =>
    (await table.locator('tbody th').allInnerTexts()).map((text) => text.trim());

  it('opens on a column with few values, and says what its groups come to', async () => {
    const { page, table, complaints } = await show({ type: 'classify', rows: 600 });
    await page.getByRole('tab', { name: 'Slices', selected: true }).waitFor();
    await page
      .getByText('No group differs clearly from the rest (3 groups compared, Holm-corrected).')
      .waitFor();
    await becomes(firstCells(table), ['0', '1', '2']);
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('category');
    await page.getByText(/^category = warranty passes less often than the rest: /).waitFor();
    await page.getByText(/corrected for the 6 groups/).waitFor();
    await becomes(
      () =>
        table
          .getByRole('row', { name: /warranty 100 \(\d+ judged\) .* clearly less often/ })
          .count(),
      1,
    );
    await page.getByText(/^All rows \(dotted line\): pass rate \d\d\.\d %/).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('sorts by any figure, the other way round, and remembers it', async () => {
    const { page, table } = await show({ type: 'classify', rows: 600 });
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('category');
    await table.getByRole('button', { name: 'pass rate' }).click();
    await becomes(async () => (await firstCells(table)())[0], 'warranty');
    await becomes(
      () => table.getByRole('columnheader', { name: 'pass rate' }).getAttribute('aria-sort'),
      'ascending',
    );
    await table.getByRole('button', { name: 'pass rate' }).click();
    await becomes(async () => (await firstCells(table)()).at(-1), 'warranty');
    await table.getByRole('button', { name: 'category' }).click();
    await page.reload();
    await becomes(firstCells(table), CATEGORIES.toSorted());
  });

  it('leads to the rows of a group, and nothing else filters them', async () => {
    const { page, table, queries } = await show({ type: 'classify', rows: 600 });
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('category');
    await table.getByRole('button', { name: 'warranty' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: 'Rows', selected: true }).waitFor();
    await page.getByText('100 of 600 rows').waitFor();
    await becomes(() => {
      const query = queries.at(-1);
      return Promise.resolve(query && [query.filters, query.search, query.where]);
    }, [[], '', ['category=warranty']]);
  });

  it('puts numbers into ranges, and shows the mean of scores', async () => {
    const { page, table } = await show({ type: 'score', rows: 400 });
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('words');
    await becomes(firstCells(table), ['0 to 99', '100 to 199', '200 to 299', '300 to 399']);
    await table.getByRole('columnheader', { name: 'mean score' }).waitFor();
  });

  it('follows rows that arrive', async () => {
    const { page, host, emit } = await show({
      type: 'classify',
      rows: 60,
      manifest: { status: 'running' },
    });
    await page.getByText('No group differs clearly from the rest (3 groups').waitFor();
    const more = sampleRun({ type: 'classify', rows: 1260, manifest: { status: 'running' } });
    emit('changed', host.change({ rows: more.rows.map(categorised) }));
    await page.getByRole('row', { name: /^0 420/ }).waitFor();
  });

  it('says what would be here where no row is judged', async () => {
    const { page } = await show({ type: 'classify', rows: 0 });
    await page.getByText('Groups of rows appear here once rows are judged.').waitFor();
  });

  it('does not call the verdict a finding', async () => {
    const { page, table } = await show({ type: 'classify', rows: 100 });
    await page.getByRole('combobox', { name: 'Group by' }).selectOption('label');
    await page.getByText('label is part of the verdict: its groups say how').waitFor();
    await becomes(() => table.getByRole('columnheader').count(), 3);
  });

  it('goes by the keyboard from the chooser through the heads to the groups', async () => {
    const { page, table } = await show({ type: 'classify', rows: 100 });
    const chooser = page.getByRole('combobox', { name: 'Group by' });
    await chooser.focus();
    const stops = [
      ...['difficulty', 'rows', 'pass rate', 'difference to the rest', 'p, corrected'],
      ...['0', '1', '2'],
    ];
    for (const name of stops) {
      await page.keyboard.press('Tab');
      await becomes(() => hasFocus(table.getByRole('button', { name, exact: true })), true);
    }
  });
});
