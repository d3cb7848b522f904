import assert from 'node:assert/strict';
import fc from 'fast-check';
import path from 'node:path';
import {
  isInRoot,
  isInside,
  isNetworkPath,
  pathFault,
  type PathSystem,
} from '../../../../src/core/paths/pathRule.js';
import { proven } from '../../../security/proofs.js';

const AREA = 'Paths';
const TEST = 'test/unit/core/paths/pathRule.test.ts';

/** Paths that are never followed, whoever allows them. */
const REFUSED: Readonly<Record<PathSystem, readonly string[]>> = {
  windows: [
    String.raw`\\.\PhysicalDrive0`,
    String.raw`\\.\pipe\docker_engine`,
    String.raw`\\?\C:\repo\rows.jsonl`,
    String.raw`\\?\UNC\host\share\rows.jsonl`,
    '//./COM1',
    '//?/C:/repo/rows.jsonl',
    String.raw`\??\C:\repo\rows.jsonl`,
    String.raw`C:\repo\rows.jsonl:hidden`,
    String.raw`C:\repo\rows.jsonl::$DATA`,
    String.raw`C:\repo\C:x`,
    String.raw`C:\repo\file:\etc\passwd`,
    String.raw`C:\repo\CON`,
    String.raw`C:\repo\con.txt`,
    String.raw`C:\repo\NUL.jsonl`,
    String.raw`C:\repo\aux.eval.json`,
    String.raw`C:\repo\COM1`,
    String.raw`C:\repo\com¹.csv`,
    String.raw`C:\repo\LPT9.csv`,
    String.raw`C:\repo\CONIN$`,
    String.raw`C:\repo\nul\rows.jsonl`,
    String.raw`C:\repo\nul .jsonl`,
    String.raw`C:\repo\rows.jsonl.`,
    String.raw`C:\repo\rows.jsonl `,
    String.raw`C:\repo\...\rows.jsonl`,
    'C:\\repo\\rows\0.jsonl',
  ],
  posix: ['/dev/zero', '/dev', '/dev/fd/0', '/proc/self/environ', '/sys/kernel', '/repo/a\0b'],
};

const PLAIN: Readonly<Record<PathSystem, readonly string[]>> = {
  windows: [
    String.raw`C:\repo\rows.jsonl`,
    String.raw`c:/repo/rows.jsonl`,
    String.raw`C:\repo\console.jsonl`,
    String.raw`C:\repo\com10.csv`,
    String.raw`C:\repo\.hidden\rows.jsonl`,
    String.raw`\\host\share\rows.jsonl`,
  ],
  posix: ['/repo/rows.jsonl', '/repo/con', '/repo/a:b', '/devices/x', '/repo/dev/zero', '/repo/x.'],
};

describe('pathFault', () => {
  for (const system of ['windows', 'posix'] as const) {
    for (const name of REFUSED[system]) {
      it(`${system} never follows ${JSON.stringify(name)}`, () => {
        assert.match(pathFault(name, system) ?? '', /^(holds|names|has|belongs) /);
      });
    }
    for (const name of PLAIN[system]) {
      it(`${system} may follow ${name}`, () => assert.equal(pathFault(name, system), undefined));
    }
  }

  it('is proven', () => {
    const count = REFUSED.windows.length + REFUSED.posix.length;
    const found = (['windows', 'posix'] as const).flatMap((system) =>
      REFUSED[system].filter((name) => pathFault(name, system) !== undefined),
    );
    assert.equal(found.length, count);
    proven({
      area: AREA,
      claim:
        'Devices, streams within files, reserved names and names that Windows rewrites are never opened, even where somebody allows them',
      test: TEST,
      figure: `${count} paths of Windows and POSIX`,
    });
  });
});

describe('isNetworkPath', () => {
  const cases: readonly [string, PathSystem, boolean][] = [
    [String.raw`\\host\share`, 'windows', true],
    ['//host/share', 'windows', true],
    [String.raw`\/host\share`, 'windows', true],
    [String.raw`\\.\pipe\x`, 'windows', false],
    [String.raw`C:\x`, 'windows', false],
    ['//host/share', 'posix', false],
  ];
  for (const [name, system, expected] of cases) {
    it(`${name} on ${system}: ${expected}`, () =>
      assert.equal(isNetworkPath(name, system), expected));
  }
});

