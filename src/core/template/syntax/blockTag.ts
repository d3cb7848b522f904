import type { Expression, Statement, TagPlace } from './templateNode.js';
import type { TokenStream } from './tokenStream.js';

/** A tag that a statement starts with, and the line of its word. */
export interface StatementTag {
  readonly tag: TagPlace;
  readonly word: string;
  readonly line: number;
}

export interface Body {
  readonly body: Statement[];
  /** The tag that ended it; undefined: the template broke off. */
  readonly closedBy: StatementTag | undefined;
}

/** What the statements with a body are parsed by. */
export interface BlockParser {
  readonly tokens: TokenStream;
  /**
   * The statements up to a tag with one of `words`. Its word is then the current token. Where the
   * template ends first, or a tag ends a block further out, that is noted as a fault.
   */
  parseUntil(words: readonly string[], opener: StatementTag): Body;
}

/** The end of a block's header: a colon is allowed before it. */
export function endHeader(tokens: TokenStream): void {
  tokens.skip(':');
  tokens.expect('%}');
}

/** The end tag whose word is current; `allowedName` may follow it. Notes its span in `tags`. */
export function endBlock(
  tokens: TokenStream,
  { closedBy }: Body,
  { tags, allowedName, check }: { tags: TagPlace[]; allowedName?: string; check?: () => void },
): void {
  if (closedBy === undefined) {
    return;
  }
  tags.push(closedBy.tag);
  tokens.attempt(() => {
    tokens.advance();
    check?.();
    if (allowedName !== undefined) {
      tokens.skipWord(allowedName);
    }
    tokens.expect('%}');
  });
}

/** Stands for an expression that a fault kept from being read. */
export function missingIn({ tag, line }: StatementTag): Expression {
  return { kind: 'missing', start: tag.start, end: tag.end, line };
}
