import type { Estimate } from '../runs/manifest.js';
import { gatesOfRun, type GateResult } from '../stats/gates.js';
import { escapeMarkup } from './escapeMarkup.js';
import { accounting } from './reportFigures.js';
import { reportRows, type ReportRow, type RunReport } from './runReport.js';

/**
 * JUnit XML as CI systems read it: a suite with one case per row (a failed row is a failure, a row
 * without a verdict an error), and one with a case per gate of the spec, whose failure is of the type
 * `gate`, or `inconclusive` where the interval crosses the bound. The figures stand in `properties`;
 * rates are fractions.
 */
export function junitReport(report: RunReport): string {
  const { manifest, statistics } = report;
  const name = escapeMarkup(manifest.name);
  const rows = reportRows(report);
  const gates = gatesOfRun(manifest, statistics);
  const withoutVerdict =
    statistics.invalid + statistics.judge_errors + statistics.generation_errors;
  const gateFailures = gates.filter((gate) => gate.outcome !== 'passed').length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<testsuites>',
    `  <testsuite name="${name}" tests="${rows.length}" failures="${statistics.failed}" errors="${withoutVerdict}" timestamp="${escapeMarkup(manifest.created_at)}">`,
    ...properties(runProperties(report), '    '),
    ...rows.map((row) => rowCase(name, row)),
    '  </testsuite>',
    ...(gates.length > 0
      ? [
          `  <testsuite name="${name} gates" tests="${gates.length}" failures="${gateFailures}" errors="0">`,
          ...gates.flatMap((gate) => gateCase(name, gate)),
          '  </testsuite>',
        ]
      : []),
    '</testsuites>',
    '',
  ].join('\n');
}

type Properties = readonly (readonly [name: string, value: string | number])[];

function runProperties({ manifest, statistics }: RunReport): Properties {
  const { compare } = statistics;
  return [
    ['run', manifest.id],
    ['status', manifest.status],
    ['backend', manifest.backend],
    ...(manifest.demo ? [['demo', 'scripted verdicts'] as const] : []),
    ['judge', manifest.models.judge.model],
    ['evaluated', statistics.evaluated],
    ...accounting(statistics).map(([part, count]) => [part.replaceAll(' ', '_'), count] as const),
    ...estimate('pass_rate', statistics.pass_rate),
    ...estimate('mean', statistics.mean),
    ...estimate('win_rate_a', compare?.win_rate_a),
    ...estimate('position_consistency', compare?.position_consistency),
    ...estimate('first_position_rate', compare?.first_position_rate),
    ...estimate('self_consistency', statistics.self_consistency),
  ];
}

function estimate(name: string, found: Estimate | null | undefined): Properties {
  if (!found) return [];
  const { value, low, high } = found;
  return [
    [name, value],
    [`${name}.low`, low],
    [`${name}.high`, high],
  ];
}

function gateCase(suite: string, gate: GateResult): string[] {
  const { metric, min, max, outcome, rows_needed: rowsNeeded, message } = gate;
  const text = escapeMarkup(message);
  const type = outcome === 'failed' ? 'gate' : 'inconclusive';
  return [
    `    <testcase classname="${suite}.gates" name="${escapeMarkup(metric)}">`,
    ...properties(
      [
        ...(min === undefined ? [] : [['min', min] as const]),
        ...(max === undefined ? [] : [['max', max] as const]),
        ...estimate('estimate', gate.estimate),
        ...(rowsNeeded === null ? [] : [['rows_needed', rowsNeeded] as const]),
      ],
      '      ',
    ),
    ...(outcome === 'passed' ? [] : [`      <failure message="${text}" type="${type}"/>`]),
    '    </testcase>',
  ];
}

function properties(all: Properties, indent: string): string[] {
  return [
    `${indent}<properties>`,
    ...all.map(
      ([name, value]) =>
        `${indent}  <property name="${escapeMarkup(name)}" value="${escapeMarkup(`${value}`)}"/>`,
    ),
    `${indent}</properties>`,
  ];
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
