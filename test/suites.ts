import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { endedEarly, errorText, type SuiteReport } from './suiteReport.js';

/** What one suite came to. */
export interface SuiteResult extends SuiteReport {
  readonly name: string;
  readonly seconds: number;
}

/** Times a suite; a suite that throws counts as one failure and says why. */
export async function timedSuite(
  name: string,
  run: () => Promise<SuiteReport>,
): Promise<SuiteResult> {
  process.stdout.write(`\n== ${name} ==\n`);
  const start = performance.now();
  const report = await run().catch((error: unknown) => {
    const text = errorText(error);
    process.stdout.write(`${text}\n`);
    return { passed: 0, failed: 1, skipped: 0, failures: [{ title: 'the suite', error: text }] };
  });
  return { name, ...report, seconds: (performance.now() - start) / 1000 };
}

/** One npm script as one check; where it fails, what it said last is the error. */
export async function scriptCheck(
  script: string,
  ...args: readonly string[]
): Promise<SuiteReport> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // A pipe would take the colours from whoever looks on.
    env: { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) },
    shell: process.platform === 'win32',
  });
  let text = '';
  const follow = (from: Readable, to: NodeJS.WriteStream) => {
    from.setEncoding('utf8').on('data', (chunk: string) => {
      to.write(chunk);
      text = (text + chunk).slice(-20_000);
    });
  };
  follow(child.stdout, process.stdout);
  follow(child.stderr, process.stderr);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
  const lines = errorText(text)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const error = lines.slice(-lastLines).join('\n') || `It ended with ${code} and said nothing.`;
  const failure = { title: `npm run ${script}`, error };
  return { passed: 0, failed: 1, skipped: 0, failures: [failure] };
}

const lastLines = 12;

export interface MochaOptions {
  /** A folder inside that is a suite of its own. */
  readonly leftOut?: string;
  /** Milliseconds for one test; 30 s unless told. */
  readonly testTimeoutMs?: number;
  /** Milliseconds for the whole suite. */
  readonly suiteTimeoutMs: number;
}

/** The tests of one folder in a process of their own; one that ends in a test has failed in it. */
export async function mochaSuite(folder: string, options: MochaOptions): Promise<SuiteReport> {
  const args = options.leftOut === undefined ? [folder] : [folder, `!${options.leftOut}`];
  const child = fork('test/mochaSuite.ts', args, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TEST_TIMEOUT_MS: String(options.testTimeoutMs ?? 30_000) },
  });
  let report: SuiteReport | undefined;
  // Its only messages, from test/mochaSuite.ts.
  child.on('message', (message) => (report = message as SuiteReport));
  const timer = setTimeout(() => child.kill('SIGKILL'), options.suiteTimeoutMs);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  if (report !== undefined && report.running === undefined) return report;
  const why = `The suite ended with ${String(signal ?? code)} before its last test.`;
  process.stdout.write(`${why}\n`);
  return endedEarly(report, why);
}
