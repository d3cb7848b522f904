import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough, type Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { endedEarly, errorText, type SuiteReport } from './suiteReport.js';

/** What one suite came to. */
export interface SuiteResult extends SuiteReport {
  readonly name: string;
  readonly seconds: number;
}

/** Runs one suite, which writes what it has to say to `out`. */
export type Suite = (out: Writable) => Promise<SuiteReport>;

/** Times a suite; a suite that throws counts as one failure and says why. */
export async function timedSuite(
  name: string,
  run: Suite,
  out: Writable = process.stdout,
): Promise<SuiteResult> {
  out.write(`\n== ${name} ==\n`);
  const start = performance.now();
  const report = await run(out).catch((error: unknown) => {
    const text = errorText(error);
    out.write(`${text}\n`);
    return { passed: 0, failed: 1, skipped: 0, failures: [{ title: 'the suite', error: text }] };
  });
  return { name, ...report, seconds: (performance.now() - start) / 1000 };
}

/** Beside whatever else runs: what it says is shown when it has ended. */
export async function aside(work: (out: Writable) => Promise<void>): Promise<void> {
  const out = new PassThrough();
  const said = text(out);
  await work(out);
  out.end();
  process.stdout.write(await said);
}

/** One npm script as one check; where it fails, what it said last is the error. */
export async function scriptCheck(script: string, out: Writable): Promise<SuiteReport> {
  const child = spawn('npm', ['run', '--silent', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: environment(),
    shell: process.platform === 'win32',
  });
  let last = '';
  for (const from of [child.stdout, child.stderr]) {
    from.setEncoding('utf8').on('data', (chunk: string) => {
      out.write(chunk);
      last = (last + chunk).slice(-20_000);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code === 0) return { passed: 1, failed: 0, skipped: 0, failures: [] };
  const lines = errorText(last)
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
  /** Only files whose names begin so; all where absent. */
  readonly nameStart?: string;
  /** Milliseconds for one test; 30 s unless told. */
  readonly testTimeoutMs?: number;
  /** Milliseconds for the whole suite. */
  readonly suiteTimeoutMs: number;
}

/** The tests of one folder in a process of their own; one that ends in a test has failed in it. */
export async function mochaSuite(
  folder: string,
  options: MochaOptions,
  out: Writable,
): Promise<SuiteReport> {
  const { leftOut, nameStart } = options;
  const args = [
    ...(leftOut === undefined ? [] : [`!${leftOut}`]),
    ...(nameStart === undefined ? [] : [`=${nameStart}`]),
  ];
  const child = fork('test/mochaSuite.ts', [folder, ...args], {
    execArgv: ['--import', 'tsx'],
    env: { ...environment(), TEST_TIMEOUT_MS: String(options.testTimeoutMs ?? 30_000) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.stdout?.pipe(out, { end: false });
  child.stderr?.pipe(out, { end: false });
  let report: SuiteReport | undefined;
  // Its only messages, from test/mochaSuite.ts.
  child.on('message', (message) => (report = message as SuiteReport));
  const timer = setTimeout(() => child.kill('SIGKILL'), options.suiteTimeoutMs);
  const closed = once(child, 'close');
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  // A browser that a killed suite left behind holds its output open.
  await Promise.race([closed, wait(2_000)]);
  if (report !== undefined && report.running === undefined) return report;
  const why = `The suite ended with ${String(signal ?? code)} before its last test.`;
  out.write(`${why}\n`);
  return endedEarly(report, why);
}

/** A pipe would take the colours from whoever looks on. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, ...(process.stdout.isTTY && { FORCE_COLOR: '1' }) };
}
