import { plural, t } from '../../l10n/t.js';
import { choicesOf } from '../judging/outcome.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { comparisonSentence } from '../compare/comparisonSentence.js';
import { cacheText } from '../runs/cacheText.js';
import { runWarnings } from '../runs/runWarnings.js';
import { grouped } from '../stats/figures.js';
import { gatesOfRun } from '../stats/gates.js';
import { headlineSentence } from '../stats/headline.js';
import { markdownText } from '../markdownText.js';
import { accounting, reportFigures } from './reportFigures.js';
import { accountingWords, gateWords, outcomeWords } from './reportWords.js';
import {
  changedCells,
  changedHead,
  reportNotes,
  reportRows,
  sourceLine,
  verdictCell,
  type ReportRow,
  type RunReport,
} from './runReport.js';

/** A comment of a pull request holds 65,536 characters; each may take several bytes elsewhere. */
const MOST_BYTES = 60_000;
const MOST_ROWS = 50;
/** Of a table that stands open, its head and the blank line after it among them. */
const MOST_OPEN_LINES = 13;
/** Of a feedback or a name. */
const MOST_CHARACTERS = 200;
/** Of a sentence, which may hold names that others gave. */
const MOST_OF_A_SENTENCE = 1000;

/**
 * A summary for a pull request, at most 60 KB: the answer, the gates, the accounting, what changed
 * against a baseline, and the rows worth reading first.
 */
export function markdownReport(report: RunReport): string {
  for (let rows = MOST_ROWS; ; rows = Math.floor(rows / 2)) {
    const text = markdownWith(report, rows);
    if (bytesOf(text) <= MOST_BYTES) return text;
    if (rows === 0) return firstLines(text);
  }
}

/** The lines from the top that there is room for: the answer stands there. */
function firstLines(text: string): string {
  const rest = `\n${t('… and more than this report has room for.')}\n`;
  let left = MOST_BYTES - bytesOf(rest);
  const lines = text.split('\n');
  const end = lines.findIndex((line) => (left -= bytesOf(line) + 1) < 0);
  return `${lines.slice(0, end).join('\n')}\n${rest}`;
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}

function markdownWith(report: RunReport, mostRows: number): string {
  const { manifest, statistics, trust, baseline } = report;
  const gates = gatesOfRun(manifest, statistics);
  const reused = cacheText(manifest.cache, manifest.spec);
  const parts = accounting(statistics);
  const figures = reportFigures(report);
  const notes = [
    ...reportNotes(report),
    ...(reused === null ? [] : [t('Cache: {0}.', reused)]),
    ...(manifest.reason ? [manifest.reason] : []),
    ...runWarnings(manifest),
  ];
  const changed = baseline?.changed ?? [];
  const toRead = reportRows(report).filter((row) => needsReading(row, manifest.spec));
  return [
    `## ${shortText(manifest.name)}`,
    '',
    `**${sentence(headlineSentence(statistics))}.**`,
    '',
    ...(baseline
      ? [
          `**${t(
            'Against {0} (A; this run is B): {1}.',
            shortText(baseline.name),
            sentence(comparisonSentence(baseline.comparison)),
          )}**`,
          '',
          ...baseline.comparison.cautions.flatMap((caution) => [sentence(caution), '']),
        ]
      : []),
    sentence(sourceLine(report)),
    '',
    ...notes.flatMap((note) => [sentence(note), '']),
    ...section(
      t('Gates'),
      gates.map(({ metric, outcome, message }) => [metric, gateWords(outcome), message]),
      [t('gate'), t('outcome'), t('why')],
    ),
    ...table([
      parts.map(([part]) => accountingWords(part)),
      parts.map(([, count]) => grouped(count)),
    ]),
    '',
    ...table([
      [t('figure'), t('value (95 % interval)'), t('over')],
      ...figures.map(({ name, text, over }) => [name, text, over]),
    ]),
    '',
    ...(trust === undefined ? [] : [t('The judge: {0}', sentence(trust)), '']),
    ...listed(
      plural(changed.length, '{0} row changed', '{0} rows changed'),
      changed.map(changedCells),
      { head: changedHead(), most: mostRows },
    ),
    ...listed(
      plural(toRead.length, '{0} row to read', '{0} rows to read'),
      toRead.map((row) => [
        `${row.number}`,
        outcomeWords(row.outcome),
        ordersWords(row, manifest.spec) ?? verdictCell(row),
        row.feedback,
      ]),
      { head: [t('row'), t('outcome'), t('verdict'), t('feedback')], most: mostRows },
    ),
  ].join('\n');
}

function section(
  title: string,
  rows: readonly (readonly string[])[],
  head: readonly string[],
): string[] {
  return rows.length === 0 ? [] : [`### ${title}`, '', ...table([head, ...rows]), ''];
}

/** Rows of which the first are shown, and how many more there are. */
function listed(
  title: string,
  rows: readonly (readonly string[])[],
  { head, most }: { readonly head: readonly string[]; readonly most: number },
): string[] {
  if (rows.length === 0) return [];
  const shown = rows.slice(0, most);
  return [
    `### ${title}`,
    '',
    ...(shown.length > 0 ? folded([...table([head, ...shown]), '']) : []),
    ...(rows.length > shown.length
      ? [t('… and {0} more.', grouped(rows.length - shown.length)), '']
      : []),
  ];
}

function needsReading(row: ReportRow, spec: ResolvedSpec): boolean {
  return !['passed', 'a', 'b', 'tie'].includes(row.outcome) || ordersWords(row, spec) !== undefined;
}

/** `A, with B first B`, where a comparison's orders disagree. */
function ordersWords({ result }: ReportRow, spec: ResolvedSpec): string | undefined {
  if (spec.type !== 'compare') return undefined;
  const { original, flipped } = choicesOf(result, spec);
  if (original === undefined || flipped === undefined || original === flipped) return undefined;
  return t('{0}, with B first {1}', original, flipped);
}

/** A long table is opened by whoever wants it: a pull request has other things to say. */
function folded(lines: readonly string[]): readonly string[] {
  if (lines.length <= MOST_OPEN_LINES) return lines;
  return [`<details><summary>${t('Show them')}</summary>`, '', ...lines, '</details>', ''];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const [header = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.map(shortText).join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...body.map(line)];
}

function sentence(text: string): string {
  return clip(text, MOST_OF_A_SENTENCE);
}

function shortText(text: string): string {
  return clip(text, MOST_CHARACTERS);
}

/** Cut before it is escaped: half an escape would be none. */
function clip(text: string, most: number): string {
  // A character takes two places at most; one more than is shown tells that there are more.
  const characters = [...text.slice(0, 2 * (most + 1))];
  return markdownText(
    characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text,
  );
}
