import type { Statement } from '../syntax/templateNode.js';

/** A block that a place is in, and which of its tags may still come there. */
interface OpenBlock {
  readonly kind: Statement['kind'];
  /** `endif`, … */
  readonly endTag: string;
  readonly isClosed: boolean;
  /** `else` stands before the place already. */
  readonly hasElse: boolean;
}

const END_TAGS: Partial<Record<Statement['kind'], string>> = {
  if: 'endif',
  for: 'endfor',
  setBlock: 'endset',
  with: 'endwith',
  macro: 'endmacro',
  callBlock: 'endcall',
  filterBlock: 'endfilter',
  block: 'endblock',
  autoescape: 'endautoescape',
};

/** The innermost block around `offset`; undefined outside of blocks. */
export function blockAt(
  body: readonly Statement[],
  offset: number,
  source: string,
): OpenBlock | undefined {
  for (const statement of body) {
    if (!('tags' in statement) || statement.start >= offset) continue;
    const [opening] = statement.tags;
    const last = statement.tags.at(-1);
    if (!opening || !last || offset < opening.end) continue;
    const isClosed = wordOf(source, last.start).startsWith('end');
    if (isClosed && offset > last.start) continue;
    const inner = bodiesOf(statement)
      .map((part) => blockAt(part, offset, source))
      .find((found) => found !== undefined);
    if (inner) return inner;
    const endTag = END_TAGS[statement.kind];
    const before = statement.tags.filter(({ end }) => end <= offset);
    const hasElse = before.some(({ start }) => wordOf(source, start) === 'else');
    return endTag === undefined ? undefined : { kind: statement.kind, endTag, isClosed, hasElse };
  }
  return undefined;
}

function bodiesOf(statement: Statement): (readonly Statement[])[] {
  if (!('tags' in statement)) return [];
  if (statement.kind === 'if') {
    return [...statement.branches.map(({ body }) => body), statement.otherwise];
  }
  return statement.kind === 'for' ? [statement.body, statement.otherwise] : [statement.body];
}

/** The word of the tag that starts at `start`. */
function wordOf(source: string, start: number): string {
  return /^\{%[-+]?\s*(\w+)/.exec(source.slice(start, start + 200))?.[1] ?? '';
}
