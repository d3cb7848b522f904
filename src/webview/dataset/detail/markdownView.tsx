import { useMemo } from 'preact/hooks';
import type { ComponentChildren } from 'preact';
import { t } from '../../../l10n/t.js';
import { Icon } from '../../common/icon.js';
import { Hits } from '../find/hits.js';
import { markdownTree } from './markdownTree.js';
import type { MarkdownNode } from './markdownTree.js';

interface MarkdownProps {
  readonly text: string;
  readonly pattern: RegExp | null;
  onLink(url: string): void;
}

/**
 * Of a word without end, such as a picture in base64, the rest is shaped anew for each of its lines where
 * letters are kerned: Chromium takes half a minute for 100,000 letters.
 */
const LONG_WORD = /\S{1000}/;

/**
 * Markdown as elements that are made here, never as markup of the dataset: HTML in it is shown as the
 * text that it is, an image as its description, a link beside its address.
 */
export function MarkdownView({ text, pattern, onLink }: MarkdownProps) {
  const tree = useMemo(() => markdownTree(text), [text]);
  if (tree === null) {
    return (
      <pre class="text">
        <Hits text={text} pattern={pattern} />
      </pre>
    );
  }
  return (
    <div class={LONG_WORD.test(text) ? 'markdown unkerned' : 'markdown'}>
      <Nodes nodes={tree} pattern={pattern} onLink={onLink} />
    </div>
  );
}

type NodesProps = Omit<MarkdownProps, 'text'> & { readonly nodes: readonly MarkdownNode[] };

function Nodes({ nodes, ...props }: NodesProps) {
  return (
    <>
      {nodes.map((node, index) => (
        <Node key={index} node={node} {...props} />
      ))}
    </>
  );
}

function Node({ node, pattern, onLink }: Omit<NodesProps, 'nodes'> & { node: MarkdownNode }) {
  const inside = (nodes: readonly MarkdownNode[]) => (
    <Nodes nodes={nodes} pattern={pattern} onLink={onLink} />
  );
  switch (node.kind) {
    case 'text':
      return <Hits text={node.text} pattern={pattern} />;
    case 'code':
    case 'html':
      return (
        <code>
          <Hits text={node.text} pattern={pattern} />
        </code>
      );
    case 'pre':
      return (
        <pre class="markdown-code">
          <Hits text={node.text} pattern={pattern} />
        </pre>
      );
    case 'break':
      return <br />;
    case 'rule':
      return <hr />;
    case 'heading':
      // No heading of the view itself: it belongs to the value.
      return <p class={`markdown-heading depth-${node.depth}`}>{inside(node.inside)}</p>;
    case 'paragraph':
      return <p>{inside(node.inside)}</p>;
    case 'quote':
      return <blockquote>{inside(node.inside)}</blockquote>;
    case 'strong':
      return <strong>{inside(node.inside)}</strong>;
    case 'emphasis':
      return <em>{inside(node.inside)}</em>;
    case 'list':
      return node.start === null ? (
        <ul>
          {node.items.map((item, index) => (
            <li key={index}>{inside(item)}</li>
          ))}
        </ul>
      ) : (
        <ol start={node.start}>
          {node.items.map((item, index) => (
            <li key={index}>{inside(item)}</li>
          ))}
        </ol>
      );
    case 'link':
      return (
        <Link url={node.url} isPlain={isAddress(node)} onLink={onLink}>
          {inside(node.inside)}
        </Link>
      );
    case 'image':
      return (
        <span class="markdown-image">
          <Icon name="file-media" /> {node.alt === '' ? t('image') : node.alt}{' '}
          <span class="muted">{node.url}</span>
        </span>
      );
    case 'table': {
      const [head = [], ...body] = node.rows;
      const aligned = (index: number) => ({ class: `align-${node.align[index] ?? 'none'}` });
      return (
        <div class="markdown-table">
          <table>
            <thead>
              <tr>
                {head.map((cell, index) => (
                  <th key={index} {...aligned(index)}>
                    {inside(cell)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {body.map((row, at) => (
                <tr key={at}>
                  {row.map((cell, index) => (
                    <td key={index} {...aligned(index)}>
                      {inside(cell)}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    }
  }
}

/** A link whose text is its address already. */
function isAddress({ url, inside }: Extract<MarkdownNode, { kind: 'link' }>): boolean {
  const [only] = inside;
  return inside.length === 1 && only?.kind === 'text' && only.text === url;
}

interface LinkProps {
  readonly url: string;
  readonly isPlain: boolean;
  onLink(url: string): void;
  readonly children: ComponentChildren;
}

/** Only what a browser opens is a link; any other address is told and leads nowhere. */
function Link({ url, isPlain, onLink, children }: LinkProps) {
  const address = !isPlain && <span class="muted markdown-address"> {url}</span>;
  if (!/^https?:\/\//i.test(url)) {
    return (
      <>
        {children}
        {address}
      </>
    );
  }
  return (
    <>
      <button class="link" title={url} onClick={() => onLink(url)}>
        {children}
      </button>
      {address}
    </>
  );
}
