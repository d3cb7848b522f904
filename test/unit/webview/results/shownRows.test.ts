import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

describe('what is done with the rows that are shown', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  it('is done with the rows of the query, and is not on offer where there are none', async () => {
    const host = resultsHost(sampleRun({ type: 'classify', rows: 200 }));
    const { page, close } = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
    });
    const button = page.getByRole('button', { name: 'These rows' });
    await page.getByRole('button', { name: /^Failed/ }).click();
    for (const name of [
      'Label These Rows…',
      'New Dataset from These Rows…',
      'Copy Their Numbers',
    ]) {
      await button.click();
      await page.getByRole('menuitem', { name }).click();
    }
    await becomes(
      () => host.shownRows.map(({ action, filters, search }) => ({ action, filters, search })),
      ['label', 'dataset', 'copyNumbers'].map((action) => ({
        ...{ action, filters: ['failed'], search: '' },
      })),
    );
    await page.getByRole('searchbox').fill('no row holds this');
    await button.waitFor({ state: 'detached' });
    await close();
  });
});
