import { diffArrays } from 'diff';

/** A stretch of text that both have, or that one of them alone has. */
export interface DiffPart {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

export interface WordDiff {
  /** `lines`: word by word would have taken too long; `none`: line by line as well. */
  readonly by: 'words' | 'lines' | 'none';
  /** In the order of reading: what `before` has alone stands in front of what `after` has instead. */
  readonly parts: readonly DiffPart[];
  /** Words that one of the two has alone. */
  readonly removed: number;
  readonly added: number;
}

/** Whoever steps through rows must not wait for the comparison of two books. */
const TIMEOUT_MS = 150;
/** Beyond so many parts the page is slow and nobody reads the marks. */
const MOST_PARTS = 4000;

/**
 * What differs between two texts, by words: a word, a run of blanks, a sign and a character of a
 * script without blanks between words is compared whole. A blank or sign between two changes is part
 * of them: what was reworded is one mark and not one for each word.
 *
 * Gives up after a time limit (`timeoutMs`, for each of two tries) and compares lines then.
 */
export function wordDiff(before: string, after: string, timeoutMs = TIMEOUT_MS): WordDiff {
  const byWords = compared(before, after, { split: wordsOf, timeoutMs });
  if (byWords && byWords.length <= MOST_PARTS) return counted('words', joined(byWords));
  const byLines = compared(before, after, { split: linesOf, timeoutMs });
  if (byLines && byLines.length <= MOST_PARTS) return counted('lines', byLines);
  return { by: 'none', parts: [], removed: 0, added: 0 };
}

const TOKEN =
  /\r?\n|[^\S\n]+|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]\p{M}*|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}])[\p{L}\p{M}\p{N}_])+(?:['’](?=\p{L})[\p{L}\p{M}]+)?|[^]/gu;

function wordsOf(text: string): string[] {
  return text.match(TOKEN) ?? [];
}

function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function compared(
  before: string,
  after: string,
  { split, timeoutMs }: { readonly split: (text: string) => string[]; readonly timeoutMs: number },
): DiffPart[] | undefined {
  const changes = diffArrays(split(before), split(after), { timeout: timeoutMs });
  return changes?.map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value.join(''),
  }));
}

/** Blanks or a sign: too little in common to be told from what changed around it. */
const BETWEEN = /^[^\S\n]*\p{P}?[^\S\n]*$/u;

/** Puts blanks between changes into them, and what follows each other together. */
function joined(parts: readonly DiffPart[]): DiffPart[] {
  const result: DiffPart[] = [];
  let removed = '';
  let added = '';
  const flush = (): void => {
    if (removed !== '') result.push({ kind: 'removed', text: removed });
    if (added !== '') result.push({ kind: 'added', text: added });
    removed = added = '';
  };
  parts.forEach(({ kind, text }, index) => {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (BETWEEN.test(text) && removed !== '' && added !== '' && isChange(parts, index)) {
      removed += text;
      added += text;
    } else {
      flush();
      result.push({ kind, text });
    }
  });
  flush();
  return result;
}

/** Whether what follows is reworded too: both sides go on with words of their own. */
function isChange(parts: readonly DiffPart[], index: number): boolean {
  const next = parts[index + 1]?.kind;
  const second = parts[index + 2]?.kind;
  return next !== undefined && next !== 'same' && second !== undefined && second !== 'same';
}

function counted(by: WordDiff['by'], parts: readonly DiffPart[]): WordDiff {
  const words = (kind: DiffPart['kind']): number =>
    parts
      .filter((part) => part.kind === kind)
      .reduce((sum, { text }) => sum + wordsOf(text).filter((word) => /\S/.test(word)).length, 0);
  return { by, parts, removed: words('removed'), added: words('added') };
}
