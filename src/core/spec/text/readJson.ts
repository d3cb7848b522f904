import { parseTree, type Node, type ParseError } from 'jsonc-parser';
import { t } from '../../../l10n/t.js';
import type { Json } from '../../json.js';
import {
  duplicateKeys,
  MAX_NODES,
  tooManyValues,
  type LocatedMember,
  type LocatedNode,
  type LocatedTree,
  type SyntaxFault,
} from './locatedTree.js';

/** Reads JSON as it stands, broken or not. JSONC allows comments and trailing commas. */
export function readJson(text: string, dialect: 'json' | 'jsonc'): LocatedTree {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, {
    disallowComments: dialect === 'json',
    allowTrailingComma: dialect === 'jsonc',
  });
  const count = { nodes: 0 };
  const root = tree && locatedNode(tree, count);
  // One slip can trip the parser twice at one place: the first says what it was.
  const first = new Map(errors.toReversed().map((error) => [error.offset, error]));
  const faults = [...first.values()]
    .sort((one, other) => one.offset - other.offset)
    .slice(0, MOST_ERRORS)
    .map((error) => syntaxFault(text, error));
  if (!root) return { faults };
  if (count.nodes > MAX_NODES) faults.push(tooManyValues({ start: root.start, end: root.end }));
  return { root, faults: [...faults, ...duplicateKeys(root)] };
}

/** Of a text that is no JSON at all, each character can be an error. */
const MOST_ERRORS = 1000;

/** What is beyond the most nodes is left out. */
function locatedNode(node: Node, count: { nodes: number }): LocatedNode {
  count.nodes += 1;
  const rest = count.nodes > MAX_NODES ? [] : (node.children ?? []);
  const place = { start: node.offset, end: node.offset + node.length };
  if (node.type === 'object') {
    const members = rest.map((member) => locatedMember(member, count));
    return { kind: 'object', ...place, members: members.filter((member) => !!member) };
  }
  if (node.type === 'array') {
    return { kind: 'array', ...place, items: rest.map((item) => locatedNode(item, count)) };
  }
  // The parser gives string, number, boolean or null for the other node types.
  const value = node.value as Json;
  if (typeof value !== 'string') return { kind: 'scalar', ...place, value };
  return { kind: 'scalar', ...place, value, written: { style: 'json', ...place } };
}

function locatedMember(property: Node, count: { nodes: number }): LocatedMember | undefined {
  const [key, value] = property.children ?? [];
  if (typeof key?.value !== 'string') return undefined;
  const keyEnd = key.offset + key.length;
  return {
    key: key.value,
    keyStart: key.offset,
    keyEnd,
    node: value
      ? locatedNode(value, count)
      : { kind: 'scalar', start: keyEnd, end: keyEnd, value: null },
  };
}

/** By the parser's error codes, whose enum is `const` and can't be imported by isolated modules. */
const messages = (): Readonly<Record<number, string>> => ({
  1: t('This is no JSON value; text needs double quotes.'),
  2: t('This number is not written as JSON writes numbers.'),
  3: t('A field name in double quotes is expected here.'),
  4: t('A value is expected here.'),
  5: t('A colon is expected here.'),
  6: t('A comma is expected here.'),
  7: t('A closing brace } is missing.'),
  8: t('A closing bracket ] is missing.'),
  9: t('The file must end here; there is more after the spec.'),
  10: t('Comments are allowed in .jsonc and YAML specs only.'),
  11: t('This comment is never closed; end it with */.'),
  12: t('This text is never closed; end it with a double quote.'),
  13: t('This number is cut off.'),
  14: t('This \\u escape needs four hexadecimal digits.'),
  15: t('This escape is unknown to JSON; write \\\\ for a backslash.'),
  16: t('This character is not allowed here; write a line break in text as \\n.'),
});

function syntaxFault(text: string, error: ParseError): SyntaxFault {
  const code: number = error.error;
  const before = endBefore(text, error.offset);
  const last = { start: before - 1, end: before };
  const here = { start: error.offset, end: error.offset + error.length };
  const fault = { severity: 'error', code: code === 10 ? 'comment' : 'syntax' } as const;
  if (
    (code === 3 || code === 4) &&
    text[before - 1] === ',' &&
    /[}\]]/.test(text.charAt(here.start))
  ) {
    return { ...fault, message: t('Nothing follows this comma; remove it.'), ...last };
  }
  const isMissing = code >= 4 && code <= 8;
  const isAtEnd = before > 0 && error.offset >= text.trimEnd().length;
  return {
    ...fault,
    message: messages()[code] ?? t('This is no valid JSON.'),
    // What is missing at the end is missing after the last thing that stands there.
    ...(isMissing && isAtEnd ? last : here),
  };
}

/** The end of what stands before an offset, without the blanks between. */
function endBefore(text: string, offset: number): number {
  let end = offset;
  while (end > 0 && /\s/.test(text.charAt(end - 1))) end -= 1;
  return end;
}
