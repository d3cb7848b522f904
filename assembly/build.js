// `npm run build:scan`: compiles the scanner and writes it as a module, so that neither a bundle nor
// a test has to find a file. `--print` prints the module instead: a unit test compares.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { recordScanModule } from './compile.js';

const text = await recordScanModule();
if (process.argv.includes('--print')) process.stdout.write(text);
else
  writeFileSync(
    fileURLToPath(new URL('../src/files/scan/recordScanWasm.ts', import.meta.url)),
    text,
  );
