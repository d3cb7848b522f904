import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { chromium, type Browser } from 'playwright-core';
import { csvReport } from '../../../../src/core/report/csvReport.js';
import { htmlReport } from '../../../../src/core/report/htmlReport.js';
import { junitReport } from '../../../../src/core/report/junitReport.js';
import { markdownReport } from '../../../../src/core/report/markdownReport.js';
import type { RunReport } from '../../../../src/core/report/runReport.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { proven } from '../../../security/proofs.js';
import { XSS_PAYLOADS } from '../../../security/xssPayloads.js';
import { BROWSERS } from '../../../webview/harness/openView.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import { tripwire } from '../../../webview/harness/tripwire.js';

/** A run in which every text is a payload: names, columns, cells, labels, models, errors. */
function hostileReport(): RunReport {
  let next = 0;
  const payload = () => XSS_PAYLOADS[next++ % XSS_PAYLOADS.length] ?? '';
  const { manifest, rows } = sampleRun({ type: 'classify', rows: XSS_PAYLOADS.length });
  if (manifest.spec.type !== 'classify') throw new Error('It is of another type.');
  const labels = [payload(), payload(), payload()];
  const spec = {
    ...manifest.spec,
    name: payload(),
    labels,
    pass_labels: labels.slice(0, 1),
    judge: { ...manifest.spec.judge, model: payload(), system_template: payload() },
    gates: { pass_rate: { min: 0.99 } },
  };
  const hostile = rows.map(({ result, details }, at): StoredRow => ({
    result: {
      ...Object.fromEntries([[XSS_PAYLOADS[at] ?? '', payload()]]),
      ...result,
      question: payload(),
      answer: payload(),
      feedback: payload(),
      label: labels[at % 4] ?? payload(),
    },
    details: {
      ...(details ?? { row: at + 1, outcome: 'passed' }),
      errors: [{ stage: 'judge', message: payload() }],
    },
  }));
  return {
    manifest: {
      ...manifest,
      name: payload(),
      description: payload(),
      reason: payload(),
      spec,
      status: 'completed',
      models: { judge: { ...manifest.models.judge, model: payload() } },
      dataset: { ...manifest.dataset, path: payload() },
    },
    rows: hostile,
    statistics: runStatistics(spec, hostile),
    trust: payload(),
  };
}

describe('reports of a run of hostile texts', function () {
  this.timeout(60_000);
  const report = hostileReport();
  let browser: Browser;
  before(async () => {
    const executablePath = process.env['GAVEL_CHROMIUM'] ?? BROWSERS.find(existsSync);
    assert.ok(executablePath, 'The report needs Chromium: apt-get install chromium.');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  after(() => browser.close());

  it('HTML: nothing of it runs, loads or becomes an element, with scripts allowed', async () => {
    const html = htmlReport(report);
    const page = await browser.newPage();
    const wire = tripwire(['style']);
    await wire.prepare(page);
    await page.route('http://127.0.0.1:1/report', (route) =>
      route.fulfill({ body: html, contentType: 'text/html; charset=utf-8' }),
    );
    await page.goto('http://127.0.0.1:1/report');
    assert.equal(await page.locator('.rows details').count(), XSS_PAYLOADS.length);
    await page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))");
    await wire.check(page);
    assert.deepEqual(wire.trips, []);
    // The one style sheet is let in, by its hash.
    assert.equal(await page.evaluate('document.styleSheets.length'), 1);
  });

  it('Markdown: no link, no picture, no HTML but its own', () => {
    const kinds = new Set<string>();
    const markup = new Set<string>();
    const walk = (
      node: Readonly<{ type: string; value?: string; children?: readonly object[] }>,
    ) => {
      kinds.add(node.type);
      if (node.type === 'html') markup.add(node.value ?? '');
      for (const child of node.children ?? []) walk(child as typeof node); // of one tree
    };
    walk(
      fromMarkdown(markdownReport(report), {
        extensions: [gfmTable()],
        mdastExtensions: [gfmTableFromMarkdown()],
      }),
    );
    for (const kind of ['link', 'image', 'linkReference', 'imageReference', 'definition', 'code'])
      assert.equal(kinds.has(kind), false, kind);
    assert.deepEqual(
      [...markup].filter(
        (text) => !/^<\/?details>(<summary>[\w ,]+<\/summary>)?$/.test(text.replace(/\n/g, '')),
      ),
      [],
    );
  });

  it('JUnit: well-formed XML with the elements of its own alone', async () => {
    const page = await browser.newPage();
    const read = await page.evaluate<string[]>(
      `(() => {
        const read = new DOMParser().parseFromString(${JSON.stringify(junitReport(report))}, 'application/xml');
        const fault = read.querySelector('parsererror');
        if (fault) return [fault.textContent];
        if (read.doctype) return ['a document type'];
        return [...new Set([...read.querySelectorAll('*')].map(({ localName }) => localName))];
      })()`,
    );
    const own =
      /^(testsuites?|testcase|properties|property|failure|error|skipped|system-out|system-err)$/;
    assert.deepEqual(
      read.filter((name) => !own.test(name)),
      [],
    );
    assert.ok(read.includes('testcase'));
  });

  it('CSV: every cell comes back whole, and none is a formula', () => {
    const table: string[][] = parse(csvReport(report));
    const [head = [], ...records] = table;
    assert.equal(records.length, XSS_PAYLOADS.length);
    for (const record of [head, ...records]) {
      assert.equal(record.length, head.length);
      assert.deepEqual(
        record.filter((cell) => /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell)),
        [],
      );
    }
    for (const payload of XSS_PAYLOADS) {
      // A half of a pair is none in UTF-8.
      const name = Buffer.from(payload).toString();
      assert.ok(head.includes(name) || head.includes(`'${name}`), payload);
    }
  });

  it('are all of these', () => {
    proven({
      area: 'Views',
      claim:
        'A report (HTML in a browser, Markdown, JUnit XML, CSV) runs, loads and links nothing of what a run holds, and no cell is a formula',
      test: 'test/unit/core/report/hostileReport.test.ts',
      figure: `${XSS_PAYLOADS.length} payloads in 4 forms`,
    });
  });
});
