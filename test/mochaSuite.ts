/**
 * Runs every `*.test.ts` and `*.test.tsx` under a folder and tells the parent process how it goes:
 *
 *     node --import tsx test/mochaSuite.ts FOLDER [!FOLDER-LEFT-OUT] [=BEGINNING-OF-FILE-NAMES]
 */
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';
import { errorText, followRunner, type SuiteReport } from './suiteReport.js';

const [root = 'test/unit', ...limits] = process.argv.slice(2);
const leftOut = limits.find((limit) => limit.startsWith('!'))?.slice(1);
const nameStart = limits.find((limit) => limit.startsWith('='))?.slice(1) ?? '';
const files = (existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [])
  .map((name) => join(root, name))
  .filter((file) => /\.test\.tsx?$/.test(file))
  .filter((file) => leftOut === undefined || !file.startsWith(leftOut))
  .filter((file) => basename(file).startsWith(nameStart));

const mocha = new Mocha({
  // As in .mocharc.json. It ends what hangs, and is no measure of what is slow: so much can become
  // of a second on a machine with other work.
  timeout: Number(process.env['TEST_TIMEOUT_MS'] ?? 30_000),
  forbidOnly: process.env['CI'] !== undefined,
  failZero: true,
});
for (const file of files.sort()) await load(file);

followRunner(mocha.run(), (report) => {
  // What is told as it happens is not lost when the process is.
  if (report.running !== undefined) process.send?.(report);
  else finish(report);
});

async function load(file: string): Promise<void> {
  const path = resolve(file);
  try {
    // Mocha's own loader requires the file and so loads a second copy of every module that the code
    // imports lazily; then `instanceof` fails between the two.
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, path, mocha);
    const loaded: unknown = await import(pathToFileURL(path).href);
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_REQUIRE, loaded, path, mocha);
    mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_POST_REQUIRE, globalThis, path, mocha);
  } catch (error) {
    console.error(error);
    const failure = { title: file, error: errorText(error) };
    finish({ passed: 0, failed: 1, skipped: 0, failures: [failure] });
    // The process ends when its last message has gone; no test runs meanwhile.
    await new Promise(() => undefined);
  }
}

function finish(report: SuiteReport): void {
  const exit = () => process.exit(report.failed === 0 ? 0 : 1);
  if (process.send === undefined) exit();
  else process.send(report, exit);
}
