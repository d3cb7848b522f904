import type { BlockParser, Body, StatementTag } from './blockTag.js';
import { explainBraces, unclosedText, unknownTagText } from './faultTexts.js';
import { parseTuple } from './parseExpression.js';
import { BLOCKS } from './parseBlocks.js';
import { SIMPLE_STATEMENTS } from './parseSimple.js';
import type { Expression, Statement, TagPlace, TextNode } from './templateNode.js';
import { SyntaxFault, type Token } from './templateToken.js';
import { TOO_DEEP, type TokenStream } from './tokenStream.js';

/** How many functions of Jinja2 a block goes through. */
const BLOCK_CALLS = 4;
/** CPython's limits for loops inside one another and for indentation. */
const MOST_LOOPS = 20;
const MOST_INDENTED = 99;

/** Where a body stands in the Python that Jinja2 would make of it. */
interface Nesting {
  readonly loops: number;
  readonly indented: number;
}

export class BodyParser implements BlockParser {
  /** The tag whose word is current, from where it is met until the block that it ends takes it. */
  private ended: StatementTag | undefined;
  private nesting: Nesting = { loops: 0, indented: 1 };
  /** The words that would go on with or end each open block, the innermost last. */
  private readonly open: { readonly words: readonly string[]; readonly tag: TagPlace }[] = [];

  constructor(
    readonly tokens: TokenStream,
    private readonly source: string,
  ) {}

  parseAll(): Statement[] {
    return this.parseStatements([]).body;
  }

  parseUntil(words: readonly string[], opener: StatementTag): Body {
    const { tokens, nesting } = this;
    const fits = tokens.attempt(() => {
      tokens.enter(BLOCK_CALLS);
    });
    if (!fits) {
      tokens.stop();
      return { body: [], closedBy: undefined };
    }
    this.open.push({ words, tag: opener.tag });
    this.nesting = this.nestingIn(opener.word, words);
    const parsed = this.parseStatements(words);
    this.nesting = nesting;
    this.open.pop();
    tokens.leave(BLOCK_CALLS);
    if (parsed.closedBy === undefined && tokens.is('end')) {
      const { word } = opener;
      const mend = word === 'set' ? ' behind its text, or = and a value in it' : '';
      const message = unclosedText(`{% ${word} %}`, `{% ${words.at(-1) ?? ''} %}${mend}`);
      const { start, end } = opener.tag;
      const { line } = tokens.current;
      tokens.note(new SyntaxFault(message, { start, end, line }, 'unclosed'));
    }
    return parsed;
  }

  private nestingIn(word: string, words: readonly string[]): Nesting {
    const { loops, indented } = this.nesting;
    const isLoop = word === 'for' && words.includes('else');
    const inside =
      word === 'block'
        ? { loops: 0, indented: 1 }
        : word === 'macro' || word === 'call'
          ? { loops: 0, indented: indented + 1 }
          : word === 'if' || word === 'for'
            ? { loops: loops + (isLoop ? 1 : 0), indented: indented + 1 }
            : this.nesting;
    if (
      (inside.loops > MOST_LOOPS && loops <= MOST_LOOPS) ||
      (inside.indented > MOST_INDENTED && indented <= MOST_INDENTED)
    ) {
      this.tokens.noteLater(TOO_DEEP);
    }
    return inside;
  }

  private parseStatements(words: readonly string[]): Body {
    const { tokens } = this;
    const body: Statement[] = [];
    let parts: (TextNode | Expression)[] = [];
    const flush = (): void => {
      const first = parts[0];
      if (first !== undefined) {
        const { start, line } = first;
        const end = parts.at(-1)?.end ?? start;
        body.push({ kind: 'output', parts, start, end, line });
        parts = [];
      }
    };
    while (!tokens.is('end')) {
      const { current } = tokens;
      if (current.type === 'text') {
        parts.push(textNode(current));
        tokens.attempt(() => {
          tokens.advance();
        });
        continue;
      }
      if (current.type === '{{') {
        parts.push(this.parsePrinted(current));
        continue;
      }
      flush();
      this.parseTag(words, body);
      const { ended } = this;
      if (ended !== undefined) {
        const isOwn = words.includes(ended.word);
        this.ended = isOwn ? undefined : ended;
        return { body, closedBy: isOwn ? ended : undefined };
      }
    }
    flush();
    return { body, closedBy: undefined };
  }

  private parsePrinted(opening: Token): Expression {
    const { tokens } = this;
    const { start, line } = opening;
    let printed: Expression | undefined;
    const parse = (): void => {
      tokens.advance();
      printed = parseTuple(tokens, { items: 'expressions' });
      tokens.expect('}}');
    };
    tokens.attempt(parse, (fault) => explainBraces(fault, this.source, start));
    return printed ?? { kind: 'missing', start, end: tokens.previousEnd, line };
  }

  /** Adds its statement to `body`, or notes in `ended` that it ends a block. */
  private parseTag(words: readonly string[], body: Statement[]): void {
    const { tokens } = this;
    const tag = tokens.lexer.tags.at(-1);
    let opened: StatementTag | undefined;
    tokens.attempt(() => {
      tokens.advance();
      const { type, text, line } = tokens.current;
      if (type !== 'name' || tag === undefined) {
        return tokens.fail('A tag starts with a word such as if, for or set.');
      }
      const found = { tag, word: text, line };
      if (words.includes(found.word)) {
        this.ended = found;
      } else if (BLOCKS.has(found.word) || SIMPLE_STATEMENTS.has(found.word)) {
        opened = found;
      } else if (this.open.some((block) => block.words.includes(found.word))) {
        tokens.note(this.unknownTag(found));
        this.ended = found;
      } else {
        throw this.unknownTag(found);
      }
    });
    if (opened !== undefined) {
      const statement =
        BLOCKS.get(opened.word)?.(this, opened) ??
        SIMPLE_STATEMENTS.get(opened.word)?.(tokens, opened);
      if (statement !== undefined) {
        body.push(statement);
      }
    }
  }

  private unknownTag({ word }: StatementTag): SyntaxFault {
    const awaited = this.open.at(-1)?.words ?? [];
    const known = [...awaited, ...BLOCKS.keys(), ...SIMPLE_STATEMENTS.keys()];
    const message = unknownTagText(word, awaited.at(-1), known);
    return new SyntaxFault(message, this.tokens.current, 'unknown-tag');
  }
}

function textNode({ start, end, line, text }: Token): TextNode {
  return { kind: 'text', text, start, end, line };
}
