import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { PackageManager, listFiles } from '@vscode/vsce';
import ts from 'typescript';
import { fillPackageFolder } from '../../packageFolder.js';
import { readSources } from '../importGraph.js';

const kilobyte = 1024;
/** What VS Code reads before the extension is active: the entry and its static imports, minified. */
const activationBytes = 132 * kilobyte;
/** One view's script and styles. */
const webviewBytes = 250 * kilobyte;
/** Compressed, as the VSIX is. */
const packageBytes = 4 * kilobyte ** 2;
const linesPerFile = 300;

describe('budgets', () => {
  let scratch: string;
  let build: string;
  /** What the package is made of, and the files in it. */
  let folder: string;
  let files: readonly string[];

  before(async function () {
    this.timeout(120_000);
    scratch = mkdtempSync(join(tmpdir(), 'gavel-build-'));
    build = join(scratch, 'dist');
    folder = join(scratch, 'package');
    execFileSync(process.execPath, ['esbuild.js', '--production', `--outdir=${build}`]);
    fillPackageFolder(folder, build);
    files = await listFiles({ cwd: folder, packageManager: PackageManager.None });
  });

  after(() => rmSync(scratch, { recursive: true, force: true }));

  it('activation loads at most 132 KB, no schema library among it', () => {
    const loaded = staticImports(join(build, 'extension.js'));
    const bytes = loaded.map((file) => statSync(file).size).reduce((sum, size) => sum + size, 0);
    assert.ok(
      bytes <= activationBytes,
      `${bytes} bytes: ${loaded.map((file) => `${relative(build, file)} ${statSync(file).size}`).join(', ')}`,
    );
  });

  it('each view loads at most 250 KB', () => {
    const folder = join(build, 'webview');
    const views = new Map<string, number>();
    for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
      const view = name.replace(/\.\w+$/, '');
      views.set(view, (views.get(view) ?? 0) + statSync(join(folder, name)).size);
    }
    assert.ok(views.size > 0);
    assert.deepEqual(
      [...views].filter(([, bytes]) => bytes > webviewBytes),
      [],
    );
  });

  it('the styles of a view hold every icon that the views name', () => {
    const named = [...readSources('src/webview').values()].flatMap((text) => [
      ...text.matchAll(/<Icon name="([\w-]+)"/g),
      ...text.matchAll(/\bicon(?:=|: )["']([\w-]+)["']/g),
      ...text.matchAll(/\bcodicon-([\w-]+)/g),
    ]);
    const styles = readFileSync(join(build, 'webview', 'dataset.css'), 'utf8');
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.map(([, name]) => name).filter((name) => !styles.includes(`.codicon-${name}:before`)),
      [],
    );
  });

  it('the package stays below 4 MB, without source maps', () => {
    assert.deepEqual(
      files.filter((name) => name.endsWith('.map')),
      [],
    );
    // A VSIX is a ZIP archive: what counts is the compressed size.
    const bytes = files
      .map((file) => deflateRawSync(readFileSync(join(folder, file))).length)
      .reduce((sum, size) => sum + size, 0);
    assert.ok(bytes <= packageBytes, `${bytes} bytes`);
  });

  it('the package holds what runs and what a user reads, nothing else', () => {
    const expected =
      /^(package(\.nls(\.[\w-]+)?)?\.json|README\.md|CHANGELOG\.md|SECURITY\.md|LICENSE|docs\/[\w-]+\.md|docs\/images\/[\w-]+-light\.png|dist\/(THIRD_PARTY_NOTICES\.txt|extension\.js|cli\.js|web\.cjs|datasetWorker\.js|evalSpec\.(editor\.)?schema\.json|chunks\/[\w.-]+\.js|l10n\/bundle\.l10n\.[\w-]+\.json|webview\/[\w.-]+\.(js|css|ttf))|media\/(walkthrough\/)?[\w-]+\.svg|media\/[\w-]+\.(png|gif)|media\/samples\/[\w.-]+\.(jsonl|csv|yaml|json|jsonc|jinja)|syntaxes\/[\w.-]+\.json)$/;
    assert.deepEqual(
      files.filter((file) => !expected.test(file)),
      [],
    );
    for (const file of ['package.json', 'README.md', 'LICENSE', 'media/gavel.svg']) {
      assert.ok(files.includes(file), file);
    }
  });

  it('no source file is longer than 300 lines', () => {
    const styles = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.css'))
      .map((name) => [name, readFileSync(join('src', name), 'utf8')] as const);
    const long = [...readSources('src'), ...styles]
      .map(([path, text]) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > linesPerFile);
    assert.deepEqual(long, []);
  });
});

/** A built file and everything it imports before it runs. */
function staticImports(entry: string): string[] {
  const found = new Set<string>();
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    const { statements } = ts.createSourceFile(
      file,
      readFileSync(file, 'utf8'),
      ts.ScriptTarget.Latest,
    );
    for (const statement of statements) {
      if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
      const specifier = statement.moduleSpecifier;
      if (specifier === undefined || !ts.isStringLiteral(specifier)) continue;
      if (specifier.text.startsWith('.')) waiting.push(join(dirname(file), specifier.text));
    }
  }
  return [...found];
}
