import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** VS Code calls this inside the extension host; it resolves when every test has passed. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ timeout: 30_000, forbidOnly: true, failZero: true });
  // The listeners below report, marked for the runner; any reporter would write it all again.
  mocha.reporter(Mocha.reporters.Base);
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  await mocha.loadFilesAsync();
  const counts = { passed: 0, failed: 0, skipped: 0 };
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on('suite', (suite) => {
      if (!suite.root) console.log(`[test]  ${suite.title}`);
    });
    runner.on('pass', (test) => {
      counts.passed += 1;
      console.log(`[test]    ✔ ${test.title} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      counts.skipped += 1;
      console.log(`[test]    - ${test.title}`);
    });
    runner.on('fail', (test, error: Error) => {
      counts.failed += 1;
      console.log(`[test]    ✘ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
  const report = process.env['GAVEL_TEST_REPORT'];
  if (report !== undefined) writeFileSync(report, JSON.stringify(counts));
  if (counts.failed > 0) throw new Error(`${counts.failed} tests failed`);
}
