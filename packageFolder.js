// What a VSIX is made of.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extensionPage } from './extensionPage.js';

/**
 * Fills a folder with all that `.vscodeignore` lets into the package, and little else: whoever packs walks
 * through every file below, which of a whole checkout takes half a minute. The manifest is without what a
 * checkout alone needs.
 */
export function fillPackageFolder(folder, dist = 'dist') {
  const tops = readFileSync('.vscodeignore', 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('!'))
    .map((line) => line.slice(1).split('/')[0].replaceAll('.', '\\.').replaceAll('*', '.*'));
  const isIn = new RegExp(`^(?:${tops.join('|')})$`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync('.').filter((name) => isIn.test(name))) {
    cpSync(name === 'dist' ? dist : name, join(folder, name), { recursive: true });
  }
  cpSync('.vscodeignore', join(folder, '.vscodeignore'));
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  for (const part of ['scripts', 'devDependencies']) delete manifest[part];
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  writeFileSync(join(folder, 'README.md'), extensionPage());
}
