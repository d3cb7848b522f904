import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorText, followRunner, type SuiteReport } from '../suiteReport.js';

/** VS Code calls this inside the extension host; it resolves when every test has passed. */
export async function run(): Promise<void> {
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ timeout: 30_000, forbidOnly: true, failZero: true });
  // The listeners below report, marked for the runner; any reporter would write it all again.
  mocha.reporter(Mocha.reporters.Base);
  for (const name of readdirSync(__dirname).sort()) {
    if (name.endsWith('.test.cjs')) mocha.addFile(join(__dirname, name));
  }
  const path = process.env['GAVEL_TEST_REPORT'];
  const write = (report: SuiteReport) => {
    if (path !== undefined) writeFileSync(path, JSON.stringify(report));
  };
  try {
    await mocha.loadFilesAsync();
  } catch (error) {
    const failure = { title: 'the files of the suite', error: errorText(error) };
    write({ passed: 0, failed: 1, skipped: 0, failures: [failure] });
    throw error;
  }
  const failed = await new Promise<number>((resolve) => {
    const runner = mocha.run(resolve);
    // Written as it goes: a window that is closed in a test still tells in which one.
    followRunner(runner, write);
    runner.on('suite', (suite) => {
      if (!suite.root) console.log(`[test]  ${suite.title}`);
    });
    runner.on('pass', (test) => {
      console.log(`[test]    ✔ ${test.title} (${test.duration ?? 0} ms)`);
    });
    runner.on('pending', (test) => {
      console.log(`[test]    - ${test.title}`);
    });
    runner.on('fail', (test, error: Error) => {
      console.log(`[test]    ✘ ${test.fullTitle()}\n${error.stack ?? error.message}`);
    });
  });
  if (failed > 0) throw new Error(`${failed} tests failed`);
}
