import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundleChild } from '../../contract/processes/bundledChild.js';
import type { MemorySize } from './hugeDatasets.js';
import type { MemoryOutcome } from './memoryCase.js';

export type MemoryKind = 'datasets' | 'columns' | 'runs';

export interface MemoryUse {
  /** What each way of each case came to, by `case, way`. */
  readonly outcomes: Readonly<Record<string, string>>;
  /** Megabytes that the process had at most: JavaScript's, of buffers and of WebAssembly, and Node itself. */
  readonly mostMb: number;
}

/** Has all that is done with the cases of a kind done in a process that may hold `heapMb` of objects. */
export async function useMemory(
  kind: MemoryKind,
  { heapMb, ...size }: MemorySize & { readonly heapMb: number },
): Promise<MemoryUse> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-memory-'));
  const child = await bundleChild('test/security/memory/memoryChild.ts');
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [
        `--max-old-space-size=${heapMb}`,
        child.outfile,
        ...[join(folder, 'case'), String(size.mb), String(size.columns), kind],
      ],
      { timeout: 50 * 60_000, killSignal: 'SIGKILL', maxBuffer: 1024 * 1024 },
    );
    const lines = stdout.trim().split('\n');
    // The child's own words.
    const { mostMb } = JSON.parse(lines.pop() ?? '{}') as { mostMb: number };
    const said = lines.map((line) => JSON.parse(line) as MemoryOutcome);
    const outcomes = said.map(({ name, way, outcome }) => [`${name}, ${way}`, outcome]);
    return { outcomes: Object.fromEntries(outcomes) as Record<string, string>, mostMb };
  } finally {
    await child.remove();
    await rm(folder, { recursive: true, force: true });
  }
}
