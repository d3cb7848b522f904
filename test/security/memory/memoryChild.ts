/**
 * Does what is done with the cases of some kinds, in a process with little memory, and prints a line of
 * JSON for each: what it came to; at last how much memory was used at most.
 *
 *     node --max-old-space-size=100 CHILD.mjs FOLDER MB COLUMNS KIND…
 */
import { rmSync, mkdirSync, writeSync } from 'node:fs';
import { UserError } from '../../../src/core/userError.js';
import { hugeDatasets, wideDatasets, type MemorySize } from './hugeDatasets.js';
import { hugeRunFiles } from './hugeRunFiles.js';
import type { MemoryCase } from './memoryCase.js';

type Cases = (folder: string, size: MemorySize) => readonly MemoryCase[];
const KINDS: Readonly<Record<string, Cases>> = {
  datasets: hugeDatasets,
  columns: wideDatasets,
  runs: hugeRunFiles,
};

const [folder = '', mb = '', columns = '', ...kinds] = process.argv.slice(2);
const size = { mb: Number(mb), columns: Number(columns) };

for (const kind of kinds) {
  for (const { name, make, ways } of KINDS[kind]?.(folder, size) ?? []) {
    mkdirSync(folder);
    try {
      await make();
      for (const [way, work] of Object.entries(ways)) {
        const outcome = await outcomeOf(work);
        if (outcome !== '') say({ name, way, outcome: outcome.replaceAll(folder, 'FOLDER') });
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }
}
say({ mostMb: Math.round(process.resourceUsage().maxRSS / 1024) });

async function outcomeOf(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    return error instanceof UserError ? error.message : `untyped: ${String(error)}`;
  }
}

/** At once: what was said is not lost where the next way ends the process. */
function say(line: object): void {
  if (process.env['MEM'])
    Object.assign(line, {
      mb: Math.round(process.resourceUsage().maxRSS / 1024),
      s: Math.round(process.uptime() * 10) / 10,
    });
  writeSync(1, `${JSON.stringify(line)}\n`);
}
