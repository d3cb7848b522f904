// Makes the VSIX: `node vsix.js [FILE]`. The same sources give the same bytes.
import { createVSIX } from '@vscode/vsce';
import { mkdirSync, writeFileSync } from 'node:fs';
import { extensionPage } from './extensionPage.js';

// Seconds since 1970; without it each archive holds the times at which its files were built. Archives know no
// date before 1980.
process.env.SOURCE_DATE_EPOCH ??= String(Date.UTC(1980, 0, 2) / 1000);
const [packagePath] = process.argv.slice(2);
const readmePath = 'out/README.md';
mkdirSync('out', { recursive: true });
writeFileSync(readmePath, extensionPage());
await createVSIX({
  // Everything is in the bundles.
  dependencies: false,
  allowMissingRepository: true,
  rewriteRelativeLinks: false,
  readmePath,
  ...(packagePath && { packagePath }),
});
