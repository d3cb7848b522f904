// The texts that people read: found in the sources, held against their translations, and made into what
// VS Code and the views load. `npm run l10n` puts new texts into the files of translators.
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import {
  manifestTexts,
  moveManifestTexts,
  translatedManifest,
  writeTexts,
} from './manifestTexts.js';

/** Translations stand here, `<locale>/<folder of src>.json`. */
const translations = 'l10n';
/** Which argument is a text, by the functions of `src/l10n/t.ts` and `src/webview/common/rich.tsx`. */
const FUNCTIONS = {
  t: (call) => [{ message: call[0], first: 0, args: call.slice(1) }],
  rich: (call) => [{ message: call[0], first: 0, args: call.slice(1) }],
  tIn: (call) => [{ message: call[1], first: 0, args: call.slice(2), context: call[0] }],
  plural: (call) =>
    [call[1], call[2]].map((message) => ({ message, first: 1, args: call.slice(3) })),
};

/**
 * Every text in the files of folders under `src` (all of them unless told), by its key, with the files
 * that say it; and the faults: a key that is no literal, placeholders that no argument fills.
 */
export function collectTexts(folders = ['.']) {
  const texts = new Map();
  const faults = [];
  for (const folder of folders) {
    for (const path of sourcesIn(folder)) collectFrom(path, texts, faults);
  }
  return { texts, faults };
}

/** Those of package.json too, as if a file `manifest.ts` said them. */
export function allTexts() {
  const { texts, faults } = collectTexts();
  for (const text of Object.values(manifestTexts())) {
    texts.set(text, [...(texts.get(text) ?? []), 'manifest.ts']);
  }
  return { texts, faults };
}

/** As package.nls.<locale>.json is to be. */
export function manifestIn(locale) {
  return translatedManifest(Object.assign({}, ...readParts(locale).values()));
}

function sourcesIn(folder) {
  return readdirSync(join('src', folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((name) => !name.startsWith('l10n/') && name !== 'webview/common/rich.tsx')
    .sort();
}

function collectFrom(path, texts, faults) {
  const text = readFileSync(join('src', path), 'utf8');
  if (!/l10n\/t\.js'|\/rich\.js'/.test(text)) return;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const fault = (node, what) => {
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    faults.push(`src/${path}:${line + 1}: ${what}`);
  };
  const imported = namesFromModule(source);
  const visit = (node) => {
    ts.forEachChild(node, visit);
    if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
    const name = imported.get(node.expression.text);
    if (name === undefined) return;
    if (isAtLoad(node)) {
      fault(node, 'is said while the file is loaded, before the language is known');
    }
    for (const found of FUNCTIONS[name]([...node.arguments])) {
      const keys = found.message && literalsOf(found.message);
      const context = found.context && literalsOf(found.context)?.[0];
      if (!keys || (found.context && context === undefined)) {
        fault(node, 'the text is no literal');
        continue;
      }
      for (const key of keys) {
        checkPlaceholders(key, found, (what) => fault(node, what));
        const full = context === undefined ? key : `${key}/${context}`;
        texts.set(full, [...(texts.get(full) ?? []), path]);
      }
    }
  };
  visit(source);
}

/** The functions that a file imports, by the names that it gives them. */
function namesFromModule(source) {
  const names = new Map();
  for (const statement of source.statements) {
    if (!ts.isImportDeclaration(statement)) continue;
    if (!/l10n\/t\.js$|\/rich\.js$/.test(statement.moduleSpecifier.text)) continue;
    const bindings = statement.importClause?.namedBindings;
    for (const element of bindings && ts.isNamedImports(bindings) ? bindings.elements : []) {
      const name = (element.propertyName ?? element.name).text;
      if (name in FUNCTIONS) names.set(element.name.text, name);
    }
  }
  return names;
}

/** The texts that an expression can be; undefined where it is anything but literals. */
function literalsOf(node) {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (!ts.isConditionalExpression(node)) return undefined;
  const both = [literalsOf(node.whenTrue), literalsOf(node.whenFalse)];
  return both.includes(undefined) ? undefined : both.flat();
}

function isAtLoad(node) {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isFunctionLike(at)) return false;
    if (ts.isPropertyDeclaration(at) && !at.modifiers?.some(isStatic)) return false;
  }
  return true;
}

function isStatic({ kind }) {
  return kind === ts.SyntaxKind.StaticKeyword;
}

function checkPlaceholders(key, { first, args }, fault) {
  if (args.some(ts.isSpreadElement)) return;
  const used = placeholdersOf(key);
  const given = args.map((_, index) => index + first);
  const none = used.filter((index) => index >= first && !given.includes(index));
  // A text without arguments is taken as it is, braces and all.
  if (none.length > 0 && args.length > 0) fault(`{${none[0]}} has no argument: ${key}`);
  const unused = given.find((index) => !used.includes(index));
  if (unused !== undefined) fault(`{${unused}} is not in the text: ${key}`);
}

