import type { DatasetFacts } from '../../dataset/datasetFacts.js';
import { closest } from '../../spec/problems/didYouMean.js';
import { parseTemplate } from '../syntax/parseTemplate.js';
import type { Expression, Span } from '../syntax/templateNode.js';
import { childrenOf, type TemplateNode } from '../syntax/walkTemplate.js';
import { METHOD_DOCS } from './methodDocs.js';
import { scopeAt } from './scopeAt.js';
import { shapeOf } from './valueShape.js';

/** The part that stands at a span of a template. */
export interface AskedPart {
  readonly name: string;
  /** The name alone, without what it is a part of. */
  readonly place: Span;
  /** What the data has in its place. */
  readonly meant?: string;
  /** What it is asked of, as written, where that is never a dict; `kind`: `text`, `list`, … */
  readonly plainTarget?: { readonly text: string; readonly kind: string };
}

/** Undefined where the span is no part with a fixed name. */
export function askedPart(source: string, span: Span, facts: DatasetFacts): AskedPart | undefined {
  const parsed = parseTemplate(source);
  const node = expressionAt(parsed.body, span);
  if (node?.kind !== 'attribute' && node?.kind !== 'item') return undefined;
  const named = partName(node);
  if (!named) return undefined;
  const scope = scopeAt(parsed.body, span.start, source);
  const target = shapeOf(node.target, { scope, facts });
  const kinds = target.kinds.filter((kind) => kind !== 'null');
  const methods = kinds.flatMap((kind) =>
    kind in METHOD_DOCS ? [...METHOD_DOCS[kind as keyof typeof METHOD_DOCS].keys()] : [],
  );
  const parts = [...(target.parts?.keys() ?? [])];
  const candidates = node.kind === 'attribute' ? [...parts, ...methods] : parts;
  const meant = closest(
    named.name,
    candidates.filter((name) => name !== named.name),
  );
  const [only] = kinds;
  const isPlain = only !== undefined && !kinds.includes('dict') && target.facts !== undefined;
  return {
    ...named,
    ...(meant !== undefined && { meant }),
    ...(isPlain &&
      kinds.length === 1 && {
        plainTarget: { text: source.slice(node.target.start, node.target.end), kind: only },
      }),
  };
}

function partName(
  node: Extract<Expression, { kind: 'attribute' | 'item' }>,
): Pick<AskedPart, 'name' | 'place'> | undefined {
  if (node.kind === 'attribute') {
    const { name, start, end } = node.attribute;
    return { name, place: { start, end } };
  }
  const { index } = node;
  if (index.kind !== 'constant' || typeof index.value !== 'string') return undefined;
  return { name: index.value, place: { start: index.start + 1, end: index.end - 1 } };
}

function expressionAt(nodes: readonly TemplateNode[], span: Span): TemplateNode | undefined {
  for (const node of nodes) {
    if (node.start > span.start || node.end < span.end) continue;
    const inner = expressionAt(childrenOf(node), span);
    if (inner) return inner;
    if (node.start === span.start && node.end === span.end) return node;
  }
  return undefined;
}
