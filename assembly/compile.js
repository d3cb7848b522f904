import { readFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

/**
 * The pages that each module begins with, by its source: the first has all that it needs, the other,
 * which is made for every query, grows with what it reads.
 */
const MODULES = { recordScan: 48, fieldScan: 4 };

const OPTIONS = ['-O3', '--enable', 'simd', '--runtime', 'stub'];
// Memory has 32 bits, and vectors never leave the module.
const QUIET = ['--disableWarning', '201', '--disableWarning', '112'];

/** What `src/files/scan` holds of them: a text by the name of its file. */
export async function scanModules() {
  const texts = [];
  for (const [name, pages] of Object.entries(MODULES))
    texts.push([`${name}Wasm.ts`, moduleText(name, await compiled(name, pages))]);
  return new Map(texts);
}

function moduleText(name, wasm) {
  const base64 = Buffer.from(wasm).toString('base64');
  const lines = base64.match(/.{1,88}/g).map((line) => `  '${line}',`);
  const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return [
    `// Made from assembly/${name}.ts by \`npm run build:scan\`.`,
    `export const ${constant}_WASM = [`,
    ...lines,
    "].join('');",
    '',
  ].join('\n');
}

async function compiled(name, pages) {
  let wasm;
  const { error, stderr } = await asc.main(
    [`${name}.ts`, '--outFile', 'out.wasm', ...OPTIONS, ...QUIET, '--initialMemory', String(pages)],
    {
      readFile: sourceText,
      writeFile: (file, content) => {
        if (file === 'out.wasm') wasm = content;
      },
      listFiles: () => [],
    },
  );
  if (error || stderr.toString() !== '') {
    throw new Error(`${name} does not compile as it should: ${stderr.toString()}`);
  }
  return wasm;
}

/** The compiler asks for some files that are not there. */
function sourceText(name) {
  try {
    return readFileSync(new URL(name, import.meta.url), 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}
