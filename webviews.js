// How the views are bundled: for the extension, and for the tests that open them in a browser.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const root = new URL('.', import.meta.url);
const source = new URL('src/webview/', root);

/** Each folder with a `main.tsx` is a view. */
const views = readdirSync(source, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && existsSync(new URL(`${entry.name}/main.tsx`, source)))
  .map((entry) => ({ in: `src/webview/${entry.name}/main.tsx`, out: entry.name }));

/**
 * Keeps the rules of the icons whose names stand in the views. The stylesheet of codicons has one
 * for each of 650 icons, which would be an eighth of what a view may load.
 */
const usedIcons = {
  name: 'used-icons',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]codicon\.css$/ }, ({ path }) => {
      const words = new Set(viewSources().flatMap((text) => text.match(/[a-z0-9-]+/g) ?? []));
      const isUsed = (name) => words.has(name) || words.has(`codicon-${name}`);
      const contents = readFileSync(path, 'utf8').replace(
        /\.codicon-([a-z0-9-]+):before \{[^}]*\}/g,
        (rule, name) => (isUsed(name) ? rule : ''),
      );
      return { contents, loader: 'css' };
    });
  },
};

function viewSources() {
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(new URL(name.replaceAll('\\', '/'), source), 'utf8'));
}

export const webviewBundle = {
  entryPoints: views,
  bundle: true,
  format: 'iife',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  // The package decodes by `innerHTML` in browsers, or by a table of 35 KB.
  alias: { 'decode-named-character-reference': './src/webview/dataset/detail/namedCharacter.ts' },
  plugins: [usedIcons],
};
