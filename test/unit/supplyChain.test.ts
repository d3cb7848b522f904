import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { proven } from '../security/proofs.js';

const test = 'test/unit/supplyChain.test.ts';

interface Manifest {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
}
interface LockedPackage {
  readonly version: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: true;
  readonly dev?: true;
  readonly hasInstallScript?: true;
}

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
// Both are npm's own formats.
const manifest = readJson('package.json') as Manifest;
const lock = readJson('package-lock.json') as {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, LockedPackage>>;
};
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

/** What a build needs: these folders, and whatever stands beside them. */
const SOURCES = [
  ...['assembly', 'docs', 'l10n', 'media', 'src', 'syntaxes'],
  ...readdirSync('.').filter((name) => /\.(js|json|md)$|^LICENSE$|^\.vscodeignore$/.test(name)),
];
const ALLOWED_LICENCES = ['Apache-2.0', 'BSD-3-Clause', 'BSL-1.0', 'CC-BY-4.0', 'ISC', 'MIT'];

describe('what ships', () => {
  let scratch: string;
  let archives: readonly [Buffer, Buffer];
  /** `name version (licence)` of each package in the bundles. */
  let bundled: readonly string[];

  before(function () {
    this.timeout(240_000);
    scratch = mkdtempSync(join(tmpdir(), 'gavel-package-'));
    // A path in a bundle would differ. At one depth: from there to the linked packages is one way.
    const made = ['clone', 'another clone'].map((place) => {
      const folder = join(scratch, place);
      mkdirSync(folder);
      for (const name of SOURCES) cpSync(name, join(folder, name), { recursive: true });
      symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
      execFileSync(process.execPath, ['vsix.js', 'gavel.vsix'], { cwd: folder, stdio: 'pipe' });
      return readFileSync(join(folder, 'gavel.vsix'));
    });
    archives = [made[0] ?? Buffer.alloc(0), made[1] ?? Buffer.alloc(1)];
    const notices = readFileSync(join(scratch, 'clone', 'dist', 'THIRD_PARTY_NOTICES.txt'), 'utf8');
    bundled = notices.match(/^[@a-z][\w@/.-]* \d+\.\d+\.\d+ \(.+\)$/gm) ?? [];
    assert.ok(bundled.length > 100);
  });
  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('is the same to the last byte when it is built again elsewhere', () => {
    assert.ok(archives[0].length > 1_000_000);
    assert.ok(archives[0].equals(archives[1]));
    proven({
      area: 'Supply chain',
      claim: 'The same sources give the same VSIX to the last byte, in any folder',
      test,
      figure: '2 builds in 2 folders',
    });
  });

  it('is what runs and what a user reads, no file more', () => {
    const names = namesIn(archives[0]).map((name) => name.replace(/-[A-Z0-9]{8}\.js$/, '-….js'));
    const chunks = names.filter((name) => name.startsWith('extension/dist/chunks/'));
    assert.ok(chunks.length > 50);
    assert.deepEqual(
      chunks.filter((name) => !/\/[\w.-]+-…\.js$/.test(name)),
      [],
    );
    const views = ['compare', 'dataset', 'labels', 'preflight', 'preview', 'results'];
    assert.deepEqual(
      names.filter((name) => !chunks.includes(name)),
      [
        '[Content_Types].xml',
        'extension.vsixmanifest',
        ...['LICENSE.txt', 'SECURITY.md', 'changelog.md', 'package.json', 'readme.md'].map(
          (n) => `extension/${n}`,
        ),
        ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.md$|-light\.png$/.test(name))
          .map((name) => `extension/docs/${name}`),
        ...[
          'THIRD_PARTY_NOTICES.txt',
          'cli.js',
          'web.cjs',
          'datasetWorker.js',
          'evalSpec.editor.schema.json',
        ].map(inDist),
        ...['evalSpec.schema.json', 'extension.js', 'webview/codicon.ttf'].map(inDist),
        'extension/package.nls.de.json',
        'extension/package.nls.json',
        'extension/dist/l10n/bundle.l10n.de.json',
        'extension/dist/webview/texts.de.js',
        ...views.flatMap((view) => [`webview/${view}.css`, `webview/${view}.js`]).map(inDist),
        ...readdirSync('media', { recursive: true, encoding: 'utf8' })
          .filter((name) => /\.\w+$/.test(name))
          .map((name) => `extension/media/${name}`),
        ...readdirSync('syntaxes').map((name) => `extension/syntaxes/${name}`),
      ].sort(),
    );
  });

  it('is made of packages that are declared, locked and under a licence that allows it', () => {
    const shipped = bundled.map((line) => /^(.+) (\S+) \((.+)\)$/.exec(line)?.slice(1) ?? []);
    const production = new Set(
      locked
        .filter(([, { dev }]) => !dev)
        .map(([path, { version }]) => `${path.split('node_modules/').at(-1)} ${version}`),
    );
    for (const [name = '', version = '', licence = ''] of shipped) {
      assert.ok(production.has(`${name} ${version}`), `${name} is bundled and no dependency`);
      const unknown = licence.split(' AND ').filter((each) => !ALLOWED_LICENCES.includes(each));
      assert.deepEqual(unknown, [], name);
    }
    const names = new Set(shipped.map(([name]) => name));
    const direct = Object.keys(manifest.dependencies);
    assert.deepEqual(
      direct.filter((name) => !names.has(name)),
      [],
      'declared and in no bundle',
    );
    const readme = readFileSync('README.md', 'utf8').split('## Dependencies')[1] ?? '';
    const family = (name: string) => (name.startsWith('@stdlib/') ? '@stdlib/' : name);
    const endings = (name: string) =>
      name.replace('micromark-extension', '…').replace('mdast-util', '…');
    assert.deepEqual(
      direct.filter((name) => !readme.includes(family(name)) && !readme.includes(endings(name))),
      [],
      'declared and not in the README',
    );
    proven({
      area: 'Supply chain',
      claim: `Every package in the bundles is a locked dependency under ${ALLOWED_LICENCES.join(', ')}, and its licence ships too`,
      test,
      figure: `${direct.length} direct, ${names.size} in all`,
    });
  });

  it('comes from the registry by its digest, and runs no script when it is installed', () => {
    assert.equal(lock.lockfileVersion, 3);
    for (const [path, { integrity, resolved, link }] of locked) {
      assert.match(integrity ?? '', /^sha512-/, path);
      assert.equal(resolved, undefined, path);
      assert.equal(link, undefined, path);
    }
    const scripts = locked.filter(([, found]) => found.hasInstallScript);
    assert.deepEqual(
      scripts.filter(([, { dev }]) => !dev),
      [],
    );
    const own = ['preinstall', 'install', 'postinstall', 'prepare', 'vscode:uninstall'];
    assert.deepEqual(
      own.filter((name) => name in manifest.scripts),
      [],
    );
    proven({
      area: 'Supply chain',
      claim:
        'Every package is locked by its SHA-512, and none that ships runs a script when it is installed',
      test,
      figure: `${locked.length} locked packages`,
    });
  });

  it('is what its bill of materials says', function () {
    this.timeout(60_000);
    const made = execFileSync('npm', ['run', '--silent', 'sbom'], {
      shell: process.platform === 'win32',
    });
    // CycloneDX 1.5, as npm writes it.
    const { components } = JSON.parse(made.toString()) as {
      readonly components: readonly { readonly purl: string }[];
    };
    const named = components.map(({ purl }) => decodeURIComponent(purl.replace(/^pkg:npm\//, '')));
    const missing = bundled
      .map((line) => line.replace(/^(.+) (\S+) \(.+$/, '$1@$2'))
      .filter((each) => !named.includes(each));
    assert.deepEqual(missing, []);
    proven({
      area: 'Supply chain',
      claim: 'The bill of materials (`npm run sbom`, CycloneDX) names every package in the bundles',
      test,
      figure: `${bundled.length} packages`,
    });
  });
});

function inDist(name: string): string {
  return `extension/dist/${name}`;
}

/** The names in the central directory of a ZIP archive (PKWARE APPNOTE 4.3.12), sorted. */
function namesIn(archive: Buffer): string[] {
  const names: string[] = [];
  let at = archive.readUInt32LE(archive.length - 6);
  while (archive.readUInt32LE(at) === 0x02014b50) {
    const [name, extra, comment] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    names.push(archive.toString('utf8', at + 46, at + 46 + (name ?? 0)));
    at += 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
  }
  return names.sort();
}