/** `Row {0} of {1}` → [0, 1] */
export function placeholdersOf(text) {
  return [...new Set([...text.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index)))].sort();
}

/** The languages that there are translations of. */
export function locales() {
  return readdirSync(translations, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

/** Each file of translations, by the folder of `src` that it is for. */
export function readParts(locale) {
  const root = join(translations, locale);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.replaceAll('\\', '/'))
    .sort();
  return new Map(
    files.map((name) => [
      name.replace(/\.json$/, ''),
      JSON.parse(readFileSync(join(root, name), 'utf8')),
    ]),
  );
}

/** `core/judging/verdict.ts` → `core/judging`; `cli/run/run.ts` → `cli` */
function partOf(path) {
  const folders = path.replace(/\.tsx?$/, '').split('/');
  const isDeep = ['core', 'ui', 'files', 'backends', 'webview'].includes(folders[0]);
  return folders.length > 2 && isDeep ? `${folders[0]}/${folders[1]}` : folders[0];
}

/** The parts as they ought to be: every text once, where it is said first; a new one has no translation. */
export function currentParts(locale, texts) {
  const parts = readParts(locale);
  const all = [...parts.values()].flatMap((entries) => Object.entries(entries));
  const translations = new Map(all.filter(([, text]) => text !== '').reverse());
  // `{0} rows#few` and the like, which English has not.
  const further = all.filter(([name]) => /#(zero|two|few|many)$/.test(name));
  const current = new Map();
  const unsorted = [...texts].map(([key, paths]) => [key, partOf(paths[0])]);
  for (const [key, part] of unsorted.sort(([a], [b]) => (a < b ? -1 : 1))) {
    const entries = current.get(part) ?? {};
    current.set(part, entries);
    entries[key] = parts.get(part)?.[key] || translations.get(key) || '';
    const forms = further.filter(([name]) => name.startsWith(`${key}#`));
    Object.assign(entries, Object.fromEntries(forms));
  }
  return current;
}

/** What VS Code and the command line load, and of that what the views say. */
export function bundlesOf(locale) {
  const parts = readParts(locale);
  // VS Code has them from package.nls.
  parts.delete('manifest');
  const bundle = Object.assign({}, ...parts.values());
  for (const [key, text] of Object.entries(bundle)) if (text === '') delete bundle[key];
  const { texts } = collectTexts(['webview', 'shared', 'core/charts']);
  const isViews = ([key]) => texts.has(key.replace(/#\w+$/, ''));
  return { bundle, views: Object.fromEntries(Object.entries(bundle).filter(isViews)) };
}

/** Writes what is loaded at run time into a build. */
export function writeBundles(dist) {
  for (const locale of locales()) {
    const { bundle, views } = bundlesOf(locale);
    mkdirSync(join(dist, 'l10n'), { recursive: true });
    mkdirSync(join(dist, 'webview'), { recursive: true });
    writeFileSync(join(dist, 'l10n', `bundle.l10n.${locale}.json`), JSON.stringify(bundle));
    writeFileSync(join(dist, 'webview', `texts.${locale}.js`), viewTexts(locale, views));
  }
}

/** The script that a view's page loads before the view. */
export function viewTexts(locale, bundle) {
  return `globalThis.gavelTexts = ${JSON.stringify({ locale, bundle })};\n`;
}

/** `npm run l10n`: new texts come into the files of translators, and what is said no more goes. */
function updateParts() {
  for (const name of moveManifestTexts()) console.log(`package.nls.json: ${name}`);
  const { texts, faults } = allTexts();
  for (const fault of faults) console.log(fault);
  for (const locale of locales()) {
    const current = currentParts(locale, texts);
    for (const part of readParts(locale).keys()) {
      if (!current.has(part)) rmSync(join(translations, locale, `${part}.json`));
    }
    let missing = 0;
    for (const [part, entries] of current) {
      const path = join(translations, locale, `${part}.json`);
      mkdirSync(dirname(path), { recursive: true });
      const text = `${JSON.stringify(entries, null, 2)}\n`;
      if (!existsSync(path) || readFileSync(path, 'utf8') !== text) writeFileSync(path, text);
      const empty = Object.values(entries).filter((entry) => entry === '').length;
      if (empty > 0) console.log(`${path}: ${empty} to translate`);
      missing += empty;
    }
    writeTexts(`package.nls.${locale}.json`, manifestIn(locale));
    console.log(`${locale}: ${texts.size} texts, ${missing} to translate`);
  }
  if (faults.length > 0) process.exitCode = 1;
}

if (process.argv[1]?.endsWith('texts.js')) updateParts();
