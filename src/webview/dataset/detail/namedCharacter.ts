/** What of `trustedTypes` is used; a browser without it reads plain text. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createHTML(text: string): string },
  ): { createHTML(text: string): string };
}
declare const trustedTypes: TrustedTypes | undefined;

/** The only text that the page's policy lets a parser read as markup. */
const rules = {
  createHTML(text: string): string {
    if (!/^x&[A-Za-z0-9]+;$/.test(text)) throw new TypeError('This is no named character.');
    return text;
  },
};
const policy =
  typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy('gavel-character', rules);

/**
 * Stands in for the package `decode-named-character-reference`, which Markdown is parsed with: the
 * character of a name such as `copy`; false where there is none. A parser of its own runs nothing
 * and loads nothing.
 */
export function decodeNamedCharacterReference(name: string): string | false {
  const reference = `&${name};`;
  // A letter in front: blanks at the start of a document are dropped, and `&Tab;` is one.
  const text = new DOMParser()
    .parseFromString(policy.createHTML(`x${reference}`), 'text/html')
    .body.textContent.slice(1);
  // `&notit;` begins with a name that needs no semicolon: `¬it;` is no answer.
  const isPart = text.endsWith(';') && name !== 'semi';
  return isPart || text === reference ? false : text;
}
