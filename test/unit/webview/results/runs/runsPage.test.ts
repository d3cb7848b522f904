import assert from 'node:assert/strict';
import { resultsProtocol } from '../../../../../src/shared/protocol.js';
import { becomes } from '../../../../webview/harness/elementState.js';
import { openBench } from '../../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../../webview/harness/openView.js';
import { resultsHost } from '../../../../webview/harness/resultsHost.js';
import { deltasToR3, seriesOfRuns } from '../../../../webview/harness/seriesOfRuns.js';

describe('the page of runs', function () {
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

  async function show({ isAlone = false, pin = true }: Shown = {}) {
    const host = resultsHost(seriesOfRuns);
    if (!isAlone) host.specRuns.others(seriesOfRuns.others);
    if (pin && !isAlone) host.specRuns.pin('r3', deltasToR3);
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      size: { width: 1300, height: 800 },
      state: { page: 'runs' },
    });
    open.push(view);
    return { host, ...view, row: (name: RegExp) => view.page.getByRole('row', { name }) };
  }
  interface Shown {
    readonly isAlone?: boolean;
    readonly pin?: boolean;
  }

  it('lists every run, newest first, with figure, changes, cost and difference', async () => {
    const { page, row, complaints } = await show();
    await page.getByText('6 runs of evals/sample.eval.yaml.').waitFor();
    const table = page.getByRole('region', { name: 'Runs of this spec' }).locator('.runs-table');
    const heads = await table.locator('tbody th').allInnerTexts();
    assert.deepEqual(
      heads.map((text) => text.replace(/ Nov, \d\d:\d\d/, '').trim()),
      ['20 this run', '19 dry run', '18', '14', '12', '10 demo'],
    );
    await row(/^18 Nov, .*rubric .*\+6\.2 pts \(\+1\.4 to \+10\.6\), passes more often/).waitFor();
    await row(/^14 Nov, .*dataset aaaaaaa .*baseline/).waitFor();
    await row(/^12 Nov, .*cancelled.*not scripted now/).waitFor();
    assert.deepEqual(complaints, []);
  });

  it('says on top how the run stands to the baseline, and compares both at a press', async () => {
    const { page, host } = await show();
    const line = page.locator('.baseline');
    const words = async () => (await line.innerText()).replace(/\s+/g, ' ').trim();
    await becomes(
      async () => (await words()).replace(/ The rubric.*$/, ''),
      'vs baseline 14 Nov: ≈ +3.1 pts (−0.4 to +6.6), no clear difference',
    );
    await line.getByRole('button').click();
    await becomes(() => Promise.resolve(host.specRuns.acts.join()), 'compare r3');
  });

  it('opens, compares, pins and lets go, a press each', async () => {
    const { page, host } = await show();
    await page.getByRole('button', { name: /^18 Nov, / }).click();
    await page.getByRole('button', { name: /^Compare with the run of 12 Nov/ }).click();
    await page.getByRole('button', { name: /^Baseline: the run of 18 Nov/ }).click();
    await page.getByRole('button', { name: /^Baseline: the run of 14 Nov/ }).click();
    const dry = page.getByRole('button', { name: /^Baseline: the run of 19 Nov/ });
    await becomes(async () => (await dry.getAttribute('title'))?.includes('dry run'), true);
    await dry.click({ force: true });
    const own = page.getByRole('button', { name: /^Compare with the run of 20 Nov/ });
    await becomes(() => own.isDisabled(), true);
    await becomes(
      () => Promise.resolve(host.specRuns.acts),
      ['open r4', 'compare r2', 'pin r4', 'unpin r3'],
    );
  });

  it('draws the trend with a table of it, and opens a run from its point', async () => {
    const { page, host } = await show();
    const chart = page.getByRole('group', { name: 'Pass rate by run, with 95 % intervals' });
    await chart.waitFor();
    const table = page.getByRole('table', { name: 'Pass rate by run, with 95 % intervals' });
    await becomes(async () => (await table.getByRole('row').count()) - 1, 7);
    await chart.getByRole('button', { name: /^18 Nov · rubric/ }).focus();
    await page.keyboard.press('Enter');
    await becomes(() => Promise.resolve(host.specRuns.acts.join()), 'open r4');
  });

  it('shows a difference when it is known, without being opened anew', async () => {
    const { page, host, emit } = await show({ pin: false });
    await page.getByText('Pin one as the baseline').waitFor();
    assert.equal(await page.getByText('Against the baseline').count(), 0);
    assert.equal(await page.locator('.baseline').count(), 0);
    host.specRuns.pin('r3', deltasToR3);
    emit('specRunsChanged', {});
    await page.getByRole('columnheader', { name: 'Against the baseline' }).waitFor();
    await page.locator('.baseline').getByText('+3.1 pts').waitFor();
  });

  it('of one run alone says what would be here, and offers another', async () => {
    const { page, host } = await show({ isAlone: true });
    await page.getByText('This is the only run of evals/sample.eval.yaml so far.').waitFor();
    const notice = page.getByRole('status').filter({ hasText: 'This is the only run' });
    await notice.getByRole('button', { name: 'Run again' }).click();
    await becomes(() => Promise.resolve(host.actions.join()), 'rerun');
  });
});
