/**
 * Runs every `*.test.ts` and `*.test.tsx` under a folder and tells the parent process the counts:
 *
 *     node --import tsx test/mochaSuite.ts FOLDER [!FOLDER-LEFT-OUT]
 */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
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
for (const file of files.sort()) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();
const runner = mocha.run((failures) => {
  const { passes = 0, pending = 0 } = runner.stats ?? {};
  const finish = () => process.exit(failures === 0 ? 0 : 1);
  if (process.send === undefined) finish();
  else process.send({ passed: passes, failed: failures, skipped: pending }, finish);
});
