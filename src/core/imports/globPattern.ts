/** Longer patterns, and more choices in one, are nobody's. */
const MOST_LENGTH = 500;

/**
 * A pattern of file names as a regular expression for names with `/`: `*`, `**`, `?`, `{a,b}`.
 * Undefined for one that names no file in a folder: absolute, with `..`, or too long.
 */
export function globPattern(pattern: string): RegExp | undefined {
  const plain = pattern.replace(/\\/g, '/').replace(/^(?:\.\/)+/, '');
  if (plain.length > MOST_LENGTH || plain.startsWith('/') || /(?:^|\/)\.\.(?:\/|$)/.test(plain)) {
    return undefined;
  }
  // Wildcards in a row say nothing more than one, and would be tried in all ways.
  const tokens =
    plain.replace(/\*{3,}/g, '**').match(/\*\*\/|\*\*|\*|\?|\{[^{}/]*\}|[^*?{]+|\{/g) ?? [];
  if (tokens.filter((token) => token.startsWith('*')).length > 6) return undefined;
  const parts = tokens.map((token) => {
    if (token === '**/') return '(?:[^/]+/)*';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.startsWith('{') && token.endsWith('}')) {
      return `(?:${token.slice(1, -1).split(',').map(escaped).join('|')})`;
    }
    return escaped(token);
  });
  return new RegExp(`^${parts.join('')}$`);
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
