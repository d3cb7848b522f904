import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  folderArrows,
  forbiddenImports,
  importCycles,
  readSources,
  unreachedFiles,
} from '../importGraph.js';

const sources = readSources('src');

const forbidden: readonly [string, Record<string, string>, string[]][] = [
  ['core → vscode', { 'core/a.ts': "import * as vscode from 'vscode';" }, ['core/a.ts → vscode']],
  [
    'core → node, with and without the prefix',
    { 'core/a.ts': "import { join } from 'node:path'; import fs from 'fs';" },
    ['core/a.ts → node:path', 'core/a.ts → fs'],
  ],
  [
    'core → files as a type only',
    { 'core/a.ts': "import type { F } from '../files/f.js';", 'files/f.ts': '' },
    ['core/a.ts → files/f.ts'],
  ],
  [
    'core → files inside a type',
    { 'core/a.ts': "let f: import('../files/f.js').F;", 'files/f.ts': '' },
    ['core/a.ts → files/f.ts'],
  ],
  [
    'core → ui lazily',
    { 'core/a.ts': "await import('../ui/u.js');", 'ui/u.ts': '' },
    ['core/a.ts → ui/u.ts'],
  ],
  [
    'backends → files by re-export',
    { 'backends/b.ts': "export { f } from '../files/f.js';", 'files/f.ts': '' },
    ['backends/b.ts → files/f.ts'],
  ],
  [
    'ui → backends',
    { 'ui/u.ts': "import { b } from '../backends/b.js';", 'backends/b.ts': '' },
    ['ui/u.ts → backends/b.ts'],
  ],
  [
    'webview → core as a type',
    { 'webview/results/main.tsx': "import type { C } from '../../core/c.js';", 'core/c.ts': '' },
    ['webview/results/main.tsx → core/c.ts'],
  ],
  [
    'webview → charts, which import nothing else of core',
    {
      'webview/w/main.tsx': "import { b } from '../../core/charts/b.js';",
      'core/charts/b.ts': "import 'd3-scale'; import { c } from '../c.js'; import 'zod';",
      'core/c.ts': "import { b } from './charts/b.js';",
    },
    ['core/charts/b.ts → core/c.ts', 'core/charts/b.ts → zod'],
  ],
  ['shared → preact', { 'shared/p.ts': "import 'preact';" }, ['shared/p.ts → preact']],
  ['cli → vscode', { 'cli/c.ts': "require('vscode');" }, ['cli/c.ts → vscode']],
  [
    'composition → ui',
    { 'composition.ts': "import { u } from './ui/u.js';", 'ui/u.ts': '' },
    ['composition.ts → ui/u.ts'],
  ],
  ['a folder that the design has not', { 'utils/a.ts': "import 'zod';" }, ['utils/a.ts → zod']],
  ['a file that is not there', { 'core/a.ts': "import './gone.js';" }, ['core/a.ts → ./gone.js']],
  [
    'what is allowed, and words in comments and strings',
    {
      'core/a.ts': "import * as z from 'zod'; // import 'vscode'\nconst s = \"import 'node:fs'\";",
      'ui/u.ts': "import * as vscode from 'vscode'; import { a } from '../core/a.js';",
      'webview/w/main.tsx': "import { p } from '../../shared/p.js'; import './w.css';",
      'shared/p.ts': "import * as z from 'zod';",
      'files/f.ts': "import fs from 'node:fs/promises'; import { a } from '../core/a.js';",
      'extension.ts': "import { u } from './ui/u.js'; import { c } from './composition.js';",
      'composition.ts': "await import('./files/f.js');",
    },
    [],
  ],
];

const rings: readonly [string, Record<string, string>, string[]][] = [
  [
    'two files',
    { 'core/a.ts': "import './b.js';", 'core/b.ts': "import './a.js';" },
    ['core/a.ts → core/b.ts → core/a.ts'],
  ],
  [
    'three files, one lazily and one by re-export',
    {
      'ui/a.ts': "import './b.js';",
      'ui/b.ts': "await import('./c.js');",
      'ui/c.ts': "export { a } from './a.js';",
    },
    ['ui/a.ts → ui/b.ts → ui/c.ts → ui/a.ts'],
  ],
  [
    'a type closes no ring',
    { 'ui/a.ts': "import './b.js';", 'ui/b.ts': "import type { A } from './a.js';" },
    [],
  ],
  [
    'a diamond is no ring',
    {
      'ui/a.ts': "import './b.js'; import './c.js';",
      'ui/b.ts': "import './d.js';",
      'ui/c.ts': "import './d.js';",
      'ui/d.ts': '',
    },
    [],
  ],
];

describe('import graph', () => {
  describe('finds imports against the design', () => {
    for (const [name, files, expected] of forbidden) {
      it(name, () => assert.deepEqual(forbiddenImports(new Map(Object.entries(files))), expected));
    }
  });

  describe('finds rings', () => {
    for (const [name, files, expected] of rings) {
      it(name, () => assert.deepEqual(importCycles(new Map(Object.entries(files))), expected));
    }
  });

  it('finds files that nothing reaches', () => {
    const files = new Map([
      ['cli.ts', "import './core/a.js';"],
      ['core/a.ts', ''],
      ['core/dead.ts', "import './a.js';"],
    ]);
    assert.deepEqual(unreachedFiles(files, ['cli.ts']), ['core/dead.ts']);
  });

  describe('of src', () => {
    it('has no import against the design', () => assert.deepEqual(forbiddenImports(sources), []));

    it('has no ring', () => assert.deepEqual(importCycles(sources), []));

    it('has no file that no entry reaches', () => {
      const views = [...sources.keys()].filter((path) => /^webview\/\w+\/main\.tsx$/.test(path));
      const entries = [
        'extension.ts',
        'cli.ts',
        'start.ts',
        'datasetWorker.ts',
        'web.ts',
        'core/spec/specJsonSchema.ts',
      ];
      // Bundled in place of a package.
      const replaced = [
        'webview/dataset/detail/namedCharacter.ts',
        'web/vocabulary.ts',
        ...[...sources.keys()].filter((path) => path.startsWith('web/node/')),
      ];
      assert.deepEqual(unreachedFiles(sources, [...entries, ...views, ...replaced]), []);
    });
  });

  it('the map in CONTRIBUTING is that of the code', () => {
    const [, map = ''] =
      /```mermaid\n(.*?)```/s.exec(readFileSync('CONTRIBUTING.md', 'utf8')) ?? [];
    const drawn = [...map.matchAll(/^ *(\S+ --> \S+)$/gm)].map(([, arrow]) => arrow);
    assert.deepEqual(drawn.sort(), folderArrows(sources));
  });
});
