import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { compareProtocol } from '../../../../src/shared/compareProtocol.js';
import { datasetProtocol } from '../../../../src/shared/datasetProtocol.js';
import { labelsProtocol } from '../../../../src/shared/labelsProtocol.js';
import { preflightProtocol } from '../../../../src/shared/preflightProtocol.js';
import { previewProtocol } from '../../../../src/shared/previewProtocol.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import type { Handlers, Protocol } from '../../../../src/shared/rpc.js';
import { proven } from '../../../security/proofs.js';
import type { ViewName } from '../../../../src/ui/webview/viewPage.js';
import { openBench, type ViewBench } from '../../../webview/harness/openView.js';

/** Every view, and what it calls to ask again. */
const VIEWS: readonly { view: ViewName; protocol: Protocol; retry: string }[] = [
  { view: 'results', protocol: resultsProtocol, retry: 'Retry' },
  { view: 'dataset', protocol: datasetProtocol, retry: 'Retry' },
  { view: 'preview', protocol: previewProtocol, retry: 'Retry' },
  { view: 'preflight', protocol: preflightProtocol, retry: 'Count again' },
  { view: 'compare', protocol: compareProtocol, retry: 'Retry' },
  { view: 'labels', protocol: labelsProtocol, retry: 'Retry' },
];
const WHY = 'The file is gone; restore it.';

describe('the error page of a view', () => {
  let bench: ViewBench;
  let shown = 0;
  before(async () => (bench = await openBench()));
  after(() => bench.close());

  for (const { view, protocol, retry } of VIEWS) {
    it(`${view}: says why the extension has no answer, asks again, and loads anew`, async () => {
      const asked: string[] = [];
      const { page, close } = await bench.open({
        view,
        protocol,
        handlers: refusing(protocol, asked),
      });
      const main = page.locator('#root');
      await main.getByText(WHY).first().waitFor();
      const before = asked.filter((method) => method === 'open').length;
      await main.getByRole('button', { name: retry, exact: true }).first().click();
      await page.waitForFunction(`document.body.textContent.includes(${JSON.stringify(WHY)})`);
      assert.equal(asked.filter((method) => method === 'open').length, before + 1);
      assert.deepEqual(await sentBy(page, 'Reload'), [{ type: 'reload' }]);
      shown += 1;
      await close();
    });

    it(`${view}: a fault of its own leaves a page that loads anew, and as new`, async () => {
      const { page, close } = await bench.open({
        view,
        protocol,
        handlers: refusing(protocol, []),
        state: { row: 7, rail: true },
      });
      const root = page.locator('#root');
      // The first element that the view draws is one too many.
      await page.addInitScript(`for (const name of ['createElement', 'createElementNS']) {
        document[name] = () => {
          delete document.createElement;
          delete document.createElementNS;
          throw new Error('no memory');
        };
      }`);
      await page.reload();
      await root.getByText('This view met a fault of its own: no memory').waitFor();
      assert.deepEqual(await sentBy(page, 'Reload'), [{ type: 'reload' }]);
      assert.deepEqual(await sentBy(page, 'Reload as new'), [{ type: 'reload' }]);
      assert.equal(await page.evaluate(`sessionStorage.getItem('state')`), '{}');
      shown += 1;
      await close();
    });
  }

  it('stands in every view', () => {
    assert.equal(shown, 2 * VIEWS.length);
    proven({
      area: 'Interface',
      claim:
        'A view whose script fails, or whose file or host gives no answer, says so and offers to reload',
      test: 'test/unit/webview/common/errorPages.test.ts',
      figure: `${shown} broken views in ${VIEWS.length} kinds, each reloaded`,
    });
  });
});

/** A host that can answer nothing. */
function refusing<P extends Protocol>(protocol: P, asked: string[]): Handlers<P> {
  const methods = Object.keys(protocol.methods).map((method) => [
    method,
    () => {
      asked.push(method);
      return Promise.reject(new Error(WHY));
    },
  ]);
  return Object.fromEntries(methods) as Handlers<P>; // one for each method
}

/** What the view tells the host when a button is pressed. */
async function sentBy(page: Page, button: string): Promise<unknown> {
  await page.evaluate(`{
    const send = (window.realToHost ??= window.toHost);
    window.sent = [];
    window.toHost = (message) => {
      window.sent.push(message);
      return send(message);
    };
  }`);
  await page.locator('#root').getByRole('button', { name: button, exact: true }).first().click();
  return page.evaluate(`window.sent.filter(({ type }) => type !== 'request')`);
}
