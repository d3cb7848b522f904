import { endBlock, endHeader, missingIn } from './blockTag.js';
import type { BlockParser, StatementTag } from './blockTag.js';
import { parseExpression, parseTuple } from './parseExpression.js';
import { parseFilterChain, parseFilters } from './parsePostfix.js';
import {
  parseBoundName,
  parseParameters,
  parseSetTarget,
  parseTarget,
  place,
} from './parseTarget.js';
import type {
  Branch,
  Expression,
  NamePlace,
  Parameter,
  Span,
  Statement,
  StatementOf,
  TagPlace,
  Target,
} from './templateNode.js';

type BlockReader = (parser: BlockParser, opener: StatementTag) => Statement;

/** The statements with a body, by the word of their opening tag. */
export const BLOCKS: ReadonlyMap<string, BlockReader> = new Map<string, BlockReader>([
  ['if', parseIf],
  ['for', parseFor],
  ['set', parseSet],
  ['with', parseWith],
  ['macro', parseMacro],
  ['call', parseCallBlock],
  ['filter', parseFilterBlock],
  ['block', parseNamedBlock],
  ['autoescape', parseAutoescape],
]);

const NO_NAME: NamePlace = { name: '', start: 0, end: 0 };

/** A block's place once its last tag is read. */
function extent(parser: BlockParser, { tag, line }: StatementTag): Span & { line: number } {
  return { start: tag.start, end: Math.max(tag.end, parser.tokens.previousEnd), line };
}

function parseIf(parser: BlockParser, opener: StatementTag): StatementOf<'if'> {
  const { tokens } = parser;
  const tags: TagPlace[] = [];
  const branches: Branch[] = [];
  let otherwise: readonly Statement[] = [];
  let current: StatementTag | undefined = opener;
  while (current !== undefined) {
    const { tag, word } = current;
    let condition = missingIn(current);
    let { line } = current;
    tags.push(tag);
    const isElse = word === 'else';
    tokens.attempt(() => {
      tokens.advance();
      if (!isElse) {
        line = word === 'elif' ? tokens.current.line : line;
        condition = parseTuple(tokens, { items: 'without-if' });
      } else if (tokens.isWord('if')) {
        tokens.fail('Write {% elif … %} instead of {% else if … %}.');
      }
      endHeader(tokens);
    });
    const words: readonly string[] = isElse ? ['endif'] : ['elif', 'else', 'endif'];
    const parsed = parser.parseUntil(words, opener);
    if (isElse) {
      otherwise = parsed.body;
    } else {
      branches.push({ condition, body: parsed.body, ...extent(parser, { ...current, line }) });
    }
    if (parsed.closedBy?.word === 'endif') {
      endBlock(tokens, parsed, { tags });
      break;
    }
    current = parsed.closedBy;
  }
  return { kind: 'if', branches, otherwise, tags, ...extent(parser, opener) };
}

function parseFor(parser: BlockParser, opener: StatementTag): StatementOf<'for'> {
  const { tokens } = parser;
  const tags: TagPlace[] = [opener.tag];
  let target: Target = { kind: 'tuple', items: [], ...missingPlace(opener) };
  let iterable = missingIn(opener);
  let filter: Expression | null = null;
  let isRecursive = false;
  tokens.attempt(() => {
    tokens.advance();
    target = parseTarget(tokens);
    tokens.expectWord('in');
    iterable = parseTuple(tokens, { items: 'without-if' });
    filter = tokens.skipWord('if') ? parseExpression(tokens) : null;
    isRecursive = tokens.skipWord('recursive');
    endHeader(tokens);
  });
  let parsed = parser.parseUntil(['else', 'endfor'], opener);
  const { body } = parsed;
  let otherwise: readonly Statement[] = [];
  if (parsed.closedBy?.word === 'else') {
    tags.push(parsed.closedBy.tag);
    tokens.attempt(() => {
      tokens.advance();
      endHeader(tokens);
    });
    parsed = parser.parseUntil(['endfor'], opener);
    otherwise = parsed.body;
  }
  endBlock(tokens, parsed, { tags });
  return {
    kind: 'for',
    target,
    iterable,
    filter,
    isRecursive,
    body,
    otherwise,
    tags,
    ...extent(parser, opener),
  };
}

function missingPlace(opener: StatementTag): Span & { line: number } {
  return { start: opener.tag.start, end: opener.tag.end, line: opener.line };
}

