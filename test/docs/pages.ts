import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/** A fenced block of a page. */
export interface CodeBlock {
  /** From 1, of the opening fence. */
  readonly line: number;
  /** Empty where the fence names none. */
  readonly language: string;
  /** Words behind the language, such as `no-run`. */
  readonly words: readonly string[];
  /** `title="answers.eval.yaml"`: the file that the block is. */
  readonly title: string | undefined;
  readonly text: string;
}

export interface Link {
  readonly line: number;
  readonly url: string;
  readonly isImage: boolean;
  /** What stands in place of a picture, or the words of the link. */
  readonly label: string;
}

/** What the checks need of a page in Markdown. */
export interface Page {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly CodeBlock[];
  readonly links: readonly Link[];
  /** As GitHub makes them of headings, without `#`. */
  readonly anchors: ReadonlySet<string>;
  /** Texts in bold: names of commands and views. */
  readonly bold: readonly string[];
  /** Texts in `code`. */
  readonly codes: readonly string[];
}

/** Pages that people read, in the project as it stands. */
export function pagePaths(): string[] {
  const within = (folder: string) =>
    existsSync(folder)
      ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
          .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
          .filter((path) => path.endsWith('.md'))
      : [];
  const top = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
  return [...top, ...within('docs'), ...within('examples')].filter((path) => existsSync(path));
}

export function readPage(path: string): Page {
  const text = readFileSync(path, 'utf8');
  return { path, text, ...parsePage(text) };
}

/** The part of mdast that is used here. */
interface Node {
  readonly type: string;
  readonly children?: readonly Node[];
  readonly value?: string;
  readonly url?: string;
  readonly alt?: string | null | undefined;
  readonly lang?: string | null | undefined;
  readonly meta?: string | null | undefined;
  readonly position?: { readonly start: { readonly line: number } } | undefined;
}

export function parsePage(text: string): Omit<Page, 'path' | 'text'> {
  const blocks: CodeBlock[] = [];
  const links: Link[] = [];
  const bold: string[] = [];
  const codes: string[] = [];
  const anchors = new Set<string>();
  const visit = (node: Node): void => {
    const line = node.position?.start.line ?? 0;
    if (node.type === 'code') blocks.push(blockOf(node, line));
    if (node.type === 'link' || node.type === 'image') {
      const isImage = node.type === 'image';
      const label = isImage ? (node.alt ?? '') : wordsOf(node);
      links.push({ line, url: node.url ?? '', isImage, label });
    }
    if (node.type === 'strong') bold.push(wordsOf(node));
    if (node.type === 'inlineCode') codes.push(node.value ?? '');
    if (node.type === 'heading') anchors.add(freeAnchor(wordsOf(node), anchors));
    node.children?.forEach(visit);
  };
  const options = { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] };
  visit(fromMarkdown(text, options));
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)">/g)) anchors.add(id ?? '');
  return { blocks, links, anchors, bold, codes };
}

function blockOf(node: Node, line: number): CodeBlock {
  const meta = node.meta ?? '';
  const title = /\btitle="([^"]+)"/.exec(meta)?.[1];
  const words = meta
    .replace(/\btitle="[^"]*"/, '')
    .split(/\s+/)
    .filter(Boolean);
  return { line, language: node.lang ?? '', words, title, text: node.value ?? '' };
}

function wordsOf(node: Node): string {
  const words = node.value ?? (node.children ?? []).map(wordsOf).join('');
  return words.replace(/\s+/g, ' ');
}

/** As GitHub does it; a heading that comes again is numbered. */
function freeAnchor(heading: string, taken: ReadonlySet<string>): string {
  const anchor = heading
    .toLowerCase()
    .replace(/[^\p{Letter}\p{Mark}\p{Number}\p{Connector_Punctuation} -]/gu, '')
    .replaceAll(' ', '-');
  let free = anchor;
  for (let count = 1; taken.has(free); count += 1) free = `${anchor}-${count}`;
  return free;
}
