import assert from 'node:assert/strict';
import { PAUSED } from '../../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes, hasFocus, scrollTo, scrollTopOf } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

describe('results editor', function () {
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
    { state, width = 1200 }: { state?: unknown; width?: number } = {},
  ) {
    const host = resultsHost(sampleRun(options));
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      size: { width, height: 800 },
      ...(state !== undefined && { state }),
    });
    open.push(view);
    return { host, ...view, grid: view.page.getByRole('grid', { name: 'Judged rows' }) };
  }

  it('puts the figure, its interval and the sum of the rows on top', async () => {
    const { page, complaints } = await show({ type: 'classify', rows: 500 });
    await page.getByText('72.2 % pass (68.0–76.0)').waitFor();
    await page.getByText('350 of 485 judged rows pass').waitFor();
    const sum = async () =>
      (await page.locator('.accounting p').first().innerText()).replace(/\s+/g, ' ');
    await becomes(
      async () => (await sum()).trim(),
      '350 passed + 135 failed + 10 invalid + 5 judge errors + 0 generation errors = 500 rows',
    );
    assert.deepEqual(complaints, []);
  });

  it('goes through 100,000 rows with a few of them on the page', async () => {
    const { page, grid } = await show({ type: 'classify', rows: 100_000 });
    await grid.getByRole('row', { name: /^1 correct/ }).waitFor();
    await grid.focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'Row 100,000' }).waitFor();
    await becomes(() => grid.getAttribute('aria-rowcount'), '100001');
    assert.ok((await grid.getByRole('row').count()) < 100);
  });

  it('filters by a chip, and says so where nothing matches', async () => {
    const { page, grid } = await show({ type: 'classify', rows: 100 });
    await page.getByRole('button', { name: 'Invalid 2' }).click();
    await page.getByText('2 of 100 rows').waitFor();
    await becomes(() => grid.getByRole('row').count(), 3);
    await page.getByRole('searchbox', { name: 'Search in rows' }).fill('zebra');
    await page.getByText('No row matches.').waitFor();
    await page.getByRole('button', { name: 'Show all rows' }).click();
    await grid.getByRole('row', { name: /^1 correct/ }).waitFor();
  });

  it('steps through rows by keys, and reads them in the pane', async () => {
    const { page, grid } = await show({ type: 'compare', rows: 40 });
    await grid.getByRole('row', { name: /^1 / }).waitFor();
    await grid.focus();
    for (const key of ['j', 'ArrowDown', 'j', 'k']) await page.keyboard.press(key);
    await page.getByRole('heading', { name: 'Row 2' }).waitFor();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('tabpanel', { name: 'Verdict' });
    await becomes(() => hasFocus(panel), true);
    await page.getByRole('heading', { name: /A first, then B/ }).waitFor();
    await page.keyboard.press('Escape');
    await becomes(() => hasFocus(grid), true);
    await page.getByRole('tab', { name: 'Prompt' }).click();
    await page.getByRole('heading', { name: /Judge, B first/ }).waitFor();
  });

  it('keeps the selected row, the scroll and the filter while rows arrive', async () => {
    const manifest: Partial<RunManifest> = { status: 'running', finished_at: undefined };
    const { page, grid, host, emit } = await show({ type: 'classify', rows: 300, manifest });
    await page.getByRole('button', { name: /^Passed/ }).click();
    await grid.getByRole('row', { name: /^1 correct/ }).waitFor();
    await scrollTo(grid, 1100);
    await grid.getByRole('row', { name: /^80 correct/ }).click();
    await page.getByRole('heading', { name: 'Row 80' }).waitFor();
    const top = await scrollTopOf(grid);

    const more = sampleRun({ type: 'classify', rows: 400, manifest });
    emit('changed', host.change({ rows: more.rows }));
    await page.getByText('280 of 400 rows').waitFor();
    await page.getByRole('heading', { name: 'Row 80' }).waitFor();
    await becomes(() => scrollTopOf(grid), top);
    await becomes(() => grid.locator('[aria-selected=true] [role=rowheader]').innerText(), '80');
  });

  it('regression: keeps to the selected row when the rows are put in order, and shows it anew after a retry', async () => {
    const sample = sampleRun({ type: 'classify', rows: 60 });
    const running: RunManifest = { ...sample.manifest, status: 'running' };
    const { page, grid, host, emit } = await show({ type: 'classify', rows: 60 });
    emit('changed', host.change({ manifest: running, rows: sample.rows.toReversed() }));
    await grid.getByRole('row', { name: /^9 / }).click();
    await page.getByRole('tab', { name: 'Raw' }).click();
    await page.getByText('line 52 of results.jsonl').waitFor();

    emit('changed', host.change({ manifest: sample.manifest, rows: sample.rows }));
    await page.getByText('line 9 of results.jsonl').waitFor();
    await page.getByRole('heading', { name: 'Row 9' }).waitFor();
    const selected = grid.locator('[aria-selected=true] [role=rowheader]');
    assert.equal(await selected.innerText(), '9');

    const others = sample.rows.filter(({ details }) => details?.row !== 9);
    emit('changed', host.change({ manifest: running, rows: others }));
    await page.getByText('no such row').waitFor();
    emit('changed', host.change({ manifest: running, rows: sample.rows }));
    await page.getByText('line 9 of results.jsonl').waitFor();
  });

  it('regression: shows the first rows of a run that was opened without any', async () => {
    const manifest: Partial<RunManifest> = { status: 'running', finished_at: undefined };
    const { page, grid, host, emit } = await show({ type: 'classify', rows: 0, manifest });
    await page.getByText('Rows appear here as they are judged.').waitFor();
    emit('changed', host.change({ rows: sampleRun({ type: 'classify', rows: 12 }).rows }));
    await grid.getByRole('row', { name: /^1 correct/ }).waitFor();
    await becomes(() => grid.getAttribute('aria-rowcount'), '13');
  });

  it('remembers filter, selected row and scroll over a reload', async () => {
    const { page, grid } = await show({ type: 'score', rows: 300 });
    await page.getByRole('button', { name: /^Failed/ }).click();
    await page.getByText(/of 300 rows/).waitFor();
    await scrollTo(grid, 880);
    await grid.locator('.grid-body .grid-row').nth(20).click();
    const row = await page.getByRole('heading', { name: /^Row \d+$/ }).innerText();
    const top = await scrollTopOf(grid);
    await page.reload();
    await page.getByRole('heading', { name: row, exact: true }).waitFor();
    await page.getByRole('button', { name: /^Failed/, pressed: true }).waitFor();
    await becomes(() => scrollTopOf(grid), top);
  });

  it('keeps a long label to its line, and shows that it goes on', async () => {
    const label = 'agrees with the policy but leaves something out that matters '.repeat(5).trim();
    const { spec } = sampleRun({ type: 'classify', rows: 0 }).manifest;
    if (spec.type !== 'classify') throw new Error('the sample is of another type');
    const labels = [label, ...spec.labels];
    const { page, grid } = await show({
      type: 'classify',
      rows: 12,
      manifest: { spec: { ...spec, labels } },
    });
    await page.getByRole('button', { name: label }).waitFor();
    const fits = await page.evaluate(`(() => {
      const [text] = document.querySelectorAll('.chart-drawing text');
      const { right } = text.getBoundingClientRect();
      const next = text.nextElementSibling.getBoundingClientRect();
      return { isCut: text.lastChild.data.endsWith('…'), isApart: right < next.left };
    })()`);
    assert.deepEqual(fits, { isCut: true, isApart: true });
    await grid.locator('.grid-body .grid-row').first().click();
    const heading = page.getByRole('heading', { name: 'Row 1' });
    await heading.waitFor();
    const lines = await page.evaluate(`(() => {
      const e = document.querySelector('.pane-head h2');
      e.nextElementSibling.append(${JSON.stringify('a long label '.repeat(30))});
      const line = document.createRange();
      line.selectNodeContents(e);
      return line.getClientRects().length;
    })()`);
    assert.equal(lines, 1);
  });

  it('sets text of another direction in its own', async () => {
    const { page, grid } = await show({ type: 'classify', rows: 12 });
    await grid.locator('.grid-body .grid-row').first().click();
    await page.locator('.pane-body .text').first().waitFor();
    const spaces = await page.evaluate(`(() => {
      const e = document.querySelector('.pane-body .text');
      e.textContent = 'העיר היא Paris.';
      const line = document.createRange();
      line.selectNodeContents(e);
      const [box, place] = [line.getBoundingClientRect(), e.getBoundingClientRect()];
      return { left: box.left - place.left, right: place.right - box.right };
    })()`);
    const { left, right } = spaces as { left: number; right: number };
    assert.ok(right < left, `${left}, ${right}`);
  });

  it('promises rows to come where a run is paused before its first', async () => {
    const manifest: Partial<RunManifest> = { status: 'paused', finished_at: undefined };
    const { page } = await show({ type: 'classify', rows: 0, manifest });
    await page.getByText('No verdict yet').waitFor();
    await page.getByText('No row yet. Rows appear here once the run is resumed.').waitFor();
  });

  it('says why a run stopped, and resumes it', async () => {
    const reason = 'The key for api.together.ai was refused; set it again with Gavel: Set API Key.';
    const { page, host } = await show({
      type: 'classify',
      rows: 12,
      manifest: { status: 'paused', reason, finished_at: undefined },
    });
    const alert = page.getByRole('alert');
    await alert.getByText(reason).waitFor();
    await alert.getByRole('button', { name: 'Resume' }).click();
    await becomes(() => host.actions, ['resume']);
  });

  const RUNNING: Partial<RunManifest> = { status: 'running', finished_at: undefined };
  const FAST = {
    ...{ done: 412, total: 1319, errors: 2, rowsPerSecond: 38, leftMs: 24_000 },
    ...{ tokens: 81_204, costUsd: 0.31, cacheHits: 120 },
  };

  it('tells how far a run is, how fast it goes and what it has cost, while it grows', async () => {
    const { page, host, emit } = await show({ type: 'classify', rows: 12, manifest: RUNNING });
    emit('changed', host.change({ progress: FAST }));
    const words =
      '412 of 1,319 rows · 38 rows/s · 24 s left · 2 errors · 81,204 tokens · $0.31 · 120 requests from the cache · 10 s so far';
    await page.getByText(words, { exact: true }).waitFor();
    const bar = page.getByRole('progressbar', { name: 'Rows judged' });
    assert.deepEqual(
      [await bar.getAttribute('value'), await bar.getAttribute('max')],
      ['412', '1319'],
    );
    const ended = host.change({
      manifest: sampleRun({ type: 'classify', rows: 12 }).manifest,
      rows: sampleRun({ type: 'classify', rows: 12 }).rows,
    });
    emit('changed', ended);
    await bar.waitFor({ state: 'detached' });
    await page.getByText('2 m 14 s · 12 rows · local').waitFor();
  });

  it('pauses, resumes and cancels by the keyboard, and keeps the focus in the bar', async () => {
    const { page, host, emit } = await show({ type: 'classify', rows: 12, manifest: RUNNING });
    const focused = () =>
      page.evaluate("document.activeElement.textContent + '|' + document.activeElement.role");
    const { manifest } = sampleRun({ type: 'classify', rows: 12, manifest: RUNNING });
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    emit('changed', host.change({ manifest: { ...manifest, status: 'paused', reason: PAUSED } }));
    await page.getByText('You paused this run. The rows that were judged are kept.').waitFor();
    assert.equal(await focused(), 'Resume|null');
    await page.keyboard.press('Space');
    emit('changed', host.change({ manifest }));
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    assert.equal(await focused(), 'Pause|null');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction('true');
    emit('changed', host.change({ manifest: { ...manifest, status: 'cancelled' } }));
    await page.getByRole('button', { name: 'Run again' }).waitFor();
    assert.equal(
      await focused(),
      `${await page.getByRole('toolbar', { name: 'Run' }).textContent()}|toolbar`,
    );
    assert.deepEqual(host.actions, ['pause', 'resume', 'cancel']);
  });

  it('says to a screen reader how far it is every ten seconds at most, and another status at once', async () => {
    const { page, host, emit } = await show({ type: 'classify', rows: 12, manifest: RUNNING });
    const { manifest } = sampleRun({ type: 'classify', rows: 12, manifest: RUNNING });
    const said = page.getByRole('status', { name: 'Progress of the run' });
    await said.waitFor({ state: 'attached' });
    assert.equal(await said.textContent(), 'running, 12 of 12 rows');
    await page.clock.install();
    emit('changed', host.change({ manifest: { ...manifest, status: 'queued' } }));
    await page.getByText('queued, 12 of 12 rows').waitFor({ state: 'attached' });
    emit('changed', host.change({ manifest, progress: FAST }));
    await page.getByText(/^running, 412 of 1,319 rows, 38 rows\/s/).waitFor({ state: 'attached' });
    emit('changed', host.change({ progress: { ...FAST, done: 450 } }));
    await page.getByText(/^450 of 1,319 rows/).waitFor();
    await page.clock.runFor(9000);
    assert.match((await said.textContent()) ?? '', /^running, 412 of/);
    await page.clock.runFor(1500);
    await page.getByText(/^running, 450 of 1,319 rows/).waitFor({ state: 'attached' });
  });

  it('shows a run without rows, and one whose verdicts are scripted', async () => {
    const empty = await show({ type: 'classify', rows: 0 });
    await empty.page.getByText('This run has no rows.').waitFor();
    await empty.page.getByText('The run ended before its first row.').waitFor();
    await empty.page.getByText('No verdict', { exact: true }).waitFor();
    const demo = await show({ type: 'classify', rows: 1, manifest: { demo: true } });
    await demo.page.getByText('demo: scripted verdicts').waitFor();
    await demo.grid.getByRole('row', { name: /^1 correct/ }).waitFor();
  });

  it('offers to try again where the run can’t be read', async () => {
    let attempts = 0;
    const host = resultsHost(sampleRun({ type: 'classify', rows: 5 }));
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: {
        ...host.handlers,
        open: (request, signal) => {
          attempts += 1;
          if (attempts === 1) throw new Error('The manifest is no JSON; restore it.');
          return host.handlers.open(request, signal);
        },
      },
    });
    open.push(view);
    await view.page.getByText('The manifest is no JSON; restore it.').waitFor();
    await view.page.getByRole('button', { name: 'Retry' }).click();
    await view.page.getByText(/^\d+ of 5 judged rows|^\d of 5/).waitFor();
  });
});
