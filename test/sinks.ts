import ts from 'typescript';
import type { SourceFiles } from './importGraph.js';

/** A place through which a text leaves the program: a file, the clipboard, a terminal, the window. */
export interface Sink {
  /** From the source root. */
  readonly path: string;
  /** As it is called, e.g. `fs.writeFile`, `process.stdout`, `window.showErrorMessage`. */
  readonly name: string;
}

const FS = /^(node:)?fs(\/promises)?$/;
/** Functions of `node:fs` that read, look, remove or move: no text of ours goes through them. */
const READING =
  /^(access|constants|createReadStream|exists|glob|link|lstat|mkdir|mkdtemp|opendir|readFile|readdir|readlink|realpath|rename|rm|rmdir|stat|statfs|unlink|utimes|watch|watchFile|unwatchFile)(Sync)?$/;
/** Of VS Code's API, what shows, writes or sends a text, and what makes something that does. */
const EDITOR =
  /^(?:vscode\.)?(?:(window|languages|workspace)\.((?:show|create|register|set|open|apply|with|save)\w+)|(env)\.(openExternal))$/;

/** Every sink in source files, in the order of files; one name of a file once. */
export function sinksIn(files: SourceFiles): Sink[] {
  return [...files].flatMap(([path, text]) =>
    [...namesIn(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))].map((name) => ({
      path,
      name,
    })),
  );
}

function namesIn(source: ts.SourceFile): Set<string> {
  const found = new Set<string>();
  const opens = new Set<string>();
  const visit = (node: ts.Node): void => {
    for (const name of importedSinks(node, opens)) found.add(name);
    if (ts.isIdentifier(node) && opens.has(node.text) && isWritingOpen(node)) found.add('fs.open');
    if (ts.isPropertyAccessExpression(node)) {
      const name = sinkOf(node);
      if (name !== undefined) found.add(name);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** What a file takes of `node:fs` to write with; of `open`, which also reads, notes the name. */
function importedSinks(node: ts.Node, opens: Set<string>): string[] {
  if (ts.isCallExpression(node)) {
    const [first] = node.arguments;
    const isLoad =
      node.expression.kind === ts.SyntaxKind.ImportKeyword ||
      /(^|\.)(require|getBuiltinModule)$/.test(node.expression.getText());
    return isLoad && first && ts.isStringLiteralLike(first) && FS.test(first.text) ? ['fs'] : [];
  }
  const from =
    ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
  if (!from || !ts.isStringLiteral(from) || !FS.test(from.text)) return [];
  if (ts.isExportDeclaration(node)) return ['fs'];
  const clause = (node as ts.ImportDeclaration).importClause; // as it has a specifier
  if (!clause || clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return [];
  const { namedBindings } = clause;
  // The whole of it, under whatever name.
  if (clause.name || !namedBindings || ts.isNamespaceImport(namedBindings)) return ['fs'];
  return namedBindings.elements.flatMap(({ isTypeOnly, propertyName, name }) => {
    const real = (propertyName ?? name).text;
    if (real === 'open') opens.add(name.text);
    return isTypeOnly || real === 'open' || READING.test(real) ? [] : [`fs.${real}`];
  });
}

/** Whether the `open` of `node:fs` may write here: it is called with other flags, or given away. */
function isWritingOpen(name: ts.Identifier): boolean {
  const { parent } = name;
  if (ts.isImportSpecifier(parent) || ts.isTypeQueryNode(parent)) return false;
  if (ts.isPropertyAccessExpression(parent) && parent.name === name) return false;
  if (isNameOfOwn(parent, name)) return false;
  if (!ts.isCallExpression(parent) || parent.expression !== name) return true;
  const flags = parent.arguments[1];
  return flags !== undefined && !(ts.isStringLiteral(flags) && /^rs?$/.test(flags.text));
}

/** It names a field or a method, and is not the function. */
function isNameOfOwn(parent: ts.Node, name: ts.Identifier): boolean {
  const isMember =
    ts.isPropertySignature(parent) ||
    ts.isMethodDeclaration(parent) ||
    ts.isMethodSignature(parent);
  return (isMember || ts.isPropertyAssignment(parent)) && parent.name === name;
}

function sinkOf(node: ts.PropertyAccessExpression): string | undefined {
  const text = node.getText().replace(/\s|\?(?=\.)/g, '');
  if (/(^|\.)process\.std(out|err)$/.test(text)) return text.replace(/^.*(?=process)/, '');
  if (/^console\.\w+$/.test(text)) return 'console';
  if (/\.clipboard\.writeText$/.test(text)) return 'clipboard.writeText';
  if (/(^|\.)fs\.(writeFile|copy)$/.test(text)) return text.replace(/^.*(?=fs\.)/, 'workspace.');
  if (/\.postMessage$/.test(text) && /webview/i.test(text)) return 'webview.postMessage';
  if (/\.html$/.test(text) && /webview/i.test(text)) return 'webview.html';
  const [, part = 'env', name, , outside] = EDITOR.exec(text) ?? [];
  const called = name ?? outside;
  // The window of a view is the browser's.
  const isView = node.getSourceFile().fileName.startsWith('webview/');
  return called === undefined || isView ? undefined : `${part}.${called}`;
}
