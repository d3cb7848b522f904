import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/** What of Markdown is shown; whatever else a parser knows is `text`. */
export type MarkdownNode =
  | { readonly kind: 'text' | 'code' | 'html' | 'pre'; readonly text: string }
  | { readonly kind: 'break' | 'rule' }
  | { readonly kind: 'heading'; readonly depth: number; readonly inside: Inside }
  | { readonly kind: 'paragraph' | 'quote' | 'strong' | 'emphasis'; readonly inside: Inside }
  | { readonly kind: 'list'; readonly start: number | null; readonly items: readonly Inside[] }
  | { readonly kind: 'link'; readonly url: string; readonly inside: Inside }
  | { readonly kind: 'image'; readonly url: string; readonly alt: string }
  | {
      readonly kind: 'table';
      readonly align: readonly Align[];
      readonly rows: readonly (readonly Inside[])[];
    };
type Inside = readonly MarkdownNode[];
type Align = 'left' | 'right' | 'center' | null | undefined;

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root['children'][number];

/** Deeper nesting is no text for people; it would only fill the stack. */
const DEEPEST = 100;

/** Nobody reads more parts than these as what they are; drawing them would take seconds. */
const MOST_NODES = 5000;

/**
 * Markdown with tables as a plain tree, nothing of it as markup; null where it can't be parsed, or has
 * too many parts.
 */
export function markdownTree(text: string): readonly MarkdownNode[] | null {
  try {
    const root = fromMarkdown(text, {
      extensions: [gfmTable()],
      mdastExtensions: [gfmTableFromMarkdown()],
    });
    const addresses = new Map<string, string>();
    for (const node of root.children) {
      if (node.type === 'definition') addresses.set(node.identifier, node.url);
    }
    const left = { nodes: MOST_NODES };
    return insideOf(root.children, { addresses, depth: 0, left });
  } catch {
    return null;
  }
}

interface Context {
  /** Of links by reference. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly depth: number;
  /** What there is room for yet. */
  readonly left: { nodes: number };
}

function insideOf(nodes: readonly Node[], context: Context): Inside {
  const { depth, left } = context;
  if (depth > DEEPEST) return [{ kind: 'text', text: '…' }];
  left.nodes -= nodes.length;
  if (left.nodes < 0) throw new RangeError('It has too many parts.');
  return nodes.flatMap((node) => nodeOf(node, { ...context, depth: depth + 1 }));
}

function nodeOf(node: Node, context: Context): Inside {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value }];
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'code':
      return [{ kind: 'pre', text: node.value }];
    case 'html':
      return [{ kind: 'html', text: node.value }];
    case 'break':
      return [{ kind: 'break' }];
    case 'thematicBreak':
      return [{ kind: 'rule' }];
    case 'heading':
      return [{ kind: 'heading', depth: node.depth, inside: insideOf(node.children, context) }];
    case 'paragraph':
    case 'strong':
    case 'emphasis':
      return [{ kind: node.type, inside: insideOf(node.children, context) }];
    case 'blockquote':
      return [{ kind: 'quote', inside: insideOf(node.children, context) }];
    case 'list': {
      const items = node.children.map((item) => insideOf(item.children, context));
      return [{ kind: 'list', start: node.ordered === true ? (node.start ?? 1) : null, items }];
    }
    case 'link':
      return [{ kind: 'link', url: node.url, inside: insideOf(node.children, context) }];
    case 'linkReference': {
      const inside = insideOf(node.children, context);
      const url = context.addresses.get(node.identifier);
      return url === undefined ? inside : [{ kind: 'link', url, inside }];
    }
    case 'image':
      return [{ kind: 'image', url: node.url, alt: node.alt ?? '' }];
    case 'imageReference': {
      const url = context.addresses.get(node.identifier) ?? '';
      return [{ kind: 'image', url, alt: node.alt ?? '' }];
    }
    case 'table': {
      const rows = node.children.map((row) =>
        row.children.map((cell) => insideOf(cell.children, context)),
      );
      return [{ kind: 'table', align: node.align ?? [], rows }];
    }
    // Definitions stand at the links that use them; the others come of no extension that is on.
    default:
      return [];
  }
}
