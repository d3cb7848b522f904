// Builds `dist/`: the extension and the command line (ESM, shared chunks, each loaded on first use),
// the webview bundles, the JSON Schema of eval specs, and the texts in other languages.
import { context, build } from 'esbuild';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { bundledPackages, noticesOf } from './notices.js';
import { writeBundles } from './texts.js';
import { webBundle } from './webBuild.js';
import { webviewBundle } from './webviews.js';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
/** The command line alone, for a package of its own. */
const cliOnly = process.argv.includes('--cli');
/** `--outdir=DIR` builds elsewhere, so that a test can measure a build and leave `dist/` alone. */
const dist = process.argv.find((arg) => arg.startsWith('--outdir='))?.slice(9) ?? 'dist';

const common = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  // The vocabulary of the tokenizer is a third smaller unescaped.
  charset: 'utf8',
  // The licences stand in one file, see notices.js.
  legalComments: 'none',
  metafile: true,
};

// Dependencies in CommonJS call `require`, which an ES module has not.
const requireShim =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** The command line says its version; the rest of the manifest would be a tenth of what it reads. */
const versionAlone = {
  name: 'version of package.json',
  setup: ({ onLoad }) =>
    onLoad({ filter: /[\\/]package\.json$/ }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return path === resolve('package.json')
        ? { contents: JSON.stringify({ version }), loader: 'json' }
        : undefined;
    }),
};

const host = {
  ...common,
  plugins: [versionAlone],
  entryPoints: cliOnly
    ? ['src/cli.ts']
    : ['src/extension.ts', 'src/cli.ts', 'src/start.ts', 'src/datasetWorker.ts'].filter((file) =>
        existsSync(file),
      ),
  outdir: dist,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  splitting: true,
  platform: 'node',
  target: 'node20',
  external: ['vscode'],
  mainFields: ['module', 'main'],
  banner: { js: requireShim },
};

/**
 * Takes the shim out of every file that calls no `require`, and those are nearly all: what VS Code reads
 * at its start holds a dozen small ones. Not with source maps, whose lines it would move.
 */
function dropNeedlessShims(outputs) {
  for (const path of Object.keys(outputs)) {
    const text = readFileSync(path, 'utf8');
    const [before, rest] = text.split(requireShim);
    if (rest === undefined || /\brequire\b/.test(rest)) continue;
    writeFileSync(path, before + rest.trimStart());
  }
}

const web = { ...common, ...webBundle, outfile: `${dist}/web.cjs` };

const webviews = { ...common, ...webviewBundle, outdir: `${dist}/webview` };

/** Runs the schema generator in memory: the schema is made from the zod schema and never committed. */
async function writeSpecSchema() {
  const bundled = await build({
    entryPoints: ['src/core/spec/specJsonSchema.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
  });
  const code = Buffer.from(bundled.outputFiles[0].contents).toString('base64');
  const { specJsonSchema, specEditorSchema } = await import(`data:text/javascript;base64,${code}`);
  mkdirSync(dist, { recursive: true });
  writeFileSync(`${dist}/evalSpec.schema.json`, JSON.stringify(specJsonSchema(), null, 2) + '\n');
  writeFileSync(`${dist}/evalSpec.editor.schema.json`, JSON.stringify(specEditorSchema()) + '\n');
}

if (!watch) rmSync(dist, { recursive: true, force: true });
if (!cliOnly) await writeSpecSchema();
writeBundles(dist);
if (watch) {
  for (const options of [host, web, webviews]) await (await context(options)).watch();
  console.log('watching');
} else {
  const all = cliOnly ? [host] : [host, web, webviews];
  const built = await Promise.all(all.map((options) => build(options)));
  if (production) dropNeedlessShims(built[0].metafile.outputs);
  const packages = bundledPackages(built.map(({ metafile }) => metafile));
  mkdirSync(dist, { recursive: true });
  writeFileSync(`${dist}/THIRD_PARTY_NOTICES.txt`, noticesOf(packages));
}
