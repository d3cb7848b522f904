import assert from 'node:assert/strict';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { becomes } from '../../../webview/harness/elementState.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { ViewBench } from '../../../webview/harness/openView.js';
import { resultsHost } from '../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

describe('a new dataset of the rows that are shown', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  it('asks for the rows of the query, and is not on offer where there are none', async () => {
    const host = resultsHost(sampleRun({ type: 'classify', rows: 200 }));
    const { page, close } = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
    });
    const button = page.getByRole('button', { name: 'New dataset from these rows…' });
    await page.getByRole('button', { name: /^Failed/ }).click();
    await button.click();
    await becomes(() => Promise.resolve(host.newDatasets.length), 1);
    assert.deepEqual(
      host.newDatasets.map(({ filters, search }) => ({ filters, search })),
      [{ filters: ['failed'], search: '' }],
    );
    await page.getByRole('searchbox').fill('no row holds this');
    await button.waitFor({ state: 'detached' });
    await close();
  });
});
