import { missingIn, type StatementTag } from './blockTag.js';
import { parseExpression } from './parseExpression.js';
import { parseBoundName, place } from './parseTarget.js';
import type { Expression, NamePlace, Statement, StatementOf } from './templateNode.js';
import type { TokenStream } from './tokenStream.js';

type StatementReader = (tokens: TokenStream, tag: StatementTag) => Statement;

/** The statements of one tag, by its word. */
export const SIMPLE_STATEMENTS: ReadonlyMap<string, StatementReader> = new Map<
  string,
  StatementReader
>([
  ['print', parsePrint],
  ['extends', otherTemplate('extends', () => [])],
  ['include', otherTemplate('include', parseIncludeRest)],
  ['import', otherTemplate('import', parseImportRest)],
  ['from', otherTemplate('from', parseFromRest)],
]);

function parsePrint(tokens: TokenStream, { tag, line }: StatementTag): StatementOf<'output'> {
  const parts: Expression[] = [];
  tokens.attempt(() => {
    tokens.advance();
    while (!tokens.is('%}')) {
      if (parts.length > 0) {
        tokens.expect(',');
      }
      parts.push(parseExpression(tokens));
    }
    tokens.advance();
  });
  return { kind: 'output', parts, start: tag.start, end: tag.end, line };
}

interface Rest {
  readonly names: NamePlace[];
  ignoresMissing: boolean;
}

function otherTemplate(
  tag: StatementOf<'otherTemplate'>['tag'],
  parseRest: (tokens: TokenStream, rest: Rest) => void,
): StatementReader {
  return (tokens, statement) => {
    const rest: Rest = { names: [], ignoresMissing: false };
    let template = missingIn(statement);
    tokens.attempt(() => {
      tokens.advance();
      template = parseExpression(tokens);
      parseRest(tokens, rest);
      tokens.expect('%}');
    });
    const { start, end } = statement.tag;
    return { kind: 'otherTemplate', tag, template, ...rest, start, end, line: statement.line };
  };
}

function parseIncludeRest(tokens: TokenStream, rest: Rest): void {
  if (tokens.isWord('ignore') && isWord(tokens, 'missing')) {
    rest.ignoresMissing = true;
    tokens.advance();
    tokens.advance();
  }
  skipContext(tokens);
}

function parseImportRest(tokens: TokenStream, rest: Rest): void {
  tokens.expectWord('as');
  rest.names.push(place(parseBoundName(tokens)));
  skipContext(tokens);
}

function parseFromRest(tokens: TokenStream, rest: Rest): void {
  tokens.expectWord('import');
  for (let isFirst = true; ; isFirst = false) {
    if (!isFirst) {
      tokens.expect(',');
    }
    if (tokens.is('name') && skipContext(tokens)) {
      return;
    }
    const found = parseBoundName(tokens);
    if (found.name.startsWith('_')) {
      const message = `"${found.name}" can’t be imported: its name starts with _.`;
      tokens.fail(message, { ...tokens.current, ...found });
    }
    rest.names.push(place(tokens.skipWord('as') ? parseBoundName(tokens) : found));
    if (skipContext(tokens) || !tokens.is(',')) {
      return;
    }
  }
}

/** `with context` or `without context`, which a template that stands alone has no use for. */
function skipContext(tokens: TokenStream): boolean {
  const { text } = tokens.current;
  if ((text !== 'with' && text !== 'without') || !isWord(tokens, 'context')) {
    return false;
  }
  tokens.advance();
  tokens.advance();
  return true;
}

/** Whether the token after the current one is this word. */
function isWord(tokens: TokenStream, word: string): boolean {
  const next = tokens.look();
  return next.type === 'name' && next.text === word;
}
