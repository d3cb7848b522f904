/** A part of JSON text by what it is; white space and marks are `mark`. */
interface JsonPiece {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'mark';
  readonly text: string;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|\s+|[\s\S]/g;

/**
 * JSON text indented by two blanks, in parts. Numbers and strings stay as they are written: nothing
 * is parsed, so no digit is lost. Of what is no JSON the parts are what they look like.
 */
export function jsonPieces(text: string): readonly JsonPiece[] {
  const tokens = (text.match(TOKEN) ?? []).filter((token) => token.trim() !== '');
  const pieces: JsonPiece[] = [];
  let depth = 0;
  const add = (kind: JsonPiece['kind'], piece: string) => {
    const last = pieces.at(-1);
    if (kind === 'mark' && last?.kind === 'mark') {
      pieces[pieces.length - 1] = { kind, text: last.text + piece };
    } else pieces.push({ kind, text: piece });
  };
  const newLine = () => add('mark', `\n${'  '.repeat(depth)}`);

  tokens.forEach((token, at) => {
    switch (token) {
      case '{':
      case '[':
        add('mark', token);
        depth++;
        if (!isEnd(tokens[at + 1])) newLine();
        break;
      case '}':
      case ']':
        depth = Math.max(0, depth - 1);
        if (!isStart(tokens[at - 1])) newLine();
        add('mark', token);
        break;
      case ',':
        add('mark', token);
        newLine();
        break;
      case ':':
        add('mark', ': ');
        break;
      default:
        add(kindOf(token, tokens[at + 1]), token);
    }
  });
  return pieces;
}

function kindOf(token: string, next: string | undefined): JsonPiece['kind'] {
  if (token.startsWith('"')) return next === ':' ? 'key' : 'string';
  if (/^(true|false|null)$/.test(token)) return 'word';
  return /^-?\d/.test(token) ? 'number' : 'mark';
}

function isEnd(token: string | undefined): boolean {
  return token === '}' || token === ']';
}

function isStart(token: string | undefined): boolean {
  return token === '{' || token === '[';
}
