/** Keeps what stands beside it from being read as a mention, a reference or a link. */
const JOINER = '\u2060';

/**
 * Text that becomes no markup, on one line: no table cell ends in it, nobody is mentioned, nothing is
 * linked or loaded, and no HTML or entity is read in it (GitHub Flavored Markdown, as VS Code reads it
 * too).
 */
export function markdownText(text: string): string {
  return (
    text
      // eslint-disable-next-line no-control-regex -- control characters are what this removes
      .replace(/[\u0000-\u0008\u000e-\u001f\u007f]/g, '\ufffd')
      .replace(/\s+/g, ' ')
      .trim()
      .replace(/&/g, '&amp;')
      .replace(/[\\`*_{}[\]<>|#!~$^=]/g, (character) => `\\${character}`)
      .replace(/^([-+])/, '\\$1')
      .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
      // GitHub looks for these in what is rendered: a backslash before them is gone by then.
      .replace(/@/g, `@${JOINER}`)
      .replace(/#(?=\d)/g, `#${JOINER}`)
      .replace(/\b(gh)-(?=\d)/gi, `$1${JOINER}-`)
      .replace(/:\/\//g, `:${JOINER}//`)
      .replace(/\b(www)\./gi, `$1${JOINER}.`)
  );
}

/** The same as code, letter by letter; nothing ends it before its end. */
export function markdownCode(text: string): string {
  return `\`${text.replace(/[\s`]+/g, ' ').trim()}\``;
}
