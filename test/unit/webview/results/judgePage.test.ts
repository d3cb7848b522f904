import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

/** Every seventh row has another truth than the judge. */
function withTruth(type: SampleOptions['type'], result: JsonObject, at: number): JsonObject {
  const verdict = result['label'] ?? result['score'] ?? result['final_decision'] ?? null;
  const other = { classify: 'wrong', score: 2, compare: 'B' }[type];
  return { ...result, expected: at % 7 === 0 ? other : verdict };
}

describe('judge page', function () {
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
    {
      truth = null,
      judge,
    }: {
      truth?: { column: string; map: [string, string][] } | null;
      judge?: ReturnType<typeof resultsHost>['handlers']['judge'];
    } = {},
  ) {
    const run = sampleRun(options);
    const rows = run.rows.map((row, at) => ({
      ...row,
      result: withTruth(options.type, row.result, at),
    }));
    const host = resultsHost({ ...run, rows });
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: judge ? { ...host.handlers, judge } : host.handlers,
      size: { width: 1200, height: 1700 },
      state: { page: 'judge', truth },
    });
    open.push(view);
    const panel = (name: string) => view.page.getByRole('region', { name, exact: true });
    return { host, panel, ...view };
  }

  it('says first how far the judge can be trusted, then the figures behind it', async () => {
    const { page, panel, complaints } = await show({ type: 'compare', rows: 300 });
    await page
      .getByText(
        'Both orders agree on 89.7 % of 291 rows (85.7–92.7); where they don’t, it leans to what it sees first (100 % of 30 rows the first, p < 0.001)',
      )
      .waitFor();
    const order = panel('Order');
    await order.getByRole('row', { name: /^both orders agree 89.7 % \(85.7–92.7\)/ }).waitFor();
    // Of the choices in both orders, 30 are A then B.
    await order.getByRole('button', { name: /^A first A, B first B: 30 of 165/ }).waitFor();
    await order.getByRole('button', { name: /^A first A, B first A: 135 of 165/ }).waitFor();
    await panel('Length')
      .getByText(/the longer response wins/)
      .first()
      .waitFor();
    await panel('People')
      .getByText(/has not been checked against people/)
      .waitFor();
    assert.deepEqual(complaints, []);
  });

  it('leads from a count to its rows, and from a row to the row', async () => {
    const { page, panel } = await show({ type: 'compare', rows: 300 });
    await panel('Order').getByRole('button', { name: '30 flip' }).click();
    await page.getByText('30 of 300 rows').waitFor();
    await page.getByRole('tab', { name: 'Judge' }).click();
    await panel('Order')
      .getByRole('button', { name: /^A first A, B first B: 30 of 165/ })
      .click();
    await page.getByText('30 of 300 rows').waitFor();
    await page.getByRole('tab', { name: 'Judge' }).click();
    const first = page
      .getByRole('table', { name: 'Rows to read first' })
      .getByRole('button')
      .first();
    const name = await first.innerText();
    await first.click();
    await page.getByRole('heading', { name }).waitFor();
  });

  it('holds the judge against a column that is chosen, and remembers it', async () => {
    const { page, panel } = await show({ type: 'classify', rows: 300 });
    await page
      .getByText(/^Each row was judged once and no column with the truth is chosen/)
      .waitFor();
    const column = panel('Truth').getByLabel('Column with the truth');
    await column.selectOption('expected');
    await page
      .getByText(/^The judge agrees with expected on 85.6 % \(81.1–89.1\) of 291 rows/)
      .waitFor();
    await panel('Truth')
      .getByRole('row', { name: /^Cohen’s κ 0.71 \(0.64–0.79\)/ })
      .waitFor();
    await panel('Truth')
      .getByRole('row', { name: /^wrong 100 % .* 46.2 % / })
      .waitFor();
    await page.reload();
    await page.getByText(/^The judge agrees with expected on 85.6 %/).waitFor();
    await column.selectOption('');
    await page.getByText(/^Each row was judged once/).waitFor();
  });

  it('takes a value for what a person says it means', async () => {
    const { page, panel } = await show(
      { type: 'classify', rows: 300 },
      { truth: { column: 'expected', map: [] } },
    );
    await page.getByText(/of 291 rows, κ = 0.71/).waitFor();
    await panel('Truth').getByText('What its values mean').click();
    await panel('Truth').getByLabel('wrong stands for').selectOption('incomplete');
    await panel('Truth')
      .getByRole('button', { name: /^expected incomplete, judge wrong: 36 of 110/ })
      .waitFor();
  });

  it('says how far the reading is, and offers to try again when it failed', async () => {
    let asked = 0;
    const { page, host } = await show(
      { type: 'classify', rows: 20 },
      {
        judge: (request, signal) => {
          asked += 1;
          if (asked === 1) throw new Error('The rows can’t be read.');
          if (asked < 5) return { state: 'reading', done: 12_000, total: 100_000 };
          return host.handlers.judge(request, signal);
        },
      },
    );
    await page.getByText('The rows can’t be read.').waitFor();
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText(/^Each row was judged once/).waitFor();
    assert.equal(asked, 5);
  });

  it('says of a run without a verdict that there is nothing to say, once', async () => {
    const { page, panel, complaints } = await show({ type: 'score', rows: 0 });
    await page
      .getByText('No row has a verdict yet, so nothing can be said of the judge.')
      .waitFor();
    for (const name of ['Length', 'People', 'Read these rows first']) {
      assert.equal(await panel(name).count(), 0, name);
    }
    assert.deepEqual(complaints, []);
  });

  it('asks for no more than the keyboard', async () => {
    const { page, panel } = await show({ type: 'compare', rows: 100 });
    await panel('Order').waitFor();
    await page.getByRole('tab', { name: 'Judge' }).focus();
    await page.keyboard.press('Tab');
    await becomes(
      () => page.getByRole('region', { name: 'Reliability of the judge' }).evaluate(isFocused),
      true,
    );
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await becomes(
      () => page.getByRole('tab', { name: 'Rows' }).getAttribute('aria-selected'),
      'true',
    );
  });
});

function isFocused(element: { matches(selector: string): boolean }): boolean {
  return element.matches(':focus');
}
