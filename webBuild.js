// How the extension for browsers is bundled: one file, as a worker there loads no second one, and what
// it reads of Node comes from `src/web/node`.
import { fileURLToPath } from 'node:url';

const root = new URL('.', import.meta.url);
const shims = new URL('src/web/node/', root);
const file = (name) => fileURLToPath(new URL(`${name}.ts`, shims));

/** `node:fs/promises` → `src/web/node/fsPromises.ts`; any other module of Node fails the build. */
const nodeOfBrowsers = {
  name: 'node-of-browsers',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^node:path$/ }, ({ resolveDir }) =>
      resolve('path-browserify', { kind: 'import-statement', resolveDir }),
    );
    onResolve({ filter: /^gpt-tokenizer\/bpeRanks\// }, () => ({
      path: fileURLToPath(new URL('src/web/vocabulary.ts', root)),
    }));
    onResolve({ filter: /^node:/ }, ({ path }) => ({
      path: file(
        path.slice('node:'.length).replace(/[/_](\w)/g, (_, letter) => letter.toUpperCase()),
      ),
    }));
  },
};

export const webBundle = {
  entryPoints: ['src/web.ts'],
  bundle: true,
  format: 'cjs',
  platform: 'browser',
  target: 'es2022',
  external: ['vscode'],
  mainFields: ['browser', 'module', 'main'],
  inject: [file('globals')],
  plugins: [nodeOfBrowsers],
};
