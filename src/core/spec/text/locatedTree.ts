import { t } from '../../../l10n/t.js';
import type { Json } from '../../json.js';
import type { WrittenText } from './writtenText.js';

/** A value with its place in the text; offsets in UTF-16 units, end excluded. */
export interface LocatedNode {
  readonly kind: 'object' | 'array' | 'scalar';
  readonly start: number;
  readonly end: number;
  /** Scalars only. */
  readonly value?: Json;
  /** Texts only; of an alias, how the text that it names is written. */
  readonly written?: WrittenText;
  /** Objects only; a repeated key stands here more than once. */
  readonly members?: readonly LocatedMember[];
  /** Arrays only. */
  readonly items?: readonly LocatedNode[];
}

export interface LocatedMember {
  readonly key: string;
  readonly keyStart: number;
  readonly keyEnd: number;
  readonly node: LocatedNode;
}

/** A fault of the text itself. */
export interface SyntaxFault {
  readonly severity: 'error' | 'warning';
  readonly code: string;
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** What could be read, however broken the text. */
export interface LocatedTree {
  readonly root?: LocatedNode;
  readonly faults: readonly SyntaxFault[];
}

/**
 * Values of a spec at most: thousands of labels are not judged, and each value can be a problem that
 * is looked up and shown.
 */
export const MAX_NODES = 20_000;

export function tooManyValues(place: Pick<LocatedNode, 'start' | 'end'>): SyntaxFault {
  const message = t('This spec holds too many values; repeat less.');
  return { severity: 'error', code: 'too-large', message, start: place.start, end: place.end };
}

export type SpecPath = readonly (string | number)[];

/** The plain value; of a repeated key, the last one counts, as in `JSON.parse`. */
export function plainValue(node: LocatedNode): Json {
  if (node.kind === 'array') return (node.items ?? []).map(plainValue);
  if (node.kind === 'scalar') return node.value ?? null;
  const result: Record<string, Json> = {};
  for (const { key, node: child } of node.members ?? []) {
    // An assignment to `__proto__` would set the prototype instead of a field.
    Object.defineProperty(result, key, {
      value: plainValue(child),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return result;
}

function memberOf(node: LocatedNode, key: string): LocatedMember | undefined {
  return node.members?.findLast((member) => member.key === key);
}

/** The value at `path` and, where it is a field, the member that holds it. */
export function locate(
  root: LocatedNode,
  path: SpecPath,
): { node: LocatedNode; member?: LocatedMember } | undefined {
  let node = root;
  let member: LocatedMember | undefined;
  for (const step of path) {
    if (typeof step === 'number') {
      const item = node.items?.[step];
      if (!item) return undefined;
      node = item;
      member = undefined;
    } else {
      member = memberOf(node, step);
      if (!member) return undefined;
      node = member.node;
    }
  }
  return member ? { node, member } : { node };
}

/** Faults for keys that stand twice in one object, at the later key. */
export function duplicateKeys(node: LocatedNode): SyntaxFault[] {
  const seen = new Set<string>();
  const faults: SyntaxFault[] = [];
  for (const member of node.members ?? []) {
    if (seen.has(member.key)) {
      faults.push({
        severity: 'error',
        code: 'duplicate-key',
        message: t('`{0}` stands twice in this object; keep one of them.', member.key),
        start: member.keyStart,
        end: member.keyEnd,
      });
    }
    seen.add(member.key);
    for (const fault of duplicateKeys(member.node)) faults.push(fault);
  }
  return faults.concat((node.items ?? []).flatMap(duplicateKeys));
}
