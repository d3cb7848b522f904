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

/** Markdown with tables as a plain tree, nothing of it as markup; null where it can't be parsed. */
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
    return insideOf(root.children, { addresses, depth: 0 });
  } catch {
    return null;
  }
}

interface Context {
  /** Of links by reference. */
  readonly addresses: ReadonlyMap<string, string>;
  readonly depth: number;
}

function insideOf(nodes: readonly Node[], { addresses, depth }: Context): Inside {
  if (depth > DEEPEST) return [{ kind: 'text', text: '…' }];
  return nodes.flatMap((node) => nodeOf(node, { addresses, depth: depth + 1 }));
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
