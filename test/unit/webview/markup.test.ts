import assert from 'node:assert/strict';
import { build } from 'esbuild';
import ts from 'typescript';
import { webviewBundle } from '../../../webviews.js';
import { readSources } from '../../importGraph.js';
import { proven } from '../../security/proofs.js';

/** Attributes by which an element loads, leads or runs; none of our elements has one. */
const LOADING = new Set([
  ...['href', 'src', 'srcdoc', 'srcset', 'action', 'formaction', 'data', 'poster', 'ping'],
  ...['xlink:href', 'dangerouslySetInnerHTML', 'innerHTML'],
]);
/** Elements that load, frame, link or style. */
const FORBIDDEN = new Set([
  ...['script', 'style', 'iframe', 'object', 'embed', 'link', 'meta', 'base', 'img', 'image'],
  ...['video', 'audio', 'source', 'use', 'a', 'foreignObject', 'animate', 'set', 'template'],
]);
/** What takes text for markup, code or an address. */
const SINKS = new Set([
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment'],
  ...['write', 'writeln', 'eval', 'Function', 'importScripts', 'srcdoc', 'cssText', 'insertRule'],
  ...['execCommand', 'location', 'open', 'parseFromString', 'setAttribute'],
]);

/** The places that may, each with its reason. */
const ALLOWED: readonly string[] = [
  // The name of a character, the one thing that the page's policy lets in.
  'dataset/detail/namedCharacter.ts: parseFromString',
  // Fixed names: a class of a probe, and which mark the keyboard is at.
  'common/chart/chartFile.ts: setAttribute class',
  'common/chart/chartFigure.tsx: setAttribute tabindex',
  'common/chart/chartFigure.tsx: setAttribute tabindex',
];

/** Uses of sinks in a source, `name: what`. */
function usesIn(name: string, text: string): string[] {
  const kind = name.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, kind);
  const found: string[] = [];
  const add = (what: string): void => void found.push(`${name}: ${what}`);
  const visit = (node: ts.Node): void => {
    if (ts.isJsxAttribute(node)) {
      const attribute = node.name.getText(source);
      const tag = node.parent.parent.tagName.getText(source);
      // A component takes what it likes; an element of the page does not.
      if (LOADING.has(attribute) && /^[a-z]/.test(tag)) add(`${attribute} of ${tag}`);
      if (attribute === 'dangerouslySetInnerHTML') add(attribute);
    }
    if (ts.isJsxOpeningLikeElement(node) && FORBIDDEN.has(node.tagName.getText(source))) {
      add(`element ${node.tagName.getText(source)}`);
    }
    if (ts.isPropertyAccessExpression(node) && SINKS.has(node.name.text) && isSink(node)) {
      const [first] = ts.isCallExpression(node.parent) ? node.parent.arguments : [];
      const what = first && ts.isStringLiteral(first) ? ` ${first.text}` : '';
      add(`${node.name.text}${node.name.text === 'setAttribute' ? what : ''}`);
    }
    if (
      (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
      ts.isIdentifier(node.expression) &&
      ['eval', 'Function'].includes(node.expression.text)
    ) {
      add(node.expression.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** `kept.open` is a field of ours; `window.open()` and `document.location = …` are sinks. */
function isSink({ name, expression }: ts.PropertyAccessExpression): boolean {
  if (!['open', 'location', 'write', 'writeln'].includes(name.text)) return true;
  return ['window', 'document', 'globalThis', 'self', 'top', 'parent'].includes(
    expression.getText(),
  );
}

describe('markup in the views', () => {
  it('is made by no text: no source has a way to it', () => {
    const sources = [...readSources('src/webview')];
    const found = sources.flatMap(([name, text]) => usesIn(name, text));
    assert.deepEqual([...found].sort(), [...ALLOWED].sort());
    proven({
      area: 'Views',
      claim:
        'No source of a view has a way by which a text becomes markup, code, a style sheet or an address',
      test: 'test/unit/webview/markup.test.ts',
      figure: `${SINKS.size} sinks, ${LOADING.size} attributes and ${FORBIDDEN.size} elements looked for in every file and bundle`,
    });
  });

  const noticed: readonly (readonly [name: string, text: string, found: string])[] = [
    ['an assignment', 'x.innerHTML = y', 'innerHTML'],
    ['a property', '<p dangerouslySetInnerHTML={{ __html: x }} />', 'dangerouslySetInnerHTML of p'],
    ['a link', '<a href={x}>y</a>', 'element a'],
    ['an image', '<img src={x} />', 'src of img'],
    ['an element of styles', '<style>{x}</style>', 'element style'],
    ['an address', '<form action={x} />', 'action of form'],
    ['a written document', 'document.write(x)', 'write'],
    ['code', 'new Function(x)', 'Function'],
    ['evaluated code', 'eval(x)', 'eval'],
    ['a style attribute', "x.setAttribute('style', y)", 'setAttribute style'],
    ['a window', 'window.open(x)', 'open'],
  ];
  for (const [name, text, found] of noticed) {
    it(`would be noticed: ${name}`, () => {
      assert.ok(usesIn('x.tsx', text).includes(`x.tsx: ${found}`), usesIn('x.tsx', text).join());
    });
  }

  it('is made by nothing that is bundled with them, but where nobody gives it a text', async () => {
    const { outputFiles } = await build({
      ...webviewBundle,
      write: false,
      minify: false,
      outdir: 'out/webview',
    });
    for (const { path, text } of outputFiles.filter((file) => file.path.endsWith('.js'))) {
      const view = path.replace(/^.*[\\/]/, '');
      assert.doesNotMatch(text, /\beval\(|document\.write|outerHTML|insertAdjacentHTML/, view);
      // Preact's own, of an attribute that no source gives it.
      assert.ok((text.match(/\.innerHTML\b/g) ?? []).length <= 3, view);
      // Zod's, which is told to do without: see `rpc.ts`.
      assert.ok((text.match(/new F\(|new Function\(/g) ?? []).length <= 2, view);
    }
    for (const { path, text } of outputFiles.filter((file) => file.path.endsWith('.css'))) {
      assert.doesNotMatch(text, /@import|https?:|expression\(|behavior:/, path);
      const urls = [...text.matchAll(/url\(([^)]*)\)/g)].map(([, url = '']) => url);
      assert.deepEqual(
        urls.filter((url) => !/^"?\.\/codicon\.ttf/.test(url)),
        [],
      );
    }
  });
});
