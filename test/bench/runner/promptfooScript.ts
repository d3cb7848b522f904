import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The last release that starts on Node 20. */
const VERSION = '0.121.20';

export const PROMPTFOO = `promptfoo ${VERSION}`;

/**
 * The command line of promptfoo, which is installed when it is first asked for; undefined where npm
 * could not install it. Its optional dependencies, clients of clouds and browsers, are left out, but
 * for the database's binary.
 */
export function promptfooScript(): string | undefined {
  const folder = resolve('.bench', 'promptfoo');
  const script = resolve(folder, 'node_modules', 'promptfoo', 'dist', 'src', 'entrypoint.js');
  if (!existsSync(script)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(resolve(folder, 'package.json'), '{ "private": true }');
    const options = ['--no-audit', '--no-fund', '--ignore-scripts', '--omit=optional'];
    spawnSync('npm', ['install', ...options, `promptfoo@${VERSION}`, ...databaseBinary()], {
      cwd: folder,
      stdio: 'ignore',
    });
  }
  return existsSync(script) ? script : undefined;
}

function databaseBinary(): string[] {
  const platform = `${process.platform}-${process.arch}`;
  const suffix = { linux: '-gnu', win32: '-msvc' }[process.platform as string] ?? '';
  return [`@libsql/${platform}${suffix}`];
}
