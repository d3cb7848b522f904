import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { launchWindow } from '../../integration/host/launchWindow.js';
import { median } from '../median.js';

/** Windows that are opened; the two extensions take turns in being first. */
const WINDOWS = 5;

/** Milliseconds from asking VS Code to activate an extension until it is active, its code read. */
export interface WindowActivation {
  readonly gavelMs: number;
  /** Of an extension whose `activate` does nothing, in the same windows. */
  readonly emptyMs: number;
}

interface Told {
  readonly id: string;
  readonly ms: number;
  readonly wasActive: boolean;
}

/** Medians over windows of a real VS Code, each on a folder with nothing in it; `dist` is a production build. */
export async function measureWindowActivation(dist: string): Promise<WindowActivation> {
  const scratch = await mkdtemp(join(tmpdir(), 'gavel-activation-'));
  try {
    const workspace = join(scratch, 'workspace');
    await mkdir(workspace);
    const entry = join(scratch, 'entry.cjs');
    await writeFile(entry, ENTRY);
    const empty = join(scratch, 'empty');
    await mkdir(empty);
    await writeFile(join(empty, 'package.json'), JSON.stringify(EMPTY));
    await writeFile(join(empty, 'extension.mjs'), 'export function activate() {}\n');
    const told: Told[] = [];
    for (let count = 0; count < WINDOWS; count += 1) {
      const out = join(scratch, `told-${count}.json`);
      const ids = count % 2 === 0 ? [GAVEL, EMPTY_ID] : [EMPTY_ID, GAVEL];
      const window = await launchWindow({
        ...{ workspace, entry, developed: empty, installed: true, dist: resolve(dist) },
        env: { GAVEL_BENCH_OUT: out, GAVEL_BENCH_IDS: ids.join(' ') },
      });
      try {
        await window.exit;
      } finally {
        await window.close();
      }
      told.push(...(JSON.parse(await readFile(out, 'utf8')) as Told[])); // the entry's own
    }
    return { gavelMs: medianOf(told, GAVEL), emptyMs: medianOf(told, EMPTY_ID) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function medianOf(told: readonly Told[], id: string): number {
  const all = told.filter((one) => one.id === id);
  if (all.some(({ wasActive }) => wasActive)) throw new Error(`${id} was active by itself.`);
  return median(all.map(({ ms }) => ms));
}

const GAVEL = 'gavel.gavel';
const EMPTY_ID = 'gavel-bench.empty';
const EMPTY = {
  name: 'empty',
  publisher: 'gavel-bench',
  version: '0.0.1',
  engines: { vscode: '^1.100.0' },
  main: './extension.mjs',
  activationEvents: [],
};

const ENTRY = `
exports.run = async () => {
  const { extensions } = require('vscode');
  const told = [];
  for (const id of process.env.GAVEL_BENCH_IDS.split(' ')) {
    const extension = extensions.getExtension(id);
    const wasActive = extension.isActive;
    const start = performance.now();
    await extension.activate();
    told.push({ id, ms: performance.now() - start, wasActive });
  }
  require('node:fs').writeFileSync(process.env.GAVEL_BENCH_OUT, JSON.stringify(told));
};
`;
