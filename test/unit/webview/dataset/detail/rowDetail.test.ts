import assert from 'node:assert/strict';
import { datasetBench } from '../../../../webview/harness/dataset/showDataset.js';
import type { MadeRow } from '../../../../webview/harness/dataset/madeRows.js';
import { becomes, eventually } from '../../../../webview/harness/elementState.js';

const MARKDOWN = `# Refunds

A refund takes **5 days**, see [the policy](https://example.com/policy) or <https://a.example/>.
[Run it](javascript:alert(1)), &copy; &notit; &Tab;.

- to the *original* card
- \`store credit\`

| kind | days |
| --- | ---: |
| card | 5 |

\`\`\`js
refund(5);
\`\`\`

<img src=x onerror=alert(1)> <b>bold</b>

![a chart](https://example.com/x.png)
`;

const VALUES = {
  id: 'T-1',
  answer: MARKDOWN,
  json: '{"a":[1.0,{}],"b":"x"}',
  raw: 'a\tb\u0000\u200bc\r\nd',
  hebrew: 'שלום עולם',
  long: 'x'.repeat(150_000),
  meta: { tags: ['refund'], none: null },
  flag: true,
  nothing: null,
  blank: '',
};
const columns = [...Object.keys(VALUES), 'absent'];
const make = (row: number): MadeRow => ({ values: { ...VALUES, id: `T-${row}` } });

