import type {
  Expression,
  ParsedTemplate,
  Span,
  Statement,
  TagPlace,
  Target,
} from '../syntax/templateNode.js';
import { visitTemplate } from '../syntax/walkTemplate.js';

export interface TemplateSymbol {
  /** What it is called in the outline: `macro score`, `item in rubric`. */
  readonly name: string;
  readonly kind: 'block' | 'macro' | 'set' | 'loop';
  readonly span: Span;
  /** The name itself, to show when it is chosen. */
  readonly selection: Span;
  readonly children: readonly TemplateSymbol[];
}

type BlockStatement = Extract<Statement, { tags: unknown }>;

/** Blocks, macros, `set`s and loops, nested as they stand. */
export function templateSymbols(parsed: ParsedTemplate): readonly TemplateSymbol[] {
  return symbolsOf(parsed.body, parsed.source);
}

function symbolsOf(statements: readonly Statement[], source: string): TemplateSymbol[] {
  return statements.flatMap((statement) => {
    const children = symbolsOf(bodyOf(statement), source);
    const symbol = symbolOf(statement, source);
    if (symbol === undefined) {
      return children;
    }
    return [{ ...symbol, span: { start: statement.start, end: statement.end }, children }];
  });
}

function bodyOf(statement: Statement): readonly Statement[] {
  switch (statement.kind) {
    case 'if':
      return [...statement.branches.flatMap(({ body }) => body), ...statement.otherwise];
    case 'for':
      return [...statement.body, ...statement.otherwise];
    case 'output':
    case 'set':
    case 'otherTemplate':
      return [];
    default:
      return statement.body;
  }
}

function symbolOf(
  statement: Statement,
  source: string,
): Pick<TemplateSymbol, 'name' | 'kind' | 'selection'> | undefined {
  switch (statement.kind) {
    case 'block':
    case 'macro': {
      const { kind, name } = statement;
      return name.name === '' ? undefined : { name: name.name, kind, selection: spanOf(name) };
    }
    case 'set':
    case 'setBlock': {
      const name = written(statement.target, source);
      return name === '' ? undefined : { name, kind: 'set', selection: spanOf(statement.target) };
    }
    case 'for': {
      const { target, iterable } = statement;
      const name = `${written(target, source)} in ${written(iterable, source)}`;
      return iterable.kind === 'missing'
        ? undefined
        : { name, kind: 'loop', selection: { start: target.start, end: iterable.end } };
    }
    default:
      return undefined;
  }
}

/** In one line. A target that a fault kept from being read is written as nothing. */
function written(node: Target | Expression, source: string): string {
  return node.kind === 'tuple' && node.items.length === 0
    ? ''
    : source.slice(node.start, node.end).replace(/\s+/g, ' ');
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/**
 * What can be folded: from one tag of a block to the next, a comment, a raw stretch; each from its
 * first tag to the end of its last one.
 */
export function foldingSpans(parsed: ParsedTemplate): readonly Span[] {
  const spans: Span[] = [];
  for (const tags of tagGroups(parsed)) {
    tags.slice(1).forEach((tag, index) => {
      const isLast = index === tags.length - 2;
      spans.push({ start: tags[index]?.start ?? 0, end: isLast ? tag.end : tag.start });
    });
  }
  for (const { kind, start, end } of parsed.tags) {
    if (kind === 'comment') {
      spans.push({ start, end });
    }
  }
  return spans
    .filter(({ start, end }) => /[\r\n]/.test(parsed.source.slice(start, end)))
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

/** The tags that belong to the one at an offset, that one included; []: none is there. */
export function matchingTags(parsed: ParsedTemplate, offset: number): readonly TagPlace[] {
  for (const tags of tagGroups(parsed)) {
    if (tags.some(({ start, end }) => start <= offset && offset < end)) {
      return tags;
    }
  }
  return [];
}

/** The tags of each block and raw stretch, in their order. */
function tagGroups(parsed: ParsedTemplate): readonly (readonly TagPlace[])[] {
  const groups: (readonly TagPlace[])[] = [];
  visitTemplate(parsed.body, (node) => {
    if (isBlock(node)) {
      groups.push(node.tags);
    }
  });
  parsed.tags.forEach((tag, index) => {
    const next = parsed.tags[index + 1];
    if (tag.word?.name === 'raw' && next?.word?.name === 'endraw') {
      groups.push([tag, next]);
    }
  });
  return groups;
}

function isBlock(node: object): node is BlockStatement {
  return 'tags' in node;
}
