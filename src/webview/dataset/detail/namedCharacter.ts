/**
 * Stands in for the package `decode-named-character-reference`, which Markdown is parsed with: the
 * character of a name such as `copy`; false where there is none. A parser of its own runs nothing
 * and loads nothing.
 */
export function decodeNamedCharacterReference(name: string): string | false {
  const reference = `&${name};`;
  // A letter in front: blanks at the start of a document are dropped, and `&Tab;` is one.
  const text = new DOMParser()
    .parseFromString(`x${reference}`, 'text/html')
    .body.textContent.slice(1);
  // `&notit;` begins with a name that needs no semicolon: `¬it;` is no answer.
  const isPart = text.endsWith(';') && name !== 'semi';
  return isPart || text === reference ? false : text;
}
