import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix, sep } from 'node:path';
import ts from 'typescript';

/** Source files by their path from the source root, with `/` (`core/spec/parseSpec.ts`). */
export type SourceFiles = ReadonlyMap<string, string>;

interface Layer {
  /** Folders of the source root whose files may be imported. */
  readonly folders: readonly string[];
  /** Packages that may be imported; every one but `vscode` unless told. */
  readonly packages?: readonly string[];
  readonly node: boolean;
  readonly vscode: boolean;
}

/**
 * `extension, cli → ui → core ← backends, files, demo` and `ui → shared ← webview`. The charts of
 * `core` import nothing else of it, so that the views can lay them out too; everything imports `l10n`.
 */
const layers: Readonly<Record<string, Layer>> = {
  'core/charts': {
    folders: ['core/charts', 'l10n'],
    packages: ['d3-scale'],
    node: false,
    vscode: false,
  },
  // The texts that people read, in their language. Everything may say something.
  l10n: { folders: ['l10n'], packages: [], node: false, vscode: false },
  core: { folders: ['core', 'core/charts', 'l10n'], node: false, vscode: false },
  backends: { folders: ['backends', 'core', 'l10n'], node: true, vscode: false },
  files: { folders: ['files', 'core', 'l10n'], node: true, vscode: false },
  demo: { folders: ['demo', 'core', 'l10n'], node: true, vscode: false },
  shared: { folders: ['shared', 'l10n'], packages: ['zod'], node: false, vscode: false },
  webview: { folders: ['webview', 'shared', 'core/charts', 'l10n'], node: false, vscode: false },
  ui: { folders: ['ui', 'core', 'core/charts', 'shared', 'l10n'], node: true, vscode: true },
  composition: {
    folders: ['composition', 'core', 'backends', 'files', 'demo', 'l10n'],
    node: true,
    vscode: false,
  },
  cli: {
    folders: ['cli', 'composition', 'core', 'backends', 'files', 'demo', 'l10n'],
    node: true,
    vscode: false,
  },
  start: {
    folders: ['cli', 'composition', 'core', 'files', 'demo', 'l10n'],
    node: true,
    vscode: false,
  },
  datasetWorker: { folders: ['files', 'l10n'], node: true, vscode: false },
  extension: { folders: ['ui', 'composition', 'core', 'web', 'l10n'], node: true, vscode: true },
  web: { folders: ['web', 'ui', 'core', 'files', 'l10n'], node: true, vscode: true },
};

/** Every TypeScript file under a folder, by its path from there. */
export function readSources(root: string): SourceFiles {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => [name.split(sep).join('/'), readFileSync(`${root}/${name}`, 'utf8')] as const);
  return new Map(files);
}

interface FoundImport {
  readonly specifier: string;
  /** It vanishes in the build. */
  readonly typeOnly: boolean;
}

const parsed = new Map<string, readonly FoundImport[]>();

/** Each text is parsed once, however many rules look at it. */
function importsOf(path: string, text: string): readonly FoundImport[] {
  const known = parsed.get(text) ?? parseImports(path, text);
  parsed.set(text, known);
  return known;
}

/** What a file imports in any form: static, type-only, re-exported, lazily, or inside a type. */
function parseImports(path: string, text: string): FoundImport[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const found: FoundImport[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined && ts.isStringLiteralLike(specifier)) {
      found.push({ specifier: specifier.text, typeOnly: isTypeOnly(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node)) {
    return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
  }
  return ts.isImportTypeNode(node) || (ts.isExportDeclaration(node) && node.isTypeOnly);
}

function specifierOf(node: ts.Node): ts.Node | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return node.argument.literal;
  if (ts.isExternalModuleReference(node)) return node.expression;
  if (!ts.isCallExpression(node)) return undefined;
  const { expression } = node;
  const isImport = expression.kind === ts.SyntaxKind.ImportKeyword;
  const isRequire = ts.isIdentifier(expression) && expression.text === 'require';
  return isImport || isRequire ? node.arguments[0] : undefined;
}

/** Imports against the design, as `core/a.ts → vscode`; empty when there are none. */
export function forbiddenImports(files: SourceFiles): string[] {
  return [...files].flatMap(([path, text]) =>
    importsOf(path, text)
      .filter(({ specifier }) => !mayImport(path, specifier, files))
      .map(({ specifier }) => `${path} → ${targetOf(path, specifier, files) ?? specifier}`),
  );
}

function mayImport(path: string, specifier: string, files: SourceFiles): boolean {
  const layer = layers[folderOf(path)];
  if (layer === undefined) return false;
  if (specifier.startsWith('.')) {
    const target = targetOf(path, specifier, files);
    return target === undefined ? isData(specifier) : layer.folders.includes(folderOf(target));
  }
  if (specifier === 'vscode') return layer.vscode;
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return layer.node;
  return layer.packages?.includes(packageOf(specifier)) ?? true;
}

/** `zod/mini` → `zod`; `@noble/hashes/sha2.js` → `@noble/hashes`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isData(specifier: string): boolean {
  return /\.(json|css)$/.test(specifier);
}

/** `core/spec/parseSpec.ts` → `core`; `core/charts/chart.ts` → `core/charts`; `cli.ts` → `cli`. */
function folderOf(path: string): string {
  if (path.startsWith('core/charts/')) return 'core/charts';
  return (path.split('/')[0] ?? '').replace(/\.tsx?$/, '');
}

/** The file that a relative import means; undefined where it is none of the sources. */
export function targetOf(path: string, specifier: string, files: SourceFiles): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const plain = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '');
  return [`${plain}.ts`, `${plain}.tsx`].find((candidate) => files.has(candidate));
}

/**
 * Files that load each other in a ring, as `a.ts → b.ts → a.ts`. A type-only import loads nothing and
 * closes no ring.
 */
export function importCycles(files: SourceFiles): string[] {
  const targets = new Map(
    [...files].map(([path, text]) => [
      path,
      importsOf(path, text)
        .filter(({ typeOnly }) => !typeOnly)
        .flatMap(({ specifier }) => targetOf(path, specifier, files) ?? []),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, 'done');
  };
  for (const path of targets.keys()) visit(path, []);
  return cycles;
}

/** Files that no entry reaches, directly or through others: dead code. */
export function unreachedFiles(files: SourceFiles, entries: readonly string[]): string[] {
  const reached = new Set<string>();
  const waiting = [...entries];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const text = files.get(path);
    if (text === undefined || reached.has(path)) continue;
    reached.add(path);
    for (const { specifier } of importsOf(path, text)) {
      const target = targetOf(path, specifier, files);
      if (target !== undefined) waiting.push(target);
    }
  }
  return [...files.keys()].filter((path) => !reached.has(path));
}

/** Which folder imports which, types included, as `cli --> core`; files right below the root count as one. All say their texts through `l10n`: it is left out. */
export function folderArrows(files: SourceFiles): string[] {
  const arrows = [...files].flatMap(([path, text]) =>
    importsOf(path, text).flatMap(({ specifier }) => {
      const target = targetOf(path, specifier, files);
      const [from, to] = [folderOf(path), target && folderOf(target)];
      return to === undefined || from === to || to === 'l10n' ? [] : [`${from} --> ${to}`];
    }),
  );
  return [...new Set(arrows)].sort();
}
