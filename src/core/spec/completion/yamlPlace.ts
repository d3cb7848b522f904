import type { SpecPath } from '../text/locatedTree.js';
import { isInExpression, isTemplate, wordAround } from './cursorText.js';
import type { SpecPlace } from './specPlace.js';

/**
 * The cursor's place in YAML, by indentation: a line that is being typed is mostly no valid YAML, so
 * the parser's tree is of no use for it.
 */
export function yamlPlace(text: string, offset: number): SpecPlace | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (before.length > LONGEST_LINE) return undefined;
  const { path: around, block } = parents(text.slice(0, lineStart), before);
  if (block !== undefined) {
    if (!isTemplate(around) || !isInExpression(text.slice(block, offset))) return undefined;
    return { at: 'template', path: around, ...wordAround(text, offset), syntax: 'yaml' };
  }
  if (/(^|\s)#/.test(before)) return undefined;

  const line = /^\s*((?:- +)*)(.*)$/s.exec(before);
  const typed = line?.[2] ?? '';
  const path = line?.[1] ? [...around, 0] : around;
  const field = KEY.exec(typed);
  if (!field) {
    if (line?.[1]) return valuePlace(text, offset, { path, written: typed });
    return { at: 'key', path, ...wordAround(text, offset), syntax: 'yaml' };
  }
  const key = unquoted(field[1] ?? '');
  const written = field[2] ?? '';
  // `key:` without a space is not a value yet.
  if (written === '' && typed.endsWith(':')) return undefined;
  return valuePlace(text, offset, { path: [...path, key], written });
}

/** Nobody types at the end of a longer one, and the patterns here go back and forth. */
const LONGEST_LINE = 2000;
const KEY = /^("[^"]*"|'[^']*'|[^\s:#[\]{},"'][^:#]*?)\s*:(?:\s+(.*))?$/s;

function valuePlace(
  text: string,
  offset: number,
  { path, written }: { readonly path: SpecPath; readonly written: string },
): SpecPlace {
  if (/^[[{]/.test(written)) return flowPlace(text, offset, { path, written });
  if (isTemplate(path) && isInExpression(written)) {
    return { at: 'template', path, ...wordAround(text, offset), syntax: 'yaml' };
  }
  const start = offset - written.length;
  const rest = /^[^\r\n]*/.exec(text.slice(offset))?.[0] ?? '';
  const comment = rest.search(/\s#/);
  const end = offset + rest.slice(0, comment < 0 ? rest.length : comment).trimEnd().length;
  return { at: 'value', path, start, end, syntax: 'yaml' };
}

/** Within `[ … ]` and `{ … }` of one line. */
function flowPlace(
  text: string,
  offset: number,
  at: { readonly path: SpecPath; readonly written: string },
): SpecPlace {
  const path: (string | number)[] = [...at.path];
  const open: ('[' | '{')[] = [];
  let token = '';
  for (const char of at.written) {
    if (char === '[' || char === '{') {
      const key = /^(.+):$/s.exec(token.trim())?.[1]?.trimEnd();
      if (open.at(-1) === '{' && key !== undefined) path.push(unquoted(key));
      else if (open.at(-1) === '[') path.push(0);
      open.push(char);
      token = '';
    } else if (char === ']' || char === '}') {
      open.pop();
      if (open.length > 0) path.pop();
      token = '';
    } else if (char === ',') token = '';
    else token += char;
  }
  const rest = /^[^\r\n,\]}]*/.exec(text.slice(offset))?.[0].trimEnd() ?? '';
  const value = (part: string, inner: SpecPath): SpecPlace => ({
    at: 'value',
    path: inner,
    start: offset - part.trimStart().length,
    end: offset + rest.length,
    syntax: 'yaml-flow',
  });
  if (open.at(-1) === '[') return value(token, [...path, 0]);
  const field = /^([^:].*?):(.*)$/s.exec(token.trimStart());
  if (field) return value(field[2] ?? '', [...path, unquoted(field[1] ?? '')]);
  return { at: 'key', path, ...wordAround(text, offset), syntax: 'yaml-flow' };
}

/** The fields around a line, outermost first; `block`: the offset where a block of text began. */
function parents(above: string, before: string): { path: SpecPath; block?: number } {
  const lines = above.split('\n').slice(0, -1);
  const path: (string | number)[] = [];
  let indent = indentOf(before);
  let isItem = /^\s*- /.test(before) || /^\s*-$/.test(before);
  let block: number | undefined;
  let offset = above.length;
  for (const line of lines.reverse()) {
    offset -= line.length + 1;
    if (line.trim() === '' || /^\s*#/.test(line)) continue;
    const own = indentOf(line);
    const content = line.trimStart();
    const dash = /^(?:- +)+/.exec(content)?.[0] ?? '';
    const field = KEY.exec(content.slice(dash.length, LONGEST_LINE).trimEnd());
    // A list may stand at the indent of its own field.
    const isAround = own < indent || (isItem && own === indent && dash === '');
    if (!isAround) continue;
    if (!field && dash === '') continue;
    if (field && own + dash.length < indent + (isItem ? 1 : 0)) {
      if (/^[|>]/.test(field[2] ?? '')) {
        // Within a block of text nothing below was a field, whatever it looked like.
        path.length = 0;
        block = offset + line.length;
      }
      path.unshift(unquoted(field[1] ?? ''));
    }
    if (dash !== '') path.unshift(0);
    indent = own;
    isItem = dash !== '';
  }
  return block === undefined ? { path } : { path, block };
}

function indentOf(line: string): number {
  return /^ */.exec(line)?.[0].length ?? 0;
}

function unquoted(key: string): string {
  return key.replace(/^(["'])(.*)\1$/s, '$2').trim();
}
