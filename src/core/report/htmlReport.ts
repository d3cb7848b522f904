import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { currentTexts, t } from '../../l10n/t.js';
import { barChart } from '../charts/barChart.js';
import type { Chart } from '../charts/chart.js';
import { intervalPlot } from '../charts/intervalPlot.js';
import { svgText } from '../charts/svgText.js';
import { comparisonSentence } from '../compare/comparisonSentence.js';
import { cacheText } from '../runs/cacheText.js';
import { countedFailures } from '../runs/failureWords.js';
import { runWarnings } from '../runs/runWarnings.js';
import { grouped, scoreText } from '../stats/figures.js';
import { gatesOfRun } from '../stats/gates.js';
import { headlineSentence } from '../stats/headline.js';
import { escapeMarkup } from './escapeMarkup.js';
import { htmlRows } from './htmlRows.js';
import { HTML_STYLE, inkColour } from './htmlStyle.js';
import { accounting, distributionBars, reportFigures } from './reportFigures.js';
import { reportSetup } from './reportSetup.js';
import { accountingWords, gateWords } from './reportWords.js';
import {
  changedCells,
  changedHead,
  reportNotes,
  demoWords,
  sourceLine,
  type RunReport,
} from './runReport.js';

const WIDTH = 720;
/** Changed rows that are listed; the rest is for the editor. */
const MOST_CHANGED = 200;

