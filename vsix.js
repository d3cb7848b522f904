// Makes the VSIX: `node vsix.js [FILE]`. The same sources give the same bytes.
import { createVSIX } from '@vscode/vsce';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fillPackageFolder } from './packageFolder.js';

// Seconds since 1970; without it each archive holds the times at which its files were built. Archives know no
// date before 1980.
process.env.SOURCE_DATE_EPOCH ??= String(Date.UTC(1980, 0, 2) / 1000);
const { name, version } = JSON.parse(readFileSync('package.json', 'utf8'));
const [packagePath = `${name}-${version}.vsix`] = process.argv.slice(2);
const folder = 'out/package';
execFileSync(process.execPath, ['esbuild.js', '--production'], { stdio: 'inherit' });
fillPackageFolder(folder);
await createVSIX({
  cwd: folder,
  // Everything is in the bundles.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  packagePath: resolve(packagePath),
});