describe('isInside', () => {
  const cases: readonly [string, string, PathSystem, boolean][] = [
    ['/repo/a', '/repo', 'posix', true],
    ['/repo', '/repo', 'posix', true],
    ['/repo/', '/repo', 'posix', true],
    ['/repository/a', '/repo', 'posix', false],
    ['/Repo/a', '/repo', 'posix', false],
    ['/', '/repo', 'posix', false],
    ['/repo/a', '/', 'posix', true],
    [String.raw`/repo\..\x`, '/repo', 'posix', false],
    [String.raw`C:\Repo\a`, String.raw`c:\repo`, 'windows', true],
    [String.raw`D:\repo\a`, String.raw`C:\repo`, 'windows', false],
    [String.raw`\\c:\repo\a`, String.raw`c:\repo`, 'windows', false],
    [String.raw`\\host\share\repo\a`, String.raw`\\host\share\repo`, 'windows', true],
    [String.raw`\\other\share\repo\a`, String.raw`\\host\share\repo`, 'windows', false],
    [String.raw`C:\repo-evil\a`, String.raw`C:\repo`, 'windows', false],
  ];
  for (const [name, folder, system, expected] of cases) {
    it(`${name} in ${folder} on ${system}: ${expected}`, () =>
      assert.equal(isInside(name, folder, system), expected));
  }

  it('agrees with the way that node sees from one to the other', () => {
    const part = fc.constantFrom('a', 'b', 'A', '..', '.', 'a b', 'ä', 'repo', '-');
    const paths = fc.array(part, { maxLength: 5 });
    fc.assert(
      fc.property(paths, paths, (names, outer) => {
        for (const [system, of, root] of [
          ['posix', path.posix, '/'],
          ['windows', path.win32, 'C:\\'],
        ] as const) {
          const [inner, folder] = [of.resolve(root, ...names), of.resolve(root, ...outer)];
          const way = of.relative(folder, inner);
          const isIn = way !== '..' && !way.startsWith(`..${of.sep}`) && !of.isAbsolute(way);
          assert.equal(isInside(inner, folder, system), isIn, `${inner} in ${folder}`);
        }
      }),
      { seed: 9, numRuns: 1000 },
    );
  });
});

describe('isInRoot', () => {
  const home = '/home/me';
  const cases: readonly [string, string, string, boolean][] = [
    ['a project in home', '/home/me/project', '/home/me/project/.data/rows.jsonl', true],
    ['a file in home', home, '/home/me/rows.jsonl', true],
    ['a folder in home', home, '/home/me/project/rows.jsonl', true],
    ['a key in home', home, '/home/me/.ssh/id_rsa', false],
    ['settings deep in home', home, '/home/me/project/.env', false],
    ['a file right in the folder above', '/home', '/home/rows.jsonl', true],
    ['another person', '/home', '/home/you/rows.jsonl', false],
    ['the home folder, from above', '/home', '/home/me/rows.jsonl', false],
    ['a file right in the root', '/', '/rows.jsonl', true],
    ['the system, from the root', '/', '/etc/passwd', false],
    ['a project elsewhere', '/srv/project', '/srv/project/.data/rows.jsonl', true],
  ];
  for (const [name, folder, file, expected] of cases) {
    it(`${name}: ${expected}`, () =>
      assert.equal(isInRoot(file, { folder, home }, 'posix'), expected));
  }

  it('of a drive of Windows only what lies right in it', () => {
    const at = { folder: 'D:\\', home: String.raw`C:\Users\me` };
    assert.equal(isInRoot(String.raw`D:\rows.jsonl`, at, 'windows'), true);
    assert.equal(isInRoot(String.raw`D:\backup\rows.jsonl`, at, 'windows'), false);
  });
});
