import { headlineSentence } from '../stats/headline.js';
import { cacheText } from '../runs/cacheText.js';
import { runWarnings } from '../runs/runWarnings.js';
import { gatesOfRun } from '../stats/gates.js';
import {
  reportNotes,
  reportRows,
  sourceLine,
  verdictCell,
  type ReportRow,
  type RunReport,
} from './runReport.js';

const MAX_ROWS = 50;

/** A summary for a pull request: the answer, the accounting, and the rows worth reading first. */
export function markdownReport(report: RunReport): string {
  const { manifest, statistics } = report;
  const rows = reportRows(report).filter(needsReading);
  const gates = gatesOfRun(manifest, statistics);
  const reused = cacheText(manifest.cache, manifest.spec);
  return [
    `## ${inline(manifest.name)}`,
    '',
    `**${headlineSentence(statistics)}**`,
    '',
    inline(sourceLine(report)),
    '',
    ...reportNotes(report).flatMap((note) => [inline(note), '']),
    ...(reused === null ? [] : [inline(`Cache: ${reused}.`), '']),
    ...(manifest.reason ? [inline(manifest.reason), ''] : []),
    ...runWarnings(manifest).flatMap((warning) => [inline(warning), '']),
    ...table(accounting(report)),
    ...(gates.length > 0
      ? [
          '',
          ...table([
            ['gate', 'outcome', ''],
            ...gates.map((g) => [g.metric, g.outcome, g.message]),
          ]),
        ]
      : []),
    ...(rows.length > 0
      ? [
          '',
          `### ${rows.length} ${rows.length === 1 ? 'row' : 'rows'} to read`,
          '',
          ...table([
            ['row', 'outcome', 'verdict', 'feedback'],
            ...rows
              .slice(0, MAX_ROWS)
              .map((row) => [`${row.number}`, row.outcome, verdictCell(row), clip(row.feedback)]),
          ]),
          ...(rows.length > MAX_ROWS ? ['', `… and ${rows.length - MAX_ROWS} more.`] : []),
        ]
      : []),
    '',
  ].join('\n');
}

function accounting({ statistics }: RunReport): string[][] {
  const { n, passed, failed, invalid, judge_errors, generation_errors, compare } = statistics;
  const evaluated = compare
    ? [
        ['A wins', compare.a_wins],
        ['B wins', compare.b_wins],
        ['ties', compare.ties],
      ]
    : [
        ['passed', passed],
        ['failed', failed],
      ];
  const cells = [
    ...evaluated,
    ['invalid verdict', invalid],
    ['judge error', judge_errors],
    ['generation error', generation_errors],
    ['rows', n],
  ];
  return [cells.map(([name]) => `${name}`), cells.map(([, value]) => `${value}`)];
}

const needsReading = ({ outcome }: ReportRow): boolean =>
  !['passed', 'a', 'b', 'tie'].includes(outcome);

function table(rows: readonly (readonly string[])[]): string[] {
  const [header = [], ...body] = rows;
  const line = (cells: readonly string[]) => `| ${cells.map(inline).join(' | ')} |`;
  return [line(header), `|${header.map(() => ' --- |').join('')}`, ...body.map(line)];
}

function clip(text: string): string {
  const characters = [...text];
  return characters.length > 200 ? `${characters.slice(0, 199).join('')}…` : text;
}

/** Text that must not become markup, on one line. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>|#!@]/g, (character) => `\\${character}`);
}
