/**
 * Runs every `*.test.ts` and `*.test.tsx` under a folder and tells the parent process the counts:
 *
 *     node --import tsx test/mochaSuite.ts FOLDER [!FOLDER-LEFT-OUT]
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Mocha from 'mocha';

const [root = 'test/unit', leftOut = '!'] = process.argv.slice(2);
const files = (existsSync(root) ? readdirSync(root, { recursive: true, encoding: 'utf8' }) : [])
  .map((name) => join(root, name))
  .filter((file) => /\.test\.tsx?$/.test(file))
  .filter((file) => leftOut === '!' || !file.startsWith(leftOut.slice(1)));

const mocha = new Mocha({
  timeout: Number(process.env['TEST_TIMEOUT_MS'] ?? 10_000),
  forbidOnly: process.env['CI'] !== undefined,
  failZero: true,
});
for (const file of files.sort().map((name) => resolve(name))) {
  // Mocha's own loader requires the file and so loads a second copy of every module that the code
  // imports lazily; then `instanceof` fails between the two.
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_PRE_REQUIRE, globalThis, file, mocha);
  const loaded: unknown = await import(pathToFileURL(file).href);
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_REQUIRE, loaded, file, mocha);
  mocha.suite.emit(Mocha.Suite.constants.EVENT_FILE_POST_REQUIRE, globalThis, file, mocha);
}
const runner = mocha.run((failures) => {
  const { passes = 0, pending = 0 } = runner.stats ?? {};
  const finish = () => process.exit(failures === 0 ? 0 : 1);
  if (process.send === undefined) finish();
  else process.send({ passed: passes, failed: failures, skipped: pending }, finish);
});
