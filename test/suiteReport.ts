import { stripVTControlCharacters } from 'node:util';
import type { Runner } from 'mocha';

/** What failed, for the end of the log. */
export interface Failure {
  /** Full title of the test, or what else failed. */
  readonly title: string;
  /** What it said, with its stack where there is one. */
  readonly error: string;
}

/** How far a suite is. */
export interface SuiteReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly failures: readonly Failure[];
  /** The test that began last; none once all have ended. */
  readonly running?: string;
}

/** One character more than is ever printed of an error: a report goes from process to process. */
const mostCharacters = 10_000;

/** Follows a run of Mocha, and tells how it stands whenever a test begins or fails, and at its end. */
export function followRunner(runner: Runner, told: (report: SuiteReport) => void): void {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  const failures: Failure[] = [];
  const tell = (running?: string) => {
    told({ ...counts, failures, ...(running !== undefined && { running }) });
  };
  runner.on('test', (test) => tell(test.fullTitle()));
  runner.on('pass', () => (counts.passed += 1));
  runner.on('pending', () => (counts.skipped += 1));
  runner.on('fail', (test, error: unknown) => {
    counts.failed += 1;
    failures.push({ title: test.fullTitle(), error: errorText(error) });
    tell(`after ${test.fullTitle()}`);
  });
  runner.on('end', () => {
    if (runner.total === 0) {
      counts.failed += 1;
      failures.push({ title: 'no test', error: 'The suite has no test.' });
    }
    tell();
  });
}

/** An error as it is printed: its stack, which begins with its message. */
export function errorText(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return stripVTControlCharacters(text).slice(0, mostCharacters);
}

/** A suite that was ended before it could end: what it came to, and where it was as a failure more. */
export function endedEarly(report: SuiteReport | undefined, why: string): SuiteReport {
  const { running, ...rest } = report ?? { passed: 0, failed: 0, skipped: 0, failures: [] };
  const title = report === undefined ? 'before the first test' : (running ?? 'after the last test');
  const failures = [...rest.failures, { title, error: why }];
  return { ...rest, failed: rest.failed + 1, failures };
}
