import assert from 'node:assert/strict';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes, hasFocus } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, Theme, ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

describe('chart in a view', function () {
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

  async function show(options: SampleOptions, theme: Theme = 'dark') {
    const host = resultsHost(sampleRun(options));
    const view = await bench.open({
      ...{ view: 'results', protocol: resultsProtocol, handlers: host.handlers, theme },
    });
    open.push(view);
    const figure = view.page.getByRole('figure', { name: /of the judged rows$/ });
    await figure.waitFor();
    return { host, figure, ...view };
  }

  it('is one stop for Tab, its bars are reached by arrows and pressed by Enter', async () => {
    const { page, figure } = await show({ type: 'classify', rows: 100 });
    const [correct, incomplete] = ['correct, 70, 72.2 %', 'incomplete, 15, 15.5 %'].map((name) =>
      figure.getByRole('button', { name, exact: true }),
    );
    assert.ok(correct && incomplete);
    await figure.getByRole('button', { name: /^Chart/ }).focus();
    await page.keyboard.press('Tab');
    await becomes(() => hasFocus(correct), true);
    await page.keyboard.press('ArrowDown');
    await becomes(() => hasFocus(incomplete), true);
    await page.keyboard.press('Enter');
    await page.getByText('15 of 100 rows').waitFor();
    await becomes(() => incomplete.getAttribute('aria-pressed'), 'true');
    await page.keyboard.press('Space');
    await becomes(() => incomplete.getAttribute('aria-pressed'), 'false');
    await page.keyboard.press('Tab');
    await becomes(() => page.evaluate('document.activeElement.closest("figure") === null'), true);
  });

  it('tells failures from passes by more than colour in high contrast', async () => {
    const isFilled = async (theme: Theme) => {
      const { page, figure } = await show({ type: 'score', rows: 100 }, theme);
      await figure.locator('.bar-mark').first().waitFor();
      return page.evaluate(
        `['ink-pass', 'ink-fail'].map((ink) => {
          const { fill, color } = getComputedStyle(document.querySelector('.bar-mark.' + ink));
          return fill === color;
        })`,
      );
    };
    assert.deepEqual(await isFilled('dark'), [true, true]);
    assert.deepEqual(await isFilled('hc-dark'), [true, false]);
    assert.deepEqual(await isFilled('hc-light'), [true, false]);
  });

  it('is a table for a screen reader, and for anybody who wants it', async () => {
    const { page, figure } = await show({ type: 'score', rows: 100 });
    const table = figure.getByRole('table', { name: 'Scores of the judged rows' });
    await becomes(
      () => table.getByRole('row').first().innerText(),
      'Score\tRows\tShare of judged rows',
    );
    await figure.getByRole('button', { name: /^Chart/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Show as Table' }).click();
    await figure.locator('.chart-table').waitFor();
    await figure.getByRole('button', { name: /^Chart/ }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Show as Table', checked: true }).click();
    await figure.locator('.chart-place').waitFor();
  });

  it('gives the host the SVG in the colours of the theme, and a PNG of twice its size', async () => {
    const { page, figure, host, complaints } = await show(
      { type: 'classify', rows: 100 },
      'hc-light',
    );
    for (const format of ['SVG', 'PNG']) {
      await figure.getByRole('button', { name: /^Chart/ }).click();
      await page.getByRole('menuitem', { name: `Save as ${format}…` }).click();
    }
    await becomes(() => host.charts.length, 2);
    const [svg, png] = host.charts;
    assert.ok(svg && png);
    assert.deepEqual(
      [svg.name, svg.format, png.format],
      ['Answer correctness labels', 'svg', 'png'],
    );
    assert.match(svg.data, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" width="[\d.]+"/);
    assert.match(svg.data, /fill="rgb\(255, 255, 255\)"/);
    assert.match(svg.data, /Labels of the judged rows/);
    assert.doesNotMatch(svg.data, /var\(|currentcolor|"NaN/);
    const bytes = Buffer.from(png.data, 'base64');
    assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
    const width = Number(/width="([\d.]+)"/.exec(svg.data)?.[1]);
    assert.equal(bytes.readUInt32BE(16), Math.ceil(2 * width));
    assert.deepEqual(complaints, []);
  });
});
