import type { Estimate } from '../runs/manifest.js';
import { gatesOfRun, type GateResult } from '../stats/gates.js';
import { escapeMarkup } from './escapeMarkup.js';
import { accounting } from './reportFigures.js';
import { reportRows, type ReportRow, type RunReport } from './runReport.js';

/**
 * JUnit XML as CI systems read it: a suite with one case per row (a failed row is a failure, a row
 * without a verdict an error), and one with a case per gate of the spec, whose failure is of the type
 * `gate`, or `inconclusive` where the interval crosses the bound; a run that did not complete is an error
 * of a suite of its own. The figures stand in `properties`; rates are fractions.
 */
export function junitReport(report: RunReport): string {
  return junitDocument([report]);
}

/** What was to be run and came to no run. */
interface JunitFailure {
  readonly name: string;
  readonly message: string;
  /** A word of the program, e.g. `spec`. */
  readonly type: string;
}

/**
 * Several runs in one file, in this order, with those that came to nothing. `inconclusive`: whether the
 * case of such a gate fails, as the exit code does.
 */
export function junitDocument(
  runs: readonly (RunReport | JunitFailure)[],
  inconclusive: 'pass' | 'fail' = 'fail',
): string {
  const suites = runs.flatMap((run) =>
    'manifest' in run ? suitesOf(run, inconclusive) : [failedSuite(run)],
  );
  const sum = (count: (suite: Suite) => number) => suites.reduce((all, one) => all + count(one), 0);
  const failures = sum((suite) => suite.failures);
  const errors = sum((suite) => suite.errors);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${sum((suite) => suite.tests)}" failures="${failures}" errors="${errors}">`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

interface Suite {
  /** For markup. */
  readonly name: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  /** More attributes, as they are written. */
  readonly more?: string;
  readonly lines: readonly string[];
}

function suiteLines({ name, tests, failures, errors, more = '', lines }: Suite): string[] {
  return [
    `  <testsuite name="${name}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="0"${more}>`,
    ...lines,
    '  </testsuite>',
  ];
}

function suitesOf(report: RunReport, inconclusive: 'pass' | 'fail'): Suite[] {
  const { manifest, statistics } = report;
  const name = escapeMarkup(manifest.name);
  const rows = reportRows(report);
  const gates = gatesOfRun(manifest, statistics);
  const withoutVerdict =
    statistics.invalid + statistics.judge_errors + statistics.generation_errors;
  return [
    {
      name,
      tests: rows.length,
      failures: statistics.failed,
      errors: withoutVerdict,
      more: ` timestamp="${escapeMarkup(timestamp(manifest.created_at))}"`,
      lines: [
        ...properties(runProperties(report), '    '),
        ...rows.map((row) => rowCase(name, row)),
      ],
    },
    ...(manifest.status === 'completed' ? [] : [endedEarly(manifest)]),
    ...(gates.length > 0
      ? [
          {
            name: `${name} gates`,
            tests: gates.length,
            failures: gates.filter((gate) => isUnmet(gate, inconclusive)).length,
            errors: 0,
            lines: [
              ...properties(gates.flatMap(gateProperties), '    '),
              ...gates.map((gate) => gateCase(name, gate, isUnmet(gate, inconclusive))),
            ],
          },
        ]
      : []),
  ];
}

/** A run of which some rows may be missing: without this its file could look like a good one. */
function endedEarly({ name, status, reason }: RunReport['manifest']): Suite {
  const why = reason === undefined ? '' : `: ${reason}`;
  return failedSuite({ name, message: `The run is ${status}${why}`, type: status });
}

function failedSuite({ name, message, type }: JunitFailure): Suite {
  const suite = escapeMarkup(name);
  const error = `<error message="${escapeMarkup(message)}" type="${escapeMarkup(type)}"/>`;
  return {
    name: `${suite} run`,
    tests: 1,
    failures: 0,
    errors: 1,
    lines: [`    <testcase classname="${suite}" name="run" time="0">${error}</testcase>`],
  };
}

/** `2026-01-31T14:25:01`: the schemas take neither parts of a second nor a zone. */
function timestamp(iso: string): string {
  return iso.replace(/(\.\d+)?Z$/, '');
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

/** A case takes no properties in Jenkins' schema: those of the gates stand at their suite. */
function gateProperties(gate: GateResult): Properties {
  const { metric, min, max, rows_needed: rowsNeeded } = gate;
  return [
    ...(min === undefined ? [] : [[`${metric}.min`, min] as const]),
    ...(max === undefined ? [] : [[`${metric}.max`, max] as const]),
    ...estimate(`${metric}.estimate`, gate.estimate),
    ...(rowsNeeded === null ? [] : [[`${metric}.rows_needed`, rowsNeeded] as const]),
  ];
}

function isUnmet({ outcome }: GateResult, inconclusive: 'pass' | 'fail'): boolean {
  return outcome === 'failed' || (outcome === 'inconclusive' && inconclusive === 'fail');
}

function gateCase(suite: string, gate: GateResult, isUnmet: boolean): string {
  const { metric, outcome } = gate;
  const message = escapeMarkup(gate.message);
  const type = outcome === 'failed' ? 'gate' : 'inconclusive';
  const open = `    <testcase classname="${suite}.gates" name="${escapeMarkup(metric)}" time="0">`;
  const told = isUnmet
    ? `<failure message="${message}" type="${type}"/>`
    : `<system-out>${message}</system-out>`;
  return `${open}${told}</testcase>`;
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

function rowCase(suite: string, row: ReportRow): string {
  const { number, outcome, verdict, feedback, seconds = 0 } = row;
  const open = `    <testcase classname="${suite}" name="row ${number}" time="${seconds}">`;
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
