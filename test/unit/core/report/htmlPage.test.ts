import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import { htmlReport } from '../../../../src/core/report/htmlReport.js';
import type { RunReport } from '../../../../src/core/report/runReport.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { BROWSERS } from '../../../webview/harness/openView.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const HOSTILE = `"><img src=x onerror="document.title='owned'"><script>document.title='owned'</script></details></main>`;

function reportOf(type: EvaluationType): RunReport {
  const { manifest, rows } = sampleRun({ type, rows: 60 });
  const named = { ...manifest, name: `Report ${HOSTILE}`, reason: HOSTILE };
  const hostile = rows.map((row): StoredRow => ({
    ...row,
    result: { ...row.result, question: HOSTILE, feedback: HOSTILE },
  }));
  const spec = { ...manifest.spec, gates: { pass_rate: { min: 0.99 } } };
  return {
    manifest: { ...named, spec, status: 'completed' },
    rows: hostile,
    statistics: runStatistics(spec, hostile),
    trust: HOSTILE,
  };
}

describe('the HTML report in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  before(async () => {
    const executablePath = process.env['GAVEL_CHROMIUM'] ?? BROWSERS.find(existsSync);
    assert.ok(executablePath, 'The report needs Chromium: apt-get install chromium.');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(() => browser.close());

  for (const type of ['classify', 'score', 'compare'] as const) {
    it(`${type}: is read without a script, and asks nothing of anybody`, async () => {
      const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
      const page = await context.newPage();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.setContent(htmlReport(reportOf(type)));
      const rows = page.locator('.rows details');
      assert.equal(await rows.count(), 60);
      const first = rows.first();
      assert.equal(await first.locator('dl').isVisible(), false);
      await first.locator('summary').click();
      assert.ok((await first.locator('dl').innerText()).includes('<img src=x'));
      assert.ok(
        (await page.getByRole('heading', { level: 1 }).innerText()).startsWith('Report ">'),
      );
      assert.equal(await page.locator('img, script, iframe, link').count(), 0);
      assert.deepEqual(asked, []);
      await context.close();
    });

    for (const colorScheme of ['light', 'dark'] as const) {
      it(`${type}, ${colorScheme}: has no fault that axe-core knows, and runs nothing`, async () => {
        // Past the page's own policy, which lets no script in, axe's neither.
        const context = await browser.newContext({ colorScheme, bypassCSP: true });
        const page = await context.newPage();
        await page.setContent(htmlReport(reportOf(type)));
        const path = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
        await page.evaluate(await readFile(path, 'utf8'));
        const found = await page.evaluate<string>(
          `axe.run().then(({ violations }) => JSON.stringify(violations.map(({ id, nodes }) => [id, nodes[0].html])))`,
        );
        assert.deepEqual(JSON.parse(found), []);
        assert.ok((await page.title()).startsWith('Report ">'));
        await context.close();
      });
    }
  }
});
