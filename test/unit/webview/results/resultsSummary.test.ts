import assert from 'node:assert/strict';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

/** The sample with causes: of twenty rows one timed out, of forty one was cut off. */
function withCauses(rows: readonly StoredRow[]): StoredRow[] {
  return rows.map((row, index) => {
    const cause = index % 20 === 3 ? 'timeout' : index % 40 === 7 ? 'truncated' : undefined;
    if (!row.details || !cause) return row;
    return {
      ...row,
      details: { ...row.details, errors: [{ stage: 'judge', cause, message: cause }] },
    };
  });
}

describe('answer of the results editor', function () {
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

  interface Showing {
    readonly width?: number;
    readonly gates?: object;
    readonly isLabelled?: boolean;
  }

  async function show(options: SampleOptions, showing: Showing = {}) {
    const { width = 1200, gates, ...more } = showing;
    const { manifest, rows } = sampleRun(options);
    const spec = { ...manifest.spec, ...(gates && { gates }) };
    const host = resultsHost({ manifest: { ...manifest, spec }, rows: withCauses(rows), ...more });
    const view = await bench.open({
      ...{ view: 'results', protocol: resultsProtocol, handlers: host.handlers },
      size: { width, height: 800 },
    });
    open.push(view);
    await view.page.locator('.accounting p').first().waitFor();
    return { host, ...view };
  }

  it('leads from each part of the sum, and from each cause, to its rows', async () => {
    const { page } = await show({ type: 'classify', rows: 200 });
    await page.getByRole('button', { name: '4 invalid' }).click();
    await page.getByText('4 of 200 rows').waitFor();
    await page.getByRole('button', { name: '5 cut off at max_tokens' }).click();
    await page.getByText('5 of 200 rows').waitFor();
    const causes = await page.locator('.causes').innerText();
    assert.equal(
      causes,
      'What went wrong: 10 timed out · 5 cut off at max_tokens · 2 cause not recorded',
    );
    const none = page.locator('.accounting').getByText('0 generation errors');
    await becomes(() => none.evaluate((element: { tagName: string }) => element.tagName), 'SPAN');
  });

  it('says how the gates came out right below the figure', async () => {
    const gates = { pass_rate: { min: 0.9 } };
    const { page } = await show({ type: 'classify', rows: 200 }, { gates });
    const list = page.getByRole('list', { name: 'Gates' });
    await list.getByText(/^Gate failed: pass_rate is 0\.72/).waitFor();
  });

  it('shows three warnings, the rest on demand, and does what helps', async () => {
    const manifest = {
      demo: true,
      aggregate_differences: ['pass rate 80 %'],
      unknown_parameters: ['labels'],
      cache_fault: 'Could not keep replies in the cache: the disk is full.',
    };
    const { page, host } = await show({ type: 'classify', rows: 200, manifest });
    const list = page.getByRole('list', { name: 'What to know' });
    await becomes(() => list.getByRole('listitem').count(), 3);
    await page.getByRole('button', { name: '1 more' }).click();
    await becomes(() => list.getByRole('listitem').count(), 4);
    await page.getByRole('button', { name: 'Show fewer' }).click();
    await becomes(() => list.getByRole('listitem').count(), 3);
    assert.deepEqual(host.actions, []);

    const unlabelled = await show({ type: 'classify', rows: 200 }, { isLabelled: false });
    const hint = unlabelled.page.getByRole('list', { name: 'What to know' });
    await hint.getByRole('button', { name: 'Label rows' }).click();
    await becomes(() => unlabelled.host.actions, ['label']);
  });

  it('compares, labels and exports by the bar', async () => {
    const { page, host } = await show({ type: 'classify', rows: 20 });
    const bar = page.getByRole('toolbar', { name: 'Run' });
    await bar.getByRole('button', { name: 'Compare…' }).click();
    await bar.getByRole('button', { name: 'Label rows' }).click();
    for (const entry of ['Report…', 'Result Rows as JSON Lines…', 'Open Manifest as Text']) {
      await bar.getByRole('button', { name: 'Export' }).click();
      await page.getByRole('menuitem', { name: entry }).click();
    }
    await becomes(() => host.actions, ['compare', 'label', 'export', 'save', 'openText']);
  });

  it('leaves the rows the lower half of the window, with everything there is to say', async () => {
    const gates = { pass_rate: { min: 0.5 } };
    const { page } = await show(
      { type: 'classify', rows: 200, manifest: { aggregate_differences: ['pass rate 80 %'] } },
      {
        gates,
        isLabelled: false,
      },
    );
    const first = page.getByRole('row', { name: /^1 correct/ });
    await first.waitFor();
    const { y } = (await first.boundingBox()) ?? { y: Infinity };
    assert.ok(y < 400, `the first row is at ${y}`);
  });

  it('never overflows sideways, however narrow and however long the names', async () => {
    const name = 'A name that goes on and on '.repeat(8);
    const { page } = await show({ type: 'score', rows: 200, manifest: { name } }, { width: 500 });
    await page.locator('.chart-drawing').waitFor();
    const widest = await page.evaluate(`Math.max(...[...document.querySelectorAll(
      '.run, .summary, .summary *, .tabs')].map((e) => e.getBoundingClientRect().right))`);
    assert.ok(Number(widest) <= 500, String(widest));
    await becomes(() => page.getByRole('heading', { level: 1 }).getAttribute('title'), name);
  });
});
