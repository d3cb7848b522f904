import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { startEndlessServer } from './endlessServer.js';

/** Megabytes that the process which asks may hold of JavaScript's objects. */
export const HEAP_MB = 96;

interface Asked {
  readonly name: string;
  readonly way: string;
  /** A sentence, or `a value`. */
  readonly outcome: string;
}

/** Has a process with little memory ask for bodies of so many bytes in each way there is. */
export async function askEndless(bytes: number): Promise<{ asked: Asked[]; mostMb: number }> {
  const server = await startEndlessServer(bytes);
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        `--max-old-space-size=${HEAP_MB}`,
        ...['--import', 'tsx', 'test/security/endlessChild.ts', server.origin],
      ],
      { timeout: 10 * 60_000, maxBuffer: 1024 * 1024 },
    );
    const lines = stdout.trim().split('\n');
    // The child's own words.
    const { mostMb } = JSON.parse(lines.pop() ?? '{}') as { mostMb: number };
    return { asked: lines.map((line) => JSON.parse(line) as Asked), mostMb };
  } finally {
    await server.close();
  }
}
