import type { Failure } from './suiteReport.js';

/** A failure and the suite that it is of. */
export interface SuiteFailure extends Failure {
  readonly suite: string;
}

const mostFailures = 20;
const mostLines = 12;
const mostColumns = 200;
/** Of all errors together: a service that keeps the end of a log keeps all of it. */
const linesOfAll = 80;

/**
 * The lines that stand at the end of the log: of each failure its suite, its full title and the
 * beginning of its error, with the place in a test where a long message would hide it. Many failures
 * share the lines.
 */
export function failureReport(failures: readonly SuiteFailure[]): string[] {
  const shown = failures.slice(0, mostFailures);
  const most = Math.max(3, Math.min(mostLines, Math.floor(linesOfAll / shown.length)));
  const left = failures.length - shown.length;
  return [
    ...shown.flatMap(({ suite, title, error }) => [
      `FAILED ${suite}: ${oneLine(title)}`,
      ...errorLines(error, most).map((line) => `    ${line}`),
    ]),
    ...(left > 0 ? [`and ${left} more failed`] : []),
  ];
}

function errorLines(error: string, most: number): string[] {
  const lines = error
    .split('\n')
    .filter((line) => line.trim() !== '' && !isForeign(line))
    .map((line) => cut(line.trimEnd()));
  const place = lines.find((line) => isPlace(line));
  const first = lines.slice(0, most);
  return place === undefined || first.includes(place)
    ? first
    : [...first.slice(0, most - 1), place];
}

/** A line of a stack. */
function isPlace(line: string): boolean {
  return /^\s+at .*:\d+:\d+\)?$/.test(line);
}

/** A line of a stack that is in Node or in a package: it says nothing of the test. */
function isForeign(line: string): boolean {
  return isPlace(line) && /node:|[\\/]node_modules[\\/]/.test(line);
}

function oneLine(text: string): string {
  return cut(text.replaceAll(/\s+/g, ' '));
}

function cut(line: string): string {
  return line.length <= mostColumns ? line : `${line.slice(0, mostColumns - 1)}…`;
}
