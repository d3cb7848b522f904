/** Up to here (characters times characters sought) the engine's own search is quick at its worst. */
const QUICK = 1 << 24;

/**
 * `text.indexOf(part, from)`, in time that grows with the text alone: engines go through text times
 * part for texts like `aaa…`.
 */
export function firstAt(text: string, part: string, from = 0): number {
  if ((text.length - from) * part.length <= QUICK) return text.indexOf(part, from);
  const found = matchAt(
    { length: part.length, at: (index) => part.charCodeAt(index) },
    { length: text.length - from, at: (index) => text.charCodeAt(from + index) },
  );
  return found === -1 ? -1 : from + found;
}

/** `text.lastIndexOf(part, from)`, in time that grows with the text alone. */
export function lastAt(text: string, part: string, from = text.length): number {
  const end = Math.min(text.length, from + part.length);
  if (from < 0) return -1;
  if (end * part.length <= QUICK) return text.lastIndexOf(part, from);
  // The same search from behind: the first place there is the last one here.
  const found = matchAt(
    { length: part.length, at: (index) => part.charCodeAt(part.length - 1 - index) },
    { length: end, at: (index) => text.charCodeAt(end - 1 - index) },
  );
  return found === -1 ? -1 : end - found - part.length;
}

interface Units {
  readonly length: number;
  readonly at: (index: number) => number;
}

/** Knuth, Morris and Pratt's search. */
function matchAt(part: Units, text: Units): number {
  const size = part.length;
  const table = new Int32Array(size);
  for (let index = 1, known = 0; index < size; index += 1) {
    while (known > 0 && part.at(index) !== part.at(known)) known = table[known - 1] ?? 0;
    if (part.at(index) === part.at(known)) known += 1;
    table[index] = known;
  }
  for (let index = 0, known = 0; index < text.length; index += 1) {
    const unit = text.at(index);
    while (known > 0 && unit !== part.at(known)) known = table[known - 1] ?? 0;
    if (unit === part.at(known)) known += 1;
    if (known === size) return index - size + 1;
  }
  return -1;
}
