/**
 * Measures what a user waits for, on a production build in `.bench/dist`: `npm run bench` prints one
 * line per measure and writes `.bench/results.json`. Each is the median of several runs and stands
 * beside what it can at best be, templates and datasets beside what others take. `npm run bench --
 * templates` measures one part alone; so do `activation`, `results`, `runner`, `load`, and `datasets` and
 * `upload`, which need 2 GB of disk.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createDatasetFiles } from '../../src/files/dataset/datasetFiles.js';
import { measureWindowActivation } from './activation/windowActivation.js';
import { datasetTable, measureDatasets } from './datasets/datasets.js';
import { loadTable, measureLoad } from './load/load.js';
import { median } from './median.js';
import { measureResults, resultsTable } from './results/results.js';
import { measureRunner, runnerTable } from './runner/runner.js';
import { measureTemplates, templateTable } from './templates.js';
import { measureUpload, uploadTable } from './upload/upload.js';

interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The floor or ceiling that the value is read against. */
  readonly compared: string;
}

const folder = '.bench';
mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
const isWanted = (part: string): boolean => wanted.length === 0 || wanted.includes(part);
const results: Record<string, unknown> = {
  // What else runs at the same time slows all that is measured.
  machine: {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    load: loadavg()[0],
  },
};
const missing: string[] = [];

if (isWanted('activation')) {
  const measures = [
    activation(),
    await inWindow(),
    ...(await dataset('jsonl')),
    ...(await dataset('csv')),
  ];
  for (const { name, value, unit, compared } of measures) {
    console.log(
      `${name.padEnd(34)} ${value.toFixed(1).padStart(10)} ${unit.padEnd(8)} ${compared}`,
    );
  }
  results['measures'] = measures;
}
if (isWanted('datasets')) {
  const measured = await measureDatasets();
  console.log(
    `\ndatasets: in brackets, × is times of reading the file\n${datasetTable(measured.figures)}`,
  );
  results['datasets'] = measured.figures;
  missing.push(...measured.missing);
}
if (isWanted('upload')) {
  const figures = await measureUpload();
  console.log(`\nupload: × is times the speed of a plain copy\n${uploadTable(figures)}`);
  results['upload'] = figures;
}
if (isWanted('results')) {
  const measured = await measureResults();
  console.log(`\nresults editor: × is times of parsing every row\n${resultsTable(measured)}`);
  results['results'] = measured;
}
if (isWanted('load')) {
  const figures = await measureLoad();
  console.log(`\nload: × is times of reading and parsing the same files\n${loadTable(figures)}`);
  results['load'] = figures;
}
if (isWanted('runner')) {
  // `runner 50`: that latency alone.
  const measured = await measureRunner(wanted.map(Number).filter((latency) => latency >= 0));
  console.log(`\nrunner: × is times what latency allows at best\n${runnerTable(measured.figures)}`);
  results['runner'] = measured.figures;
  missing.push(...measured.missing);
}
if (isWanted('templates')) {
  const measured = await measureTemplates();
  console.log(
    `\ntemplates: rates a second of processor time, in brackets against Python's\n${templateTable(measured.figures)}`,
  );
  results['templates'] = measured.figures;
  missing.push(...measured.missing);
}
for (const reason of missing) console.log(`missing: ${reason}`);
writeFileSync(`${folder}/results.json`, JSON.stringify({ ...results, missing }, null, 2));

/** Until the extension is active in a real VS Code, against one that does nothing. */
async function inWindow(): Promise<Measure> {
  const { gavelMs, emptyMs } = await measureWindowActivation(resolve(folder, 'dist'));
  return {
    name: 'activation: in VS Code',
    value: gavelMs,
    unit: 'ms',
    compared: `${(gavelMs / emptyMs).toFixed(1)} × an empty extension (${emptyMs.toFixed(1)} ms)`,
  };
}

/** Reading and running the extension's entry in a fresh process, against an empty module. */
function activation(): Measure {
  const empty = resolve(folder, 'empty.mjs');
  writeFileSync(empty, 'export {};');
  const load = (file: string) => {
    // The host's API exists in VS Code alone: classes that are extended while loading stand in.
    const api = ['EventEmitter', 'TreeItem', 'Disposable', 'CodeLens', 'Range', 'ThemeIcon']
      .map((name) => `export class ${name} {}`)
      .join('\n');
    const hook = `export const resolve = (s, c, next) => s === 'vscode' ? { url: 'data:text/javascript,' + encodeURIComponent(${JSON.stringify(api)}), shortCircuit: true } : next(s, c);`;
    const program = `
      import { register } from 'node:module';
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}));
      await import(${JSON.stringify(pathToFileURL(empty).href)});
      const start = performance.now();
      await import(${JSON.stringify(pathToFileURL(file).href)} + '?measured');
      console.log(performance.now() - start);`;
    const run = () =>
      Number(execFileSync(process.execPath, ['--input-type=module', '-e', program]).toString());
    return median(Array.from({ length: 9 }, run));
  };
  const value = load(resolve(folder, 'dist', 'extension.js'));
  return {
    name: 'activation: load the bundle',
    value,
    unit: 'ms',
    compared: `empty module ${load(empty).toFixed(1)} ms`,
  };
}

/** One full reading of 100 000 rows with checks and hash, against reading and hashing the bytes. */
async function dataset(format: 'jsonl' | 'csv'): Promise<Measure[]> {
  const rows = 100_000;
  const file = resolve(folder, `rows.${format}`);
  const out = createWriteStream(file);
  if (format === 'csv') out.write('id,question,answer\n');
  for (let row = 1; row <= rows; row += 1) {
    const text = `Question ${row}, with "quotes" and a comma? `.repeat(4);
    const line =
      format === 'csv'
        ? `${row},"${text.replaceAll('"', '""')}",Answer ${row}\n`
        : `${JSON.stringify({ id: row, question: text, answer: `Answer ${row}` })}\n`;
    if (!out.write(line)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  const megabytes = statSync(file).size / 1024 ** 2;
  const rate = async (read: () => Promise<unknown>) => {
    const seconds: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const start = performance.now();
      await read();
      seconds.push((performance.now() - start) / 1000);
    }
    return megabytes / median(seconds);
  };
  const raw = await rate(async () => {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
    hash.digest();
  });
  const files = createDatasetFiles();
  return [
    {
      name: `dataset: describe ${format}, 100 000 rows`,
      value: await rate(() => files.describe(file)),
      unit: 'MB/s',
      compared: `read and hash the bytes ${raw.toFixed(0)} MB/s`,
    },
  ];
}
