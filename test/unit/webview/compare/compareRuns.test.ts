import assert from 'node:assert/strict';
import { compareProtocol } from '../../../../src/shared/compareProtocol.js';
import { comparedPair } from '../../../webview/harness/comparedPair.js';
import { compareHost } from '../../../webview/harness/compareHost.js';
import { becomes, eventually, hasFocus } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { judgedRows, memoryRun } from '../../core/compare/comparedRuns.js';
import type { MemoryRun } from '../../core/compare/comparedRuns.js';

describe('compared runs', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  const open: OpenView<typeof compareProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show(
    runs: readonly MemoryRun[],
    options: { width?: number; state?: unknown; fault?: () => void } = {},
  ) {
    const { width = 1200, state, fault } = options;
    const host = compareHost(runs, fault);
    const view = await bench.open({
      view: 'compare',
      protocol: compareProtocol,
      handlers: host.handlers,
      size: { width, height: 800 },
      ...(state !== undefined && { state }),
    });
    open.push(view);
    await host.attach(view.emit);
    return { host, ...view, grid: view.page.getByRole('grid', { name: 'Compared rows' }) };
  }
  const chip = ({ page }: Pick<OpenView<typeof compareProtocol>, 'page'>, name: string) =>
    page.getByRole('group', { name: 'Filter rows' }).getByRole('button', { name });

  it('says the answer first, what it is over, and puts what changed on top', async () => {
    const { page, grid, complaints } = await show(comparedPair({ rows: 500 }));
    const answer = page.getByRole('region', { name: 'Answer' });
    await answer
      .getByText(
        'B passes more often by 4.9 points (1.9 to 7.8): 39 rows fixed, 15 broken, 440 same; 5 rows lack a verdict in A or B.',
      )
      .waitFor();
    await answer.getByText('494 of 499 pairs of rows by question').waitFor();
    await page.getByText('The rubric differs; the difference may be the rubric’s.').waitFor();
    const rows = grid.getByRole('row');
    await becomes(
      async () =>
        (await rows.nth(1).innerText())
          .split('\n')
          .map((text) => text.trim())
          .slice(0, 4),
      ['8', 'broken', 'good', 'bad'],
    );
    assert.deepEqual(complaints, []);
  });

  it('filters by what became of the rows', async () => {
    const view = await show(comparedPair({ rows: 500 }));
    const { page, grid } = view;
    await chip(view, 'fixed 39').click();
    await page.getByText('39 of 500 rows').waitFor();
    await becomes(() => grid.getAttribute('aria-rowcount'), '40');
    await chip(view, 'only in A 1').click();
    await becomes(() => grid.getAttribute('aria-rowcount'), '41');
    await chip(view, 'all 500').click();
    await becomes(() => grid.getAttribute('aria-rowcount'), '501');
  });

  it('shows a row in both runs, and what their responses have apart; keys go on', async () => {
    const { page, grid } = await show(comparedPair({ rows: 100 }));
    await grid.getByRole('row').nth(1).waitFor();
    await grid.focus();
    for (const key of ['j', 'j', 'ArrowDown', 'k']) await page.keyboard.press(key);
    await page.getByRole('heading', { name: 'Row 9', exact: true }).waitFor();
    const pane = page.getByRole('region', { name: 'The row in both runs' });
    await pane
      .getByText('2 words only in A, 2 only in B.')
      .or(pane.getByText(/words? only in A/))
      .waitFor();
    assert.deepEqual(await pane.locator('ins').allInnerTexts(), ['sent', 'back ', '; keep']);
    await page.keyboard.press('Enter');
    await becomes(() => hasFocus(pane), true);
    await page.keyboard.press('Escape');
    await becomes(() => hasFocus(grid), true);
  });

  it('swaps the runs by a key, and the answer turns round', async () => {
    const { page } = await show(comparedPair({ rows: 500 }));
    await page.getByText('B passes more often by 4.9 points').waitFor();
    await page.keyboard.press('s');
    await page.getByText('B passes less often by 4.9 points (1.9 to 7.8)').waitFor();
    await becomes(
      async () => page.locator('.head-name').first().innerText(),
      'Support answers, long prompt',
    );
  });

  it('opens diffs of the rubric and of the specs, and the results of a run', async () => {
    const { page, host } = await show(comparedPair({ rows: 100 }));
    await page.getByRole('button', { name: 'Diff rubric' }).click();
    await page.getByRole('button', { name: 'Diff spec' }).click();
    await page.getByRole('button', { name: 'Support answers, long prompt' }).click();
    await becomes(() => host.opened, ['diff judge.system_template', 'diff spec', 'run 1']);
  });

  it('asks which column was renamed where no row pairs', async () => {
    const { page } = await show(comparedPair({ rows: 100, renamed: 'prompt' }));
    await page.getByText('No rows pair: the two runs have no content in common.').waitFor();
    const form = page.getByRole('form', { name: 'Renamed columns' });
    await form.getByLabel('question is').selectOption('prompt');
    await form.getByRole('button', { name: 'Pair rows so' }).click();
    await page.getByText(/99 pairs of rows by prompt/).waitFor();
    await becomes(() => form.getByLabel('question is').inputValue(), 'prompt');
  });

  it('holds more than two runs against a baseline that can be changed', async () => {
    const [a, b] = comparedPair({ rows: 500 });
    assert.ok(a && b);
    const c = memoryRun({ manifest: { name: 'The same again' }, rows: a.rows });
    const { page, complaints } = await show([a, b, c]);
    const table = page.getByRole('region', { name: 'Runs against the baseline' });
    const lines = async () =>
      (await table.getByRole('row').allInnerTexts()).map((text) =>
        text.replace(/\s+/g, ' ').trim(),
      );
    await eventually(
      lines,
      (seen) => seen.length === 4 && /no clear difference/.test(seen[3] ?? ''),
    );
    assert.match((await lines())[2] ?? '', /\+4\.9 pts \(.*\) 494 0\.001 0\.001 passes more often/);
    await table.getByRole('button', { name: 'The same again', exact: true }).click();
    await page.getByText('No clear difference: B − A = 0.0 points').waitFor();
    await table
      .getByRole('button', { name: 'Make baseline of Support answers, long prompt' })
      .click();
    await page.getByText('B passes less often by').waitFor();
    assert.deepEqual(complaints, []);
  });

  it('ranks the models of several compare runs', async () => {
    const run = (model_a: string, model_b: string, wins: readonly [number, number]) =>
      memoryRun({
        type: 'compare',
        spec: { model_a, model_b },
        rows: judgedRows('compare', [
          ...new Array<string>(wins[0]).fill('A'),
          ...new Array<string>(wins[1]).fill('B'),
        ]),
      });
    const { page } = await show([
      run('small', 'large', [10, 30]),
      run('large', 'middle', [25, 15]),
    ]);
    const table = page.getByRole('region', { name: 'Ranking of the models' });
    await becomes(
      async () => table.locator('tbody th').allInnerTexts(),
      ['column large', 'column middle', 'column small'],
    );
  });

  it('says why runs can’t be compared, and tries again', async () => {
    let isBroken = true;
    const { page } = await show(comparedPair({ rows: 100 }), {
      fault: () => {
        if (isBroken) throw new Error('Line 3 of results.jsonl is no JSON object.');
      },
    });
    await page.getByText('Line 3 of results.jsonl is no JSON object.').waitFor();
    isBroken = false;
    await page.getByRole('button', { name: 'Retry' }).click();
    await page.getByText('B passes more often').or(page.getByText('No clear difference')).waitFor();
  });

  it('tells that a run has changed, and compares again', async () => {
    const { page, host } = await show(comparedPair({ rows: 100 }));
    await page.getByRole('region', { name: 'Answer' }).waitFor();
    host.outdate();
    await page.getByRole('button', { name: 'Compare again' }).click();
    await becomes(() => page.getByText('A run has changed since it was read.').count(), 0);
  });

  it('remembers filter, row and arrangement over a reload', async () => {
    const view = await show(comparedPair({ rows: 500 }));
    const { page, grid } = view;
    await chip(view, 'fixed 39').click();
    await becomes(() => grid.getAttribute('aria-rowcount'), '40');
    await grid.getByRole('row').nth(3).click();
    await page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Row 3', exact: true }).waitFor();
    await becomes(() => chip(view, 'fixed 39').getAttribute('aria-pressed'), 'true');
  });

  it('goes through 20,000 pairs with a few of them on the page', async () => {
    const { page, grid } = await show(comparedPair({ rows: 20_000 }));
    await grid.getByRole('row').nth(1).waitFor();
    await becomes(() => grid.getAttribute('aria-rowcount'), '20001');
    await grid.focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'Row 20,000', exact: true }).waitFor();
    assert.ok((await grid.getByRole('row').count()) < 100);
  });
});
