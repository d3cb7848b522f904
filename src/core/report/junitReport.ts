import { gatesOfRun } from '../stats/gates.js';
import { escapeMarkup } from './escapeMarkup.js';
import { reportRows, type ReportRow, type RunReport } from './runReport.js';

/**
 * JUnit XML as CI systems read it: a suite with one case per row (a failed row is a failure, a row
 * without a verdict an error), and one with a case per gate of the spec.
 */
export function junitReport(report: RunReport): string {
  const { manifest, statistics } = report;
  const name = escapeMarkup(manifest.name);
  const rows = reportRows(report);
  const gates = gatesOfRun(manifest, statistics);
  const withoutVerdict =
    statistics.invalid + statistics.judge_errors + statistics.generation_errors;
  const gateCases = gates.map(({ metric, outcome, message }) => {
    const text = escapeMarkup(message);
    const body =
      outcome === 'passed'
        ? ''
        : `<failure message="${text}" type="${outcome === 'failed' ? 'gate' : 'inconclusive'}"/>`;
    return `    <testcase classname="${name}.gates" name="${escapeMarkup(metric)}">${body}</testcase>`;
  });
  const gateFailures = gates.filter((gate) => gate.outcome !== 'passed').length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${name}" tests="${rows.length}" failures="${statistics.failed}" errors="${withoutVerdict}" timestamp="${manifest.created_at}">`,
    ...rows.map((row) => rowCase(name, row)),
    '  </testsuite>',
    ...(gates.length > 0
      ? [
          `  <testsuite name="${name} gates" tests="${gates.length}" failures="${gateFailures}" errors="0">`,
          ...gateCases,
          '  </testsuite>',
        ]
      : []),
    '</testsuites>',
    '',
  ].join('\n');
}

function rowCase(suite: string, { number, outcome, verdict, feedback }: ReportRow): string {
  const open = `    <testcase classname="${suite}" name="row ${number}">`;
  const message = escapeMarkup(`${outcome}${verdict ? ` (${verdict})` : ''}: ${feedback}`);
  switch (outcome) {
    case 'failed':
      return `${open}<failure message="${message}"/></testcase>`;
    case 'invalid':
    case 'judge_error':
    case 'generation_error':
      return `${open}<error message="${message}" type="${outcome}"/></testcase>`;
    case 'passed':
    case 'a':
    case 'b':
    case 'tie':
      return `${open}</testcase>`;
  }
}
