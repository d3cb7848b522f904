// `npm run build:scan`: compiles the scanner and writes it as a module, so that neither a bundle nor
// a test has to find a file. A unit test compiles again and compares.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { recordScanModule } from './compile.js';

const target = fileURLToPath(new URL('../src/files/scan/recordScanWasm.ts', import.meta.url));
writeFileSync(target, await recordScanModule());
