/**
 * Runs the suites and sums them up; the last line is `N passed, N failed` over all of them, and what
 * failed stands right before it: of a long log often only the end is kept.
 *
 *     npm test                      every suite
 *     npm test -- unit contract     some of them
 */
import { existsSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { failureReport } from './failureReport.js';
import { runApiSuite } from './integration/apiSuite.js';
import { installHosts } from './integration/host/installHosts.js';
import { collectProofs, readProofs } from './security/proofs.js';
import { staleRows } from './security/proofTable.js';
import type { SuiteReport } from './suiteReport.js';
import {
  aside,
  mochaSuite,
  scriptCheck,
  timedSuite,
  type Suite,
  type SuiteResult,
} from './suites.js';

const minute = 60_000;

const suites: Readonly<Record<string, Suite>> = {
  build: (out) => scriptCheck('build', out),
  unit: (out) =>
    mochaSuite('test/unit', { leftOut: 'test/unit/webview', suiteTimeoutMs: 18 * minute }, out),
  lint: (out) => scriptCheck('lint', out),
  typecheck: (out) => scriptCheck('typecheck', out),
  contract: (out) => mochaSuite('test/contract', { suiteTimeoutMs: 22 * minute }, out),
  webview: (out) => mochaSuite('test/unit/webview', { suiteTimeoutMs: 22 * minute }, out),
  'integration: extension host': () => runApiSuite({ folder: 'api', trusted: true }),
  'integration: Restricted Mode': () => runApiSuite({ folder: 'restricted', trusted: false }),
  'integration: window': (out) =>
    mochaSuite('test/integration/ui', { testTimeoutMs: minute, suiteTimeoutMs: 18 * minute }, out),
  'SECURITY.md': tableCheck,
};

/** What everything else needs. */
const FIRST = ['build'];
/** The longest first: each of two lanes, a core for each, takes the next when it has ended one. */
const SIDE_BY_SIDE = [
  'contract',
  // Before what waits for VS Code, which is being fetched.
  'webview',
  'integration: window',
  'unit',
  'integration: extension host',
  'lint',
  'typecheck',
  'integration: Restricted Mode',
];
/** What the others have shown. */
const LAST = ['SECURITY.md'];

const wanted = process.argv.slice(2);
const isWhole = wanted.length === 0;
type Chosen = readonly [name: string, suite: Suite];
const chosen = Object.entries(suites).filter(
  ([name]) => isWhole || wanted.some((word) => name.startsWith(word)),
);

// Downloads need the network, checks need the processor: side by side they cost no time.
const needsWindow = chosen.some(([name]) => name.startsWith('integration'));
const hosts = needsWindow ? installHosts() : Promise.resolve();
hosts.catch(() => undefined);

if (isWhole) collectProofs('tests');
const results: SuiteResult[] = [];
const of = (names: readonly string[]) =>
  names.flatMap((name) => chosen.filter(([each]) => each === name));
for (const suite of of(FIRST)) await run(suite);
const queue = of(SIDE_BY_SIDE);
await Promise.all([lane(run), lane((suite) => aside((out) => run(suite, out)))]);
for (const suite of of(LAST)) await run(suite);
report(results);

async function lane(take: (suite: Chosen) => Promise<void>): Promise<void> {
  for (let suite = queue.shift(); suite; suite = queue.shift()) await take(suite);
}

async function run([name, suite]: Chosen, to?: Writable): Promise<void> {
  const ready: Suite = async (out) => {
    if (name.startsWith('integration')) await hosts;
    return suite(out);
  };
  results.push(await timedSuite(name, ready, to));
}

/** Whether SECURITY.md claims what this run has shown, all of it and nothing else. */
function tableCheck(out: Writable): Promise<SuiteReport> {
  const failures = staleRows('tests', readProofs('tests')).map((error) => ({
    title: 'the table of SECURITY.md (`npm run security` writes it anew)',
    error,
  }));
  for (const { error } of failures) out.write(`${error}\n`);
  const failed = failures.length;
  return Promise.resolve({ passed: failed === 0 ? 1 : 0, failed, skipped: 0, failures });
}

function report(all: readonly SuiteResult[]): void {
  const passed = all.reduce((sum, { passed }) => sum + passed, 0);
  const failed = all.reduce((sum, { failed }) => sum + failed, 0);
  process.stdout.write('\n');
  for (const { name, seconds, ...counts } of all) {
    const skipped = counts.skipped === 0 ? '' : `, ${counts.skipped} skipped`;
    process.stdout.write(
      `${counts.failed === 0 ? 'ok  ' : 'FAIL'} ${name.padEnd(30)} ${counts.passed} passed, ${counts.failed} failed${skipped} (${seconds.toFixed(1)} s)\n`,
    );
  }
  if (existsSync('out/screenshots')) process.stdout.write('pictures: out/screenshots\n');
  const failures = all.flatMap(({ name: suite, failures }) =>
    failures.map((failure) => ({ suite, ...failure })),
  );
  for (const line of failureReport(failures)) process.stdout.write(`${line}\n`);
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  // Children of a download that gave up may still hold the process open.
  process.exit(failed === 0 && passed > 0 ? 0 : 1);
}