/** `set` with a value, or with the text of its body. */
function parseSet(parser: BlockParser, opener: StatementTag): StatementOf<'set' | 'setBlock'> {
  const { tokens } = parser;
  let target: Target = { kind: 'tuple', items: [], ...missingPlace(opener) };
  let value: Expression | undefined;
  let filter: Expression | null = null;
  const isRead = tokens.attempt(() => {
    tokens.advance();
    target = parseSetTarget(tokens);
    if (tokens.skip('=')) {
      value = missingIn(opener);
      value = parseTuple(tokens, { items: 'expressions' });
      tokens.expect('%}');
      return;
    }
    filter = parseFilters(tokens);
    endHeader(tokens);
  });
  if (value !== undefined || !isRead) {
    value ??= missingIn(opener);
    return { kind: 'set', target, value, ...extent(parser, opener) };
  }
  const tags: TagPlace[] = [opener.tag];
  const parsed = parser.parseUntil(['endset'], opener);
  endBlock(tokens, parsed, { tags });
  return {
    kind: 'setBlock',
    target,
    filter,
    body: parsed.body,
    tags,
    ...extent(parser, opener),
  };
}

function parseWith(parser: BlockParser, opener: StatementTag): StatementOf<'with'> {
  const { tokens } = parser;
  const bindings: { target: Target; value: Expression }[] = [];
  const parsed = parseBlock(parser, opener, () => {
    while (!tokens.is('%}')) {
      if (bindings.length > 0) {
        tokens.expect(',');
      }
      const target = parseTarget(tokens);
      tokens.expect('=');
      bindings.push({ target, value: parseExpression(tokens) });
    }
  });
  return { kind: 'with', bindings, ...parsed };
}

function parseMacro(parser: BlockParser, opener: StatementTag): StatementOf<'macro'> {
  const { tokens } = parser;
  let name = NO_NAME;
  let parameters: readonly Parameter[] = [];
  const parsed = parseBlock(parser, opener, () => {
    name = place(parseBoundName(tokens));
    parameters = parseParameters(tokens);
  });
  return { kind: 'macro', name, parameters, ...parsed };
}

function parseCallBlock(parser: BlockParser, opener: StatementTag): StatementOf<'callBlock'> {
  const { tokens } = parser;
  let call = missingIn(opener);
  let parameters: readonly Parameter[] = [];
  const parsed = parseBlock(parser, opener, () => {
    parameters = tokens.is('(') ? parseParameters(tokens) : [];
    call = parseExpression(tokens);
    if (call.kind !== 'call') {
      const { start, end } = call;
      tokens.fail('Write a call of a macro here, with ( and ).', {
        ...tokens.current,
        start,
        end,
        line: opener.line,
      });
    }
  });
  return { kind: 'callBlock', call, parameters, ...parsed };
}

function parseFilterBlock(parser: BlockParser, opener: StatementTag): StatementOf<'filterBlock'> {
  let filter = missingIn(opener);
  const parsed = parseBlock(parser, opener, () => {
    filter = parseFilterChain(parser.tokens);
  });
  return { kind: 'filterBlock', filter, ...parsed };
}

function parseAutoescape(parser: BlockParser, opener: StatementTag): StatementOf<'autoescape'> {
  let value = missingIn(opener);
  const parsed = parseBlock(parser, opener, () => {
    value = parseExpression(parser.tokens);
  });
  return { kind: 'autoescape', value, ...parsed };
}

function parseNamedBlock(parser: BlockParser, opener: StatementTag): StatementOf<'block'> {
  const { tokens } = parser;
  const tags: TagPlace[] = [opener.tag];
  let name = NO_NAME;
  let isScoped = false;
  let isRequired = false;
  tokens.attempt(() => {
    tokens.advance();
    name = place(tokens.expectName());
    isScoped = tokens.skipWord('scoped');
    isRequired = tokens.skipWord('required');
    if (tokens.is('-')) {
      tokens.fail('A block’s name has letters, digits and _; write _ instead of the hyphen.');
    }
    endHeader(tokens);
  });
  const parsed = parser.parseUntil(['endblock'], opener);
  const check = (): void => {
    if (isRequired && !parsed.body.every(isBlank)) {
      tokens.fail('A required block can hold comments and white space only.');
    }
  };
  endBlock(tokens, parsed, { tags, allowedName: name.name, check });
  const { body } = parsed;
  return { kind: 'block', name, isScoped, isRequired, body, tags, ...extent(parser, opener) };
}

function isBlank(statement: Statement): boolean {
  return (
    statement.kind === 'output' &&
    statement.parts.every((part) => part.kind === 'text' && part.text.trim() === '')
  );
}

/** A block with one header, one body and its end tag. */
function parseBlock(
  parser: BlockParser,
  opener: StatementTag,
  parseHeader: () => void,
): {
  body: readonly Statement[];
  tags: readonly TagPlace[];
  start: number;
  end: number;
  line: number;
} {
  const { tokens } = parser;
  const tags: TagPlace[] = [opener.tag];
  tokens.attempt(() => {
    tokens.advance();
    parseHeader();
    endHeader(tokens);
  });
  const parsed = parser.parseUntil([`end${opener.word}`], opener);
  endBlock(tokens, parsed, { tags });
  return { body: parsed.body, tags, ...extent(parser, opener) };
}