describe('row in full', function () {
  this.timeout(60_000);
  const show = datasetBench();

  async function open(kept: object = {}) {
    const shown = await show({ rows: 20, columns, make, kept: { row: 1, column: 'id', ...kept } });
    const field = (name: string) => shown.page.getByRole('region', { name, exact: true });
    await field('id').waitFor();
    return { ...shown, field };
  }

  it('reads each value in the way that fits it', async () => {
    const { field, complaints } = await open();
    await field('answer').locator('table').waitFor();
    assert.equal(
      (await field('json').locator('pre').innerText()).trim(),
      '{\n  "a": [\n    1.0,\n    {}\n  ],\n  "b": "x"\n}',
    );
    assert.match(await field('meta').locator('pre').innerText(), /"tags": \[\n {4}"refund"/);
    assert.match(await field('flag').innerText(), /true/);
    assert.match(await field('nothing').innerText(), /null/);
    assert.match(await field('blank').innerText(), /empty text/);
    assert.match(await field('absent').innerText(), /This row has no such column\./);
    assert.deepEqual(complaints, []);
  });

  it('makes elements of Markdown, and nothing of the markup in it', async () => {
    const { page, field, host } = await open();
    const answer = field('answer');
    await becomes(() => answer.locator('th, td').allInnerTexts(), ['kind', 'days', 'card', '5']);
    assert.deepEqual(await answer.locator('li').allInnerTexts(), [
      'to the original card',
      'store credit',
    ]);
    assert.equal(await answer.locator('img, b, script, a').count(), 0);
    const text = await answer.innerText();
    for (const part of [
      '<img src=x onerror=alert(1)>',
      '© &notit;',
      'javascript:alert(1)',
      'a chart https://example.com/x.png',
    ]) {
      assert.ok(text.includes(part), part);
    }
    assert.equal(await answer.getByRole('button', { name: 'Run it' }).count(), 0);
    await answer.getByRole('button', { name: 'the policy' }).click();
    await becomes(() => host.requests('openLink'), [{ url: 'https://example.com/policy' }]);
    assert.equal(page.url().includes('example.com'), false);
  });

  it('shows raw what can’t be seen, and remembers the way for the column', async () => {
    const { page, field } = await open();
    await field('raw').getByRole('button', { name: 'Raw', exact: true }).click();
    await becomes(() => field('raw').locator('pre').innerText(), 'a→\tb␀‹U+200B›c␍↵\nd');
    await page.getByRole('button', { name: 'Next row' }).click();
    await page.getByRole('heading', { name: 'Row 2', exact: true }).waitFor();
    await field('raw').getByRole('button', { name: 'Raw', pressed: true }).waitFor();
    await page.reload();
    await field('raw').getByRole('button', { name: 'Raw', pressed: true }).waitFor();
  });

  it('offers all of a long value in an editor', async () => {
    const { field, host } = await open();
    await field('long')
      .getByRole('button', { name: 'Open all 150,000 characters in an editor' })
      .click();
    await field('long').getByRole('button', { name: 'Copy long' }).click();
    await becomes(() => host.requests('openCell'), [{ row: 1, column: 'long' }]);
    await becomes(() => host.requests('copyCell'), [{ row: 1, column: 'long' }]);
  });

  it('steps by keys through rows and fields', async () => {
    const { page, grid, field } = await open();
    await grid.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('j');
    await page.getByRole('heading', { name: 'Row 2', exact: true }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { name: 'Row 1', exact: true }).waitFor();
    for (let times = 0; times < 6; times++) await page.keyboard.press('ArrowRight');
    await becomes(() => field('meta').getAttribute('aria-current'), 'true');
    const pane = page.getByRole('region', { name: 'Values of the row' });
    await eventually(
      async () => [await field('meta').boundingBox(), await pane.boundingBox()] as const,
      ([box, all]) =>
        box !== null && all !== null && box.y >= all.y - 1 && box.y + 20 < all.y + all.height,
    );
  });

  it('shows what stands in place of a row that can’t be read, and fields beyond the header', async () => {
    const { page, host } = await show({
      rows: 20,
      make: (row) =>
        row === 2
          ? {
              values: { id: 'a' },
              extra: ['one', ''],
              notes: ['It has 2 fields more than the header.'],
            }
          : { values: {}, broken: { message: 'A quote is never closed.', text: '"abc' } },
      columns: ['id'],
      kept: { row: 1, column: 'id' },
    });
    const pane = page.getByRole('region', { name: 'Values of the row' });
    await pane.getByText('A quote is never closed.').waitFor();
    await becomes(() => pane.locator('pre').innerText(), '"abc');
    await pane.getByRole('button', { name: 'line 1' }).click();
    await page.getByRole('button', { name: 'Next row' }).click();
    await pane.getByText('It has 2 fields more than the header.').waitFor();
    assert.deepEqual(
      await pane
        .getByRole('region', { name: 'Fields without a column' })
        .getByRole('listitem')
        .allInnerTexts(),
      ['one', 'empty text'],
    );
    await becomes(() => host.requests('openText'), [{ line: 1 }]);
  });

  it('asks for the row that is reached, not for those passed by', async () => {
    const { page, grid, host } = await show({ rows: 500 });
    await grid.getByRole('row', { name: /^1 T-1 / }).waitFor();
    await grid.focus();
    await page.evaluate(`(() => {
      const grid = document.querySelector('.grid');
      for (let times = 0; times < 40; times++) {
        grid.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
      }
    })()`);
    await page.getByRole('heading', { name: 'Row 1', exact: true }).waitFor();
    for (let times = 0; times < 20; times++) await page.keyboard.down('ArrowDown');
    await page
      .getByRole('region', { name: 'id', exact: true })
      .getByText('T-21', { exact: true })
      .waitFor();
    assert.ok(host.requests('row').length <= 22);
  });

  it('draws some of ten thousand fields, the current one among them', async () => {
    const names = Array.from({ length: 10_000 }, (_, at) => `column ${at + 1}`);
    const { page } = await show({
      rows: 5,
      columns: names,
      make: (row) => ({
        values: Object.fromEntries(names.map((name) => [name, `${row} ${name}`])),
      }),
      isStepped: true,
      kept: { row: 1, column: 'column 5000' },
    });
    await page.getByRole('region', { name: 'column 5000', exact: true }).waitFor();
    const fields = page.locator('[data-field]');
    await becomes(() => fields.count(), 60);
    await page.getByRole('button', { name: /more columns$/ }).click();
    await becomes(() => fields.count(), 120);
  });

  it('says why a row can’t be read, and tries again', async () => {
    let times = 0;
    const { page } = await show({
      rows: 20,
      kept: { row: 1, column: 'id' },
      fault(method) {
        if (method === 'row' && ++times === 1) throw new Error('The disk is gone.');
      },
    });
    await page.getByText('The disk is gone.').waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('region', { name: 'id', exact: true }).waitFor();
  });
});