/** One file to keep, send or print: no script, nothing loaded from elsewhere, light or dark. */
export function htmlReport(report: RunReport): string {
  const { manifest } = report;
  const name = escapeMarkup(manifest.name);
  return [
    '<!doctype html>',
    `<html lang="${escapeMarkup(currentTexts()?.locale ?? 'en')}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy()}">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${name}</title>`,
    `<style>${HTML_STYLE}</style>`,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${name}</h1>`,
    // What is scripted is said in a box of its own.
    `<p class="source">${escapeMarkup(sourceLine({ manifest: { ...manifest, demo: false } }))}</p>`,
    ...(manifest.demo ? [`<p class="demo">${escapeMarkup(demoWords())}</p>`] : []),
    ...answer(report),
    ...gates(report),
    ...figures(report),
    ...distribution(report),
    ...failures(report),
    ...trust(report),
    ...setup(report),
    ...htmlRows(report),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** Lets in the one style sheet, by its hash, and nothing else. */
function policy(): string {
  const hash = btoa(String.fromCharCode(...sha256(utf8ToBytes(HTML_STYLE))));
  return `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
}

function answer(report: RunReport): string[] {
  const { manifest, statistics, baseline } = report;
  const reused = cacheText(manifest.cache, manifest.spec);
  const warnings = [...(manifest.reason ? [manifest.reason] : []), ...runWarnings(manifest)];
  const notes = [...reportNotes(report), ...(reused === null ? [] : [t('Cache: {0}.', reused)])];
  const parts = accounting(statistics);
  return [
    `<p class="answer">${escapeMarkup(headlineSentence(statistics))}.</p>`,
    ...(baseline
      ? [
          `<p class="answer">${escapeMarkup(t('Against {0}: {1}.', baseline.name, comparisonSentence(baseline.comparison)))}</p>`,
          ...baseline.comparison.cautions.map(
            (text) => `<p class="warn">${escapeMarkup(text)}</p>`,
          ),
        ]
      : []),
    table(
      parts.map(([label]) => ({ text: accountingWords(label), isNumber: true })),
      [parts.map(([, count]) => grouped(count))],
    ),
    ...(warnings.length > 0
      ? [
          '<ul class="warnings">',
          ...warnings.map((text) => `<li class="warn">${escapeMarkup(text)}</li>`),
          '</ul>',
        ]
      : []),
    ...notes.map((note) => `<p class="note">${escapeMarkup(note)}</p>`),
  ];
}

function gates({ manifest, statistics }: RunReport): string[] {
  const judged = gatesOfRun(manifest, statistics);
  if (judged.length === 0) return [];
  const tones = { passed: 'pass', failed: 'fail', inconclusive: 'warn' } as const;
  const signs = { passed: '✓', failed: '✗', inconclusive: '?' } as const;
  return [
    `<h2>${escapeMarkup(t('Gates'))}</h2>`,
    `<table><thead><tr>${[t('gate'), t('outcome'), t('why')].map((text) => `<th scope="col">${escapeMarkup(text)}</th>`).join('')}</tr></thead><tbody>`,
    ...judged.map(
      ({ metric, outcome, message }) =>
        `<tr><th scope="row">${escapeMarkup(metric)}</th><td class="short ${tones[outcome]}"><span aria-hidden="true">${signs[outcome]}</span> ${escapeMarkup(gateWords(outcome))}</td><td>${escapeMarkup(message)}</td></tr>`,
    ),
    '</tbody></table>',
  ];
}

function figures(report: RunReport): string[] {
  const all = reportFigures(report);
  if (all.length === 0) return [];
  const shares = all.filter(({ isShare }) => isShare);
  const { spec } = report.manifest;
  const means = all.filter(({ isShare }) => !isShare);
  return [
    `<h2>${escapeMarkup(t('Figures with their 95 % intervals'))}</h2>`,
    ...(means.length > 0 && spec.type === 'score'
      ? [
          drawn(
            intervalPlot(
              {
                title: t('Mean score on its scale'),
                columns: [t('figure'), t('value'), t('over')],
                rows: means.map(plotRow),
                scale: { min: spec.min_score, max: spec.max_score },
                format: scoreText,
              },
              WIDTH,
            ),
          ),
        ]
      : []),
    ...(shares.length > 0
      ? [
          drawn(
            intervalPlot(
              {
                title: t('Shares with their 95 % intervals, from 0 to 100 %'),
                columns: [t('figure'), t('value'), t('over')],
                rows: shares.map(plotRow),
                scale: { min: 0, max: 1 },
                format: (value) => `${Math.round(100 * value)} %`,
              },
              WIDTH,
            ),
          ),
        ]
      : []),
    table(
      [
        { text: t('figure') },
        { text: t('value (95 % interval)'), isNumber: true },
        { text: t('over') },
        { text: t('method') },
      ],
      all.map(({ name, text, over, estimate }) => [name, text, over, estimate.method]),
    ),
  ];
}

function plotRow({ name, estimate, text, over }: ReturnType<typeof reportFigures>[number]) {
  return { label: name, estimate, text, note: over };
}

function distribution({ manifest, statistics }: RunReport): string[] {
  const bars = distributionBars(statistics, manifest.spec);
  if (bars.length === 0 || statistics.evaluated === 0) return [];
  const columns = [t('verdict'), t('rows'), t('share')] as const;
  const title = t('Verdicts of the judged rows');
  const chart = barChart(
    {
      title,
      columns,
      bars: bars.map(({ label, count, share, ink }) => ({
        label,
        value: count,
        texts: [grouped(count), share],
        ink,
      })),
    },
    WIDTH,
  );
  return [
    `<h2>${escapeMarkup(title)}</h2>`,
    drawn(chart),
    '<div class="unseen">',
    table(
      [
        { text: t('verdict') },
        { text: t('rows'), isNumber: true },
        { text: t('share'), isNumber: true },
      ],
      bars.map(({ label, count, share }) => [label, grouped(count), share]),
    ),
    '</div>',
  ];
}

function failures({ manifest }: RunReport): string[] {
  const counted = countedFailures(manifest);
  if (counted.length === 0) return [];
  return [
    `<h2>${escapeMarkup(t('Failures by cause'))}</h2>`,
    table(
      [{ text: t('cause') }, { text: t('requests and replies'), isNumber: true }],
      counted.map(({ words, count }) => [words, grouped(count)]),
    ),
  ];
}

function trust({ trust: sentence, baseline }: RunReport): string[] {
  return [
    ...(sentence !== undefined
      ? [
          `<h2>${escapeMarkup(t('How far the judge can be trusted'))}</h2>`,
          `<p>${escapeMarkup(sentence)}</p>`,
        ]
      : []),
    ...(baseline && baseline.changed.length > 0
      ? [
          `<h2>${escapeMarkup(t('Rows that changed against {0}', baseline.name))}</h2>`,
          table(
            changedHead().map((text, index) => ({ text, isNumber: index === 0 })),
            baseline.changed.slice(0, MOST_CHANGED).map(changedCells),
          ),
          ...(baseline.changed.length > MOST_CHANGED
            ? [
                `<p class="note">${escapeMarkup(t('The first {0} of {1}.', MOST_CHANGED, grouped(baseline.changed.length)))}</p>`,
              ]
            : []),
        ]
      : []),
  ];
}

function setup({ manifest }: RunReport): string[] {
  return [
    `<h2>${escapeMarkup(t('Setup'))}</h2>`,
    '<table><tbody>',
    ...reportSetup(manifest).map(
      ([name, value]) =>
        `<tr><th scope="row">${escapeMarkup(name)}</th><td>${escapeMarkup(value)}</td></tr>`,
    ),
    '</tbody></table>',
  ];
}

/** A chart beside a table that says the same: a screen reader reads the table. */
function drawn(chart: Chart): string {
  const svg = svgText(chart, { colour: inkColour, font: 'system-ui, sans-serif' });
  return `<div aria-hidden="true">${svg}</div>`;
}

function table(
  head: readonly { readonly text: string; readonly isNumber?: boolean }[],
  rows: readonly (readonly string[])[],
): string {
  const className = (index: number) => (head[index]?.isNumber ? ' class="n"' : '');
  const heads = head.map(
    ({ text }, index) => `<th scope="col"${className(index)}>${escapeMarkup(text)}</th>`,
  );
  const body = rows.map(
    (cells) =>
      `<tr>${cells.map((cell, index) => `<td${className(index)}>${escapeMarkup(cell)}</td>`).join('')}</tr>`,
  );
  return `<table><thead><tr>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}
