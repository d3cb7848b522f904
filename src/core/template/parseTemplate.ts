import parser from 'nunjucks/src/parser.js';
import { FILTERS } from './filters.js';
import { TESTS } from './valueTests.js';
import { TemplateFailure } from './render/templateFailure.js';
import type { TemplateNode } from './templateNode.js';

const MOST_CACHED = 50;
const cache = new Map<string, TemplateNode | TemplateFailure>();

/** The template's tree. Throws `TemplateFailure` of kind `syntax`. The last ones are kept. */
export function parseTemplate(source: string): TemplateNode {
  let parsed = cache.get(source);
  if (parsed === undefined) {
    parsed = parse(source);
    if (cache.size >= MOST_CACHED) cache.delete(cache.keys().next().value ?? '');
  } else cache.delete(source);
  // Put back last: the first key is the one used longest ago.
  cache.set(source, parsed);
  if (parsed instanceof TemplateFailure) throw parsed;
  return parsed;
}

function parse(source: string): TemplateNode | TemplateFailure {
  const text = source.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  const lastLine = text.split('\n').length;
  try {
    // Every node is checked below before it is used.
    const tree = parser.parse(text) as TemplateNode;
    checkTree(tree, new Set());
    return tree;
  } catch (error) {
    if (error instanceof TemplateFailure) return error;
    return syntaxFailure(error, lastLine);
  }
}

function syntaxFailure(error: unknown, lastLine: number): TemplateFailure {
  if (error instanceof RangeError) {
    return new TemplateFailure('syntax', 'The template is nested too deeply.', lastLine);
  }
  if (error instanceof Error && 'lineno' in error && typeof error.lineno === 'number') {
    return new TemplateFailure('syntax', plainMessage(error.message), error.lineno);
  }
  // The parser reads past the end of a template that breaks off, and falls over.
  const message = error instanceof Error && !(error instanceof TypeError) ? error.message : '';
  return new TemplateFailure('syntax', plainMessage(message), lastLine);
}

/** The parser names its own functions and token kinds; people get neither. */
function plainMessage(message: string): string {
  const text = message
    .replace(/^(?:Error: )?(?:parse[A-Za-z]+|advanceAfterBlockEnd|pushToken): /, '')
    .replace(/^unknown block tag: (.*)$/s, 'There is no tag "$1"')
    .replace(/^expected variable end$/, 'Expected "}}"')
    .replace(/^expected block end in (\w+) statement$/, 'Expected "%}" after "$1"')
    .replace(/^unexpected token: (.*)$/s, 'Did not expect "$1"')
    .replace(/unexpected end of file/, 'the template ends too early');
  if (text === '' || text.includes('got end of file')) {
    return 'The template ends too early: a tag or an expression is not closed.';
  }
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

const NOT_JINJA = new Set(['AsyncEach', 'AsyncAll', 'IfAsync', 'Switch', 'Super']);

function checkTree(node: unknown, blocks: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) checkTree(item, blocks);
    return;
  }
  if (typeof node !== 'object' || node === null || !('typename' in node)) return;
  // A node of the parser: the fields read here are checked one by one.
  const { typename, lineno, name, value, right } = node as Loose;
  const refuse = (message: string) => {
    throw new TemplateFailure('syntax', message, lineno + 1);
  };
  if (NOT_JINJA.has(typename)) refuse('This tag is none of Jinja.');
  if (typename === 'Literal' && value instanceof RegExp)
    refuse('Jinja has no regular expressions.');
  if (typename === 'Filter' && !FILTERS.has(String(name?.value))) {
    refuse(`There is no filter "${String(name?.value)}".`);
  }
  if (typename === 'Is') {
    const test = testName(right);
    if (test === undefined || !TESTS.has(test)) refuse(`There is no test "${test ?? ''}".`);
  }
  if (typename === 'Block') {
    const block = String(name?.value);
    if (blocks.has(block)) refuse(`The block "${block}" is defined twice.`);
    blocks.add(block);
  }
  for (const field of Object.values(node)) {
    if (typeof field === 'object' && field !== null) checkTree(field, blocks);
  }
}

interface Loose {
  readonly typename: string;
  readonly lineno: number;
  readonly name?: { readonly value?: unknown };
  readonly value?: unknown;
  readonly right?: unknown;
}

/** The name right of `is`: a word, a word with arguments, or one of the constants. */
export function testName(right: unknown): string | undefined {
  if (typeof right !== 'object' || right === null || !('typename' in right)) return undefined;
  const node = right as Loose;
  if (node.typename === 'FunCall') return testName(node.name);
  if (node.typename === 'Symbol') return String(node.value);
  if (node.typename === 'Literal' && (node.value === null || typeof node.value === 'boolean')) {
    return String(node.value ?? 'none');
  }
  return undefined;
}
