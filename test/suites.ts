import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';

/** What one suite came to. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly seconds: number;
}

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Times a suite; a suite that throws counts as one failure and says why. */
export async function timedSuite(name: string, run: () => Promise<Counts>): Promise<SuiteResult> {
  process.stdout.write(`\n== ${name} ==\n`);
  const start = performance.now();
  const counts = await run().catch((error: unknown) => {
    process.stdout.write(
      `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return { passed: 0, failed: 1, skipped: 0 };
  });
  return { name, ...counts, seconds: (performance.now() - start) / 1000 };
}

/** One npm script as one check. */
export async function scriptCheck(script: string, ...args: readonly string[]): Promise<Counts> {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: process.platform === 'win32',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

export interface MochaOptions {
  /** A folder inside that is a suite of its own. */
  readonly leftOut?: string;
  /** Milliseconds for one test; 10 s unless told. */
  readonly testTimeoutMs?: number;
  /** Milliseconds for the whole suite. */
  readonly suiteTimeoutMs: number;
}

/** The tests of one folder in a process of their own; one that ends without a report has failed. */
export async function mochaSuite(folder: string, options: MochaOptions): Promise<Counts> {
  const args = options.leftOut === undefined ? [folder] : [folder, `!${options.leftOut}`];
  const child = fork('test/mochaSuite.ts', args, {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, TEST_TIMEOUT_MS: String(options.testTimeoutMs ?? 10_000) },
  });
  let counts: Counts | undefined;
  child.on('message', (message) => (counts = message as Counts));
  const timer = setTimeout(() => child.kill('SIGKILL'), options.suiteTimeoutMs);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearTimeout(timer);
  if (counts === undefined)
    throw new Error(`The suite ended with ${String(signal ?? code)} before its last test.`);
  return counts;
}
