// Makes the npm package of the command line alone: `node pack.js [FOLDER]` puts gavel-VERSION.tgz there.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [folder = '.'] = process.argv.slice(2);
const target = resolve(folder);
const { name, version, license, type, bin, engines } = JSON.parse(
  readFileSync('package.json', 'utf8'),
);
const scratch = mkdtempSync(join(tmpdir(), 'gavel-pack-'));
try {
  const dist = join(scratch, 'dist');
  execFileSync(process.execPath, ['esbuild.js', '--production', '--cli', `--outdir=${dist}`], {
    stdio: 'inherit',
  });
  for (const file of ['README.md', 'LICENSE']) cpSync(file, join(scratch, file));
  const manifest = {
    ...{ name, version, license, type, bin },
    description: 'LLM-as-a-judge evaluations on the command line and in CI.',
    engines: { node: engines.node },
    files: ['dist'],
  };
  writeFileSync(join(scratch, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  mkdirSync(target, { recursive: true });
  const packing = ['pack', '--silent', '--ignore-scripts', '--pack-destination', target];
  execFileSync('npm', packing, {
    cwd: scratch,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
