import assert from 'node:assert/strict';
import { readParts } from '../../../../texts.js';
import { csvReport } from '../../../../src/core/report/csvReport.js';
import { htmlReport } from '../../../../src/core/report/htmlReport.js';
import { junitReport } from '../../../../src/core/report/junitReport.js';
import { markdownReport } from '../../../../src/core/report/markdownReport.js';
import type { RunReport } from '../../../../src/core/report/runReport.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { configureTexts } from '../../../../src/l10n/t.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

describe('reports in German', () => {
  const parts = [...readParts('de').values()];
  const bundle = Object.fromEntries(parts.flatMap((part) => Object.entries(part)));

  afterEach(() => configureTexts(undefined));

  for (const type of ['classify', 'score', 'compare'] as const) {
    it(`${type}: what people read is German, what programs read as in English`, () => {
      const report = reportOf(type);
      const english = [csvReport(report), namesIn(junitReport(report))];
      configureTexts({ locale: 'de', bundle });
      assert.deepEqual([csvReport(report), namesIn(junitReport(report))], english);
      const [html, markdown] = [htmlReport(report), markdownReport(report)];
      assert.match(html, /<html lang="de">/);
      for (const text of [html, markdown].map(ownText)) {
        assert.match(text, /Zeilen mit Urteil/);
        assert.match(text, /\d,\d %/);
        assert.equal(ENGLISH.exec(text)?.[0], undefined);
      }
    });
  }
});

const ENGLISH = /\d\.\d %|\b(?:row|rows|judged|interval|wins|judge error|needs|passed|failed)\b/;

/** Without the style sheet, and without rows: what stands in them is the dataset's and the judge's. */
function ownText(report: string): string {
  return report.replace(/<style>[^]*<\/style>|<details>[^]*?<\/details>|^\| \d.*$|<[^>]+>/gm, '\n');
}

/** Elements with the attributes that programs go by; messages are for people. */
function namesIn(junit: string): string[] {
  return junit.replace(/ message="[^"]*"/g, '').match(/<[^>]+>/g) ?? [];
}

function reportOf(type: EvaluationType): RunReport {
  const { manifest, rows } = sampleRun({ type, rows: 60 });
  const spec = { ...manifest.spec, gates: { pass_rate: { min: 0.99 } } };
  return {
    manifest: { ...manifest, spec, status: 'completed' },
    rows,
    statistics: runStatistics(spec, rows),
  };
}
