import { existsSync } from 'node:fs';
import { projectRoot } from './paths.js';
import { runProcess } from './runProcess.js';

const candidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The browser that shows VS Code's workbench: `CHROMIUM_PATH`, one of the system's, or Debian's package. */
export async function installChromium(log: (line: string) => void): Promise<string> {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') return named;
  const found = candidates.find((file) => existsSync(file));
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'The tests in a real VS Code need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH.',
    );
  }
  log('installing Chromium from Debian');
  const options = {
    cwd: projectRoot,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeoutMs: 5 * 60_000,
  };
  await runProcess('apt-get', ['update', '-qq'], options);
  const packages = ['chromium', 'fonts-liberation'];
  await runProcess('apt-get', ['install', '-y', '--no-install-recommends', ...packages], options);
  return '/usr/bin/chromium';
}
