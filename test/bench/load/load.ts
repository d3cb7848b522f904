/**
 * What hundreds and thousands of runs, jobs and specs cost, beside what it takes to read the same files
 * and parse them as JSON.
 */
import { readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { createTextFiles } from '../../../src/files/textFiles.js';
import { groupRuns } from '../../../src/ui/runs/runsList.js';
import { specInFile } from '../../../src/ui/spec/specTexts.js';
import { writeRuns } from '../../load/manyRuns.js';
import { median } from '../median.js';

const ROUNDS = 5;
const FOLDER = resolve('.bench', 'load');
const SPECS = 200;
const FILTER = 'status:failed type:score nightly';

export interface LoadFigure {
  readonly name: string;
  readonly ms: number;
  /** Reading the same files and parsing their text, in milliseconds. */
  readonly floorMs: number;
}

export async function measureLoad(): Promise<LoadFigure[]> {
  await rm(FOLDER, { recursive: true, force: true });
  const figures = [...(await ofRuns(500)), ...(await ofRuns(5000)), ...(await ofSpecs())];
  await rm(FOLDER, { recursive: true, force: true });
  return figures;
}

/** One line each; `×`: reading and parsing the same files is 1. */
export function loadTable(figures: readonly LoadFigure[]): string {
  return figures
    .map(({ name, ms, floorMs }) => {
      const share = `× ${(ms / floorMs).toFixed(2)}`;
      return `${name.padEnd(44)} ${ms.toFixed(1).padStart(9)} ms  ${share.padStart(8)}  (floor ${floorMs.toFixed(1)} ms)`;
    })
    .join('\n');
}

async function ofRuns(count: number): Promise<LoadFigure[]> {
  const root = join(FOLDER, `runs-${count}`);
  const { folders } = await writeRuns(root, count);
  const paths = await Promise.all(
    folders.map(async (folder) => {
      const name = (await readdir(folder)).find((each) => each.endsWith('.evalrun.json'));
      return join(folder, name ?? '');
    }),
  );
  const floorMs = await spent(async () => {
    for (const path of paths) JSON.parse(await readFile(path, 'utf8'));
  });
  const cold = await spent(() => createRunFolders().list(root));
  const store = createRunFolders();
  const known = await store.list(root);
  const again = await spent(() => store.list(root));
  let turn = 0;
  const oneChanged = await spent(async () => {
    turn += 1;
    const path = paths[turn] ?? '';
    await writeFile(path, await readFile(path));
    const old = new Date(Date.parse('2026-11-01T00:00:00Z') + turn);
    await utimes(path, old, old);
    await store.list(root);
  });
  const filtered = await spent(() => Promise.resolve(groupRuns(known, [], FILTER)));
  const runs = `${count.toLocaleString('en')} runs`;
  return [
    { name: `${runs}: the first list`, ms: cold, floorMs },
    { name: `${runs}: the list when nothing changed`, ms: again, floorMs },
    { name: `${runs}: the list when one changed`, ms: oneChanged, floorMs },
    { name: `${runs}: one more letter in the filter`, ms: filtered, floorMs },
  ];
}

async function ofSpecs(): Promise<LoadFigure[]> {
  const sample = await readFile('test/samples/answer-correctness.eval.yaml', 'utf8');
  const paths = Array.from({ length: SPECS }, (_, index) => join(FOLDER, `s-${index}.eval.yaml`));
  for (const [index, path] of paths.entries()) await writeFile(path, `# ${index}\n${sample}`);
  const texts = createTextFiles();
  const all = () => Promise.all(paths.map((path) => specInFile(path, texts)));
  // YAML has no parser of the platform: reading alone is the floor.
  const floorMs = await spent(() => Promise.all(paths.map((path) => readFile(path, 'utf8'))));
  const start = performance.now();
  await all();
  const first = performance.now() - start;
  return [
    { name: `${SPECS} specs: looked through the first time`, ms: first, floorMs },
    { name: `${SPECS} specs: looked through again`, ms: await spent(all), floorMs },
  ];
}

/** Milliseconds, the median of some turns. */
async function spent(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return median(times);
}
