import { cacheText } from '../runs/cacheText.js';
import { headlineSentence } from '../stats/headline.js';
import { escapeMarkup } from './escapeMarkup.js';
import { reportNotes, reportRows, sourceLine, verdictCell, type RunReport } from './runReport.js';

const STYLE = `
:root { color-scheme: light dark; }
body { font: 14px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin-bottom: 0; }
.answer { font-size: 1.1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px; border-bottom: 1px solid #8884; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td pre { margin: 0; white-space: pre-wrap; font: 12px/1.5 ui-monospace, monospace; }
`;

/** One file to keep or send: no script, nothing loaded from elsewhere. */
export function htmlReport(report: RunReport): string {
  const { manifest, statistics } = report;
  const { n, invalid, judge_errors, generation_errors, compare, passed, failed } = statistics;
  const counts: readonly (readonly [string, number])[] = [
    ...(compare
      ? ([
          ['A wins', compare.a_wins],
          ['B wins', compare.b_wins],
          ['ties', compare.ties],
        ] as const)
      : ([
          ['passed', passed],
          ['failed', failed],
        ] as const)),
    ['invalid verdict', invalid],
    ['judge error', judge_errors],
    ['generation error', generation_errors],
    ['rows', n],
  ];
  const reused = cacheText(manifest.cache, manifest.spec);
  const name = escapeMarkup(manifest.name);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${name}</title>`,
    `<style>${STYLE}</style>`,
    `<h1>${name}</h1>`,
    `<p>${escapeMarkup(sourceLine(report))}</p>`,
    `<p class="answer">${escapeMarkup(headlineSentence(statistics))}</p>`,
    ...reportNotes(report).map((note) => `<p>${escapeMarkup(note)}</p>`),
    ...(reused === null ? [] : [`<p>${escapeMarkup(`Cache: ${reused}.`)}</p>`]),
    ...(manifest.reason ? [`<p>${escapeMarkup(manifest.reason)}</p>`] : []),
    `<table><thead><tr>${counts.map(([label]) => `<th class="n">${label}</th>`).join('')}</tr></thead>`,
    `<tbody><tr>${counts.map(([, value]) => `<td class="n">${value}</td>`).join('')}</tr></tbody></table>`,
    '<h2>Rows</h2>',
    '<table><thead><tr><th class="n">row</th><th>outcome</th><th>verdict</th><th>feedback</th></tr></thead><tbody>',
    ...reportRows(report).map(
      (row) =>
        `<tr><td class="n">${row.number}</td><td>${row.outcome}</td><td>${escapeMarkup(verdictCell(row))}</td>` +
        `<td><pre>${escapeMarkup(row.feedback)}</pre></td></tr>`,
    ),
    '</tbody></table>',
    '</html>',
    '',
  ].join('\n');
}
