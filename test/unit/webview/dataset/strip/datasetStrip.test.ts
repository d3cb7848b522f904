import assert from 'node:assert/strict';
import { datasetBench } from '../../../../webview/harness/dataset/showDataset.js';
import { becomes } from '../../../../webview/harness/elementState.js';

const judge = {
  spec: 'judge.eval.yaml',
  uri: 'file:///judge.eval.yaml',
  columns: ['question', 'tone'],
  isOpen: false,
};
const open = {
  ...judge,
  spec: 'open.eval.yaml',
  uri: 'file:///open',
  // A column that every spec can use and no dataset needs.
  columns: ['answer', 'image_data_urls'],
  isOpen: true,
};

describe('dataset strip', function () {
  this.timeout(60_000);
  const show = datasetBench();

  it('tells what the file is, also while it is read', async () => {
    const { page, host } = await show({
      rows: 1200,
      isStepped: true,
      state: { isIndexed: false, share: 0.24, format: 'CSV, semicolon', encoding: 'UTF-16' },
    });
    const facts = page.locator('.strip-facts');
    await page.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await becomes(
      () => facts.innerText(),
      '1,200 rows so far, 24 % read · 6 columns · CSV, semicolon · UTF-16 · 254 KB',
    );
    host.tell({ rows: 5000, blankLines: 3, isIndexed: true, share: 1, encoding: null });
    await becomes(
      () => facts.innerText(),
      '5,000 rows · 3 blank lines skipped · 6 columns · CSV, semicolon · 254 KB',
    );
    await becomes(() => page.getByRole('grid').getAttribute('aria-rowcount'), '5001');
  });

  it('tells which specs use which columns, the open one first, and inserts a column', async () => {
    const { page, host } = await show({ rows: 50, specs: [judge, open] });
    const line = page.locator('.used-line');
    await line.waitFor();
    await becomes(
      async () => (await line.innerText()).replace(/\s+/g, ' ').replace(' :', ':'),
      'used by open.eval.yaml (open): answer · unused: id length kind meta',
    );
    await line.getByRole('button', { name: 'answer' }).click();
    await becomes(() => host.requests('insertColumn'), [{ column: 'answer' }]);
    await page.getByRole('button', { name: '2 specs' }).click();
    const all = page.getByRole('dialog', { name: 'Specs that use this dataset' });
    assert.equal(await all.getByRole('button', { name: 'tone' }).count(), 0);
    await all.getByRole('button', { name: 'judge.eval.yaml' }).click();
    await becomes(() => host.requests('openSpec'), [{ uri: 'file:///judge.eval.yaml' }]);
  });

  it('keeps to its line whatever the number of columns and specs', async () => {
    const columns = Array.from({ length: 3000 }, (_, at) => `a rather long column name ${at}`);
    const specs = Array.from({ length: 200 }, (_, at) => ({
      ...judge,
      uri: `file:///${at}`,
      columns,
    }));
    const { page } = await show({
      rows: 20,
      columns,
      specs,
      make: () => ({ values: {} }),
      isStepped: true,
      size: { width: 900, height: 700 },
      open: { name: `${'a very long name of a file '.repeat(8)}.jsonl` },
    });
    await page.getByRole('button', { name: '200 specs' }).waitFor();
    const strip = await page.locator('.strip').boundingBox();
    const actions = await page.getByRole('button', { name: 'Actions' }).boundingBox();
    assert.ok(strip && strip.height < 70, `${strip?.height}`);
    assert.ok(actions && actions.x + actions.width <= 900);
  });

  it('lists problems and leads to their rows and lines', async () => {
    const { page, host } = await show({ rows: 500 });
    await page.getByRole('button', { name: '6 problems' }).click();
    await page.getByRole('button', { name: 'line 13' }).click();
    await becomes(() => host.requests('openText'), [{ line: 13 }]);
    await page.getByRole('button', { name: '6 problems' }).click();
    await page.getByRole('button', { name: 'row 407' }).click();
    await page.getByRole('heading', { name: 'Row 407' }).waitFor();
  });

  it('acts on the rows that are selected, filtered, or all, and says which', async () => {
    const { page, grid, host } = await show({ rows: 500 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    const save = async (words: string) => {
      await page.getByRole('button', { name: 'Actions' }).click();
      await page.getByRole('menuitem', { name: new RegExp(`^Save Rows As…\\s*${words}$`) }).click();
    };
    await save('all 500 rows');
    await grid.getByRole('button', { name: 'Menu of answer' }).click();
    await page.getByRole('menuitem', { name: 'Filter Empty' }).click();
    await page.getByText('50 of 500 rows').waitFor();
    await save('50 filtered rows');
    await grid.getByRole('row', { name: /^19 / }).getByRole('rowheader').click();
    await page.keyboard.press('Shift+ArrowDown');
    await save('2 selected rows');
    await becomes(() => host.requests('act').length, 3);
    const requests = host.requests('act') as {
      action: string;
      places: unknown;
      query: { filters: unknown[] };
    }[];
    assert.deepEqual(
      requests.map(({ action, places, query }) => [action, places, query.filters.length]),
      [
        ['save', null, 0],
        ['save', null, 1],
        ['save', [{ from: 2, to: 3 }], 1],
      ],
    );
  });

  it('writes nothing in Restricted Mode and says why', async () => {
    const { page, host } = await show({ rows: 500, open: { isTrusted: false } });
    await page.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByText('In Restricted Mode nothing is written', { exact: true }).waitFor();
    await page.getByRole('menuitem', { name: 'Sample…' }).click({ force: true });
    await becomes(() => page.getByRole('menuitem', { name: 'Sample…' }).isDisabled(), true);
    await page.getByRole('menuitem', { name: 'CSV' }).click();
    await page.getByText('Copied 500 rows').waitFor();
    assert.deepEqual(host.requests('act'), []);
  });

  it('says that only a part is here, and how to get the rest', async () => {
    const shown = await show({
      rows: 500,
      open: { partial: { from: 'api.together.ai', bytes: 1_000_000, of: 53_000_000 } },
    });
    const { page, emit, host } = shown;
    await page.getByText('The first 1.0 MB of 53 MB from api.together.ai.').waitFor();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('button', { name: 'Download' }).click();
    await becomes(() => host.requests('act').length, 2);
    emit('partial', { from: 'api.together.ai', bytes: 53_000_000, of: 53_000_000 });
    await page.getByText(/^The first/).waitFor({ state: 'detached' });
  });
});
