// `npm run build:scan`: compiles the scanners and writes them as modules, so that neither a bundle nor
// a test has to find a file. `--print` prints what they would be as JSON instead: a unit test compares.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { scanModules } from './compile.js';

const modules = await scanModules();
if (process.argv.includes('--print')) process.stdout.write(JSON.stringify([...modules]));
else {
  for (const [name, text] of modules) {
    writeFileSync(fileURLToPath(new URL(`../src/files/scan/${name}`, import.meta.url)), text);
  }
}
