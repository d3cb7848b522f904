import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLError,
} from 'yaml';
import { t } from '../../../l10n/t.js';
import {
  duplicateKeys,
  MAX_NODES,
  tooManyValues,
  type LocatedMember,
  type LocatedNode,
  type LocatedTree,
  type SyntaxFault,
} from './locatedTree.js';
import type { WrittenText } from './writtenText.js';

/** Aliases repeat what they name: a few lines can stand for billions of values. */
const MAX_ALIASES = 100;

/** Where the parser speaks to a programmer. */
const messages = (): Partial<Record<YAMLError['code'], string>> => ({
  MULTIPLE_DOCS: t('A spec is one YAML document; remove the second `---` and what follows it.'),
  TAG_RESOLVE_FAILED: t('This tag has no meaning in a spec; remove it.'),
});

/** Reads YAML 1.2 as it stands, broken or not. */
export function readYaml(text: string): LocatedTree {
  // Repeated keys are found by our own check, the same in every format.
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    keepSourceTokens: true,
  });
  const fault = (severity: 'error' | 'warning') => (found: YAMLError) => ({
    severity,
    code: 'syntax',
    message: messages()[found.code] ?? sentence(found.message),
    start: found.pos[0],
    end: found.pos[1],
  });
  const faults: SyntaxFault[] = [
    ...document.errors.map(fault('error')),
    ...document.warnings.map(fault('warning')),
  ];
  const builder = treeBuilder(document, text);
  const root = document.contents ? builder.build(document.contents) : undefined;
  for (const found of builder.faults) faults.push(found);
  // A repeated key within an alias would be reported once per use: one place, one fault.
  const places = new Set<number>();
  for (const fault of root ? duplicateKeys(root) : []) {
    if (!places.has(fault.start)) faults.push(fault);
    places.add(fault.start);
  }
  return root ? { root, faults } : { faults };
}

interface Place {
  readonly start: number;
  readonly end: number;
}

function treeBuilder(document: Document, text: string) {
  const faults: SyntaxFault[] = [];
  let nodes = 0;
  let aliases = 0;
  let stopped = false;
  const open = new Set<unknown>();

  const stop = (fault: SyntaxFault, place: Place): LocatedNode => {
    if (!stopped) faults.push(fault);
    stopped = true;
    return { kind: 'scalar', ...place, value: null };
  };

  const build = (node: Node): LocatedNode => {
    const place = placeOf(node, text);
    nodes += 1;
    if (stopped) return { kind: 'scalar', ...place, value: null };
    if (nodes > MAX_NODES) return stop(tooManyValues(place), place);
    if (isAlias(node)) {
      aliases += 1;
      const target = node.resolve(document);
      if (!target) {
        faults.push({
          severity: 'error',
          code: 'syntax',
          message: t('Nothing is named &{0} above this alias.', node.source),
          ...place,
        });
        return { kind: 'scalar', ...place, value: null };
      }
      if (aliases > MAX_ALIASES || open.has(target)) {
        const message = t('Aliases repeat too much here; write the values out.');
        return stop({ severity: 'error', code: 'alias', message, ...place }, place);
      }
      return { ...build(target), ...place };
    }
    open.add(node);
    try {
      if (isMap(node)) {
        const members = node.items.map((pair) => member(pair, place));
        return { kind: 'object', ...place, members };
      }
      if (isSeq(node)) {
        const items = node.items.map((item) =>
          // The parser makes a node of every item of a parsed sequence, except of `- ? a`.
          build(item as Node),
        );
        return { kind: 'array', ...place, items };
      }
    } finally {
      open.delete(node);
    }
    const written = writtenText(node);
    return { kind: 'scalar', ...place, value: scalarValue(node), ...(written && { written }) };
  };

  const member = (pair: Pair, around: Place): LocatedMember => {
    const key = pair.key as Node | null;
    const keyPlace = key ? placeOf(key, text) : { start: around.start, end: around.start };
    const value = pair.value as Node | null;
    return {
      key: keyText(key),
      keyStart: keyPlace.start,
      keyEnd: keyPlace.end,
      node: value
        ? build(value)
        : { kind: 'scalar', start: keyPlace.end, end: keyPlace.end, value: null },
    };
  };

  return { build, faults };
}

function scalarValue(node: Node): string | number | boolean | null {
  if (!isScalar(node)) return null;
  const { value } = node;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' || value === null) return value;
  return typeof value === 'bigint' ? Number(value) : null;
}

/** Undefined for what is no text, and where the parser kept no token. */
function writtenText(node: Node): WrittenText | undefined {
  if (!isScalar(node) || typeof node.value !== 'string' || !node.srcToken) return undefined;
  const { srcToken: token } = node;
  if (!('source' in token)) return undefined;
  const flow = { start: token.offset, end: token.offset + token.source.length };
  switch (token.type) {
    case 'scalar':
      return { style: 'plain', ...flow };
    case 'single-quoted-scalar':
      return { style: 'single', ...flow };
    case 'double-quoted-scalar':
      return { style: 'double', ...flow };
    case 'block-scalar': {
      const props = token.props.map((prop) => ('source' in prop ? prop.source : ''));
      const start = token.offset + props.join('').length;
      const { indent } = token;
      const end = start + token.source.length;
      return { style: 'block', header: props[0] ?? '', start, end, indent };
    }
    default:
      return undefined;
  }
}

function keyText(key: Node | null): string {
  if (!isScalar(key)) return key ? t('(a key that is no text)') : '';
  return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

/** Without the white space at the end that a block of text or a mapping takes with it. */
function placeOf(node: Node, text: string): Place {
  const [start, end] = node.range ?? [0, 0];
  const trimmed = text.slice(start, end).trimEnd().length;
  return { start, end: start + trimmed };
}

function sentence(message: string): string {
  const text = message.trim().replace(/\s+/g, ' ');
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
