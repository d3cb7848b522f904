import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What a Node process took, from its start to its end. */
export interface ProcessFigures {
  readonly wallMs: number;
  /** Processor time of all its threads, user and system. */
  readonly cpuMs: number;
  readonly peakMb: number;
  readonly stdout: string;
}

export interface ProcessOptions {
  /** For what the measuring itself leaves behind. */
  readonly folder: string;
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Other exit codes than 0 that are no fault. */
  readonly exitCodes?: readonly number[];
}

/**
 * Tells what the process took when it ends. The kernel's own peak of the memory (VmHWM) where there
 * is one: `maxRSS` of a new process begins with the size of whoever started it.
 */
const PROBE = `
import { readFileSync, writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
if (isMainThread) process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  let peakKb = maxRSS;
  try { peakKb = Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]); } catch {}
  writeFileSync(process.env.GAVEL_BENCH_PROBE, JSON.stringify({ cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: peakKb / 1024 }));
});
`;

/** Runs a script with Node and measures its process; throws what it wrote for another exit code. */
export async function measuredProcess(
  args: readonly string[],
  { folder, cwd, env, exitCodes = [] }: ProcessOptions,
): Promise<ProcessFigures> {
  const probe = join(folder, 'probe.mjs');
  const report = join(folder, 'probe.json');
  await writeFile(probe, PROBE);
  await rm(report, { force: true });
  const start = performance.now();
  const { stdout } = await run(process.execPath, ['--import', pathToFileURL(probe).href, ...args], {
    cwd,
    env: { ...process.env, ...env, GAVEL_BENCH_PROBE: report },
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error: unknown) => {
    // execFile rejects with the exit code and what was written.
    const failed = error as { code?: unknown; stdout?: string };
    if (typeof failed.code === 'number' && exitCodes.includes(failed.code)) {
      return { stdout: failed.stdout ?? '' };
    }
    throw error;
  });
  const wallMs = performance.now() - start;
  // What the probe wrote.
  const figures = JSON.parse(await readFile(report, 'utf8')) as { cpuMs: number; peakMb: number };
  return { wallMs, ...figures, stdout };
}
