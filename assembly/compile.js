import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const SOURCE = 'recordScan.ts';

/** The text of `recordScanWasm.ts`. */
export async function recordScanModule() {
  const wasm = await compiled();
  const base64 = Buffer.from(wasm).toString('base64');
  const lines = base64.match(/.{1,88}/g).map((line) => `  '${line}',`);
  return [
    '// Made from assembly/recordScan.ts by `npm run build:scan`.',
    'export const RECORD_SCAN_WASM = [',
    ...lines,
    "].join('');",
    '',
  ].join('\n');
}

async function compiled() {
  let wasm;
  const options = ['--outFile', 'out.wasm', '-O3', '--enable', 'simd', '--runtime', 'stub'];
  const { error, stderr } = await asc.main([SOURCE, ...options, '--initialMemory', '32'], {
    readFile: (name) => {
      if (name !== SOURCE) return null;
      return readFileSync(new URL(SOURCE, import.meta.url), 'utf8');
    },
    writeFile: (name, content) => {
      if (name === 'out.wasm') wasm = content;
    },
    listFiles: () => [],
  });
  if (error) throw new Error(`The scanner does not compile: ${stderr.toString()}`);
  return wasm;
}
