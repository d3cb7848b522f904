import assert from 'node:assert/strict';
import { readSources } from '../importGraph.js';
import { unusedExports } from '../unusedExports.js';

const cases: readonly [string, Record<string, string>, string[]][] = [
  [
    'a function, a value and a type, and what a file alone uses of its own',
    {
      'src/a.ts': 'export async function f() {}\nexport const c = 1;\nexport type T = typeof c;',
      'src/b.ts': "import { d } from './d.js'; f(c);",
      'src/d.ts': 'export const d = 1;',
    },
    ['src/a.ts: f', 'src/a.ts: c', 'src/a.ts: T'],
  ],
  [
    'none that another file or a test names, in any form of import',
    {
      'src/a.ts': 'export function f() {}\nexport const c = 1;\nexport interface T {}',
      'src/b.tsx': "import { f as g } from './a.js'; let t: import('./a.js').T;",
      'test/c.ts': "const { c } = await import('../src/a.js');",
    },
    [],
  ],
];

describe('unused exports', () => {
  for (const [name, files, expected] of cases) {
    it(name, () => assert.deepEqual(unusedExports(new Map(Object.entries(files))), expected));
  }

  it('there is none in src but for what VS Code calls and what is bundled in place of a package', function () {
    this.timeout(60_000);
    const files = new Map(
      ['src', 'test'].flatMap((root) =>
        [...readSources(root)].map(([path, text]) => [`${root}/${path}`, text] as const),
      ),
    );
    const unused = unusedExports(files).filter((found) => !found.startsWith('src/web/node/'));
    assert.deepEqual(unused, [
      'src/extension.ts: activate',
      'src/extension.ts: deactivate',
      'src/webview/dataset/detail/namedCharacter.ts: decodeNamedCharacterReference',
    ]);
  });
});
