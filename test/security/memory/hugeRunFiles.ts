import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import { createBaselineFiles } from '../../../src/files/baselines/baselineFiles.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { openRunRows } from '../../../src/files/runs/openRunRows.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { createTextFiles } from '../../../src/files/textFiles.js';
import { sampleManifest } from '../../contract/ports/runStoreContract.js';
import type { MemorySize } from './hugeDatasets.js';
import { writeParts } from './memoryCase.js';
import type { MemoryCase, Part } from './memoryCase.js';

const DEPTH = 100_000;
const DEEP: readonly Part[] = [
  ['[', DEPTH],
  [']', DEPTH],
];
const RESULT = '{"question":"q","label":"good","evaluation_successful":true}\n';
const DETAILS = '{"row":1,"outcome":"passed"}\n';
const LABEL =
  '{"row":1,"key":"a","rater":"Ann","label":"good","at":"2026-11-20T10:00:00.000Z","blind":true,"sample":{"plan":"random","seed":1,"weight":1}}\n';

/** Files of a run and around it, each read by whoever shows it. */
const NAMES = ['results', 'details', 'manifest', 'labels', 'baselines', 'spec'] as const;
type Name = (typeof NAMES)[number];

/** Files of a run of so many MB, too many levels, and what is no file in their place. */
export function hugeRunFiles(folder: string, { mb }: MemorySize): readonly MemoryCase[] {
  const bytes = mb * 1024 * 1024;
  const manifest = sampleManifest();
  const store = createRunFolders();
  const run = { id: manifest.id, folder: join(folder, 'run') };
  const paths: Readonly<Record<Name, string>> = {
    results: join(run.folder, 'results.jsonl'),
    details: join(run.folder, 'details.jsonl'),
    manifest: join(run.folder, 'sample.evalrun.json'),
    labels: join(run.folder, 'labels.jsonl'),
    baselines: join(folder, '.gavel', 'baselines.json'),
    spec: join(folder, 'a.eval.yaml'),
  };
  const ways: MemoryCase['ways'] = {
    async rows() {
      let rows = 0;
      try {
        for await (const { result } of store.rows(run)) rows += Number('label' in result);
      } catch (error) {
        throw rows === 3 ? new Error('the fault was told behind all rows') : error;
      }
      return `${rows} rows`;
    },
    async look() {
      const open = openRunRows(run.folder, manifest.spec);
      await open.refresh();
      return `${(await open.page(EVERY_ROW, { from: 1, to: 10 })).rows.length} rows`;
    },
    manifest: async () => (await store.read(run)).id,
    list: async () => `${(await store.list(folder)).length} runs`,
    async labels() {
      const { records, faults } = await createLabelFiles().read(run);
      const [first] = faults;
      const fault = first ? `, line ${first.line} ${first.message}` : '';
      return `${records.length} labels${fault}`;
    },
    baselines: async () => `${(await createBaselineFiles().read(folder)).size} baselines`,
    spec: async () => `${(await createTextFiles().read(paths.spec)).length} characters`,
  };
  /** A good run but for one file, and what reads that. */
  const file = (what: string, name: Name, put: (path: string) => void): MemoryCase => ({
    name: `${what}: ${name}`,
    make() {
      for (const path of Object.values(paths)) mkdirSync(dirname(path), { recursive: true });
      writeParts(paths.results, [[RESULT, 3]]);
      writeParts(paths.details, [[DETAILS, 3]]);
      writeParts(paths.manifest, [[JSON.stringify(manifest), 1]]);
      rmSync(paths[name], { force: true });
      put(paths[name]);
    },
    ways: Object.fromEntries(READ_BY[name].map((way) => [way, ways[way] ?? none])),
  });
  const parts = (what: string, name: Name, of: readonly Part[]) =>
    file(what, name, (path) => writeParts(path, of));
  const long: Part = ['x', bytes];
  return [
    parts('one line', 'results', [[`${RESULT}{"question":"`, 1], long, [`"}\n${RESULT}`, 1]]),
    parts('one line', 'details', [[`${DETAILS}{"row":2,"note":"`, 1], long, [`"}\n${DETAILS}`, 1]]),
    parts('one line', 'labels', [[LABEL, 1], long, [`\n${LABEL}`, 1]]),
    parts('many lines', 'labels', [[LABEL, Math.floor(bytes / LABEL.length)]]),
    ...(['manifest', 'baselines', 'spec'] as const).map((name) =>
      file('zeros', name, (path) => {
        writeParts(path, [['{', 1]]);
        truncateSync(path, bytes);
      }),
    ),
    parts('levels', 'results', [[`${RESULT}{"a":`, 1], ...DEEP, [`}\n${RESULT}`, 1]]),
    parts('levels', 'details', [[`${DETAILS}{"a":`, 1], ...DEEP, [`}\n${DETAILS}`, 1]]),
    parts('levels', 'manifest', [['{"gavel_run":1,"a":', 1], ...DEEP, ['}', 1]]),
    parts('levels', 'labels', [[`${LABEL}{"note":`, 1], ...DEEP, [`}\n${LABEL}`, 1]]),
    parts('levels', 'baselines', [['{"a":', 1], ...DEEP, ['}', 1]]),
    ...NAMES.flatMap((name) => [
      file('a link to /dev/zero', name, (path) => symlinkSync('/dev/zero', path)),
      file('a pipe', name, (path) => execFileSync('mkfifo', [path])),
    ]),
  ];
}

const READ_BY: Readonly<Record<Name, readonly string[]>> = {
  results: ['rows', 'look'],
  details: ['rows', 'look'],
  manifest: ['manifest', 'list'],
  labels: ['labels', 'look'],
  baselines: ['baselines'],
  spec: ['spec'],
};

const none = () => Promise.reject(new Error('no such way'));
