import { secretForms } from './secretForms.js';
import { createStartIndex } from './startIndex.js';

/** What stands in the place of a key. */
export const MASK = '[key]';

/** Texts that know keys by their values. */
export interface Redactor {
  /**
   * From now on the value is taken out of every text. What is too short for a key, holds blanks or is
   * a path is not learned: it may be a word like any other. `name`: as a person knows the key.
   */
  learn(value: string | undefined, name: string): void;
  /** Tells of each key that is known, and of each that is learned later, until the returned is called. */
  follow(told: (value: string, name: string) => void): () => void;
  /** The text with `[key]` in the place of each known key, in whatever form; the very text where there is none. */
  redact(text: string): string;
  /** Where known keys stand in the text, as offsets, with the name of each. */
  places(text: string): readonly KeyPlace[];
  /** Whether any key is known: where none is, nothing has to be looked at. */
  knowsAny(): boolean;
  /** No form of a key is longer; 0 where none is known. */
  longest(): number;
  /** How many characters at the end may be the start of a key whose rest is still to come. */
  openEnd(text: string): number;
}

interface KeyPlace {
  readonly at: number;
  /** Behind its last character. */
  readonly end: number;
  readonly name: string;
}

interface Form {
  readonly text: string;
  /** So much of it gives it away: messages are cut where they are too long. */
  readonly start: string;
  readonly name: string;
}

/** A made-up key such as `none` is no secret, and a word that texts may well hold. */
const SHORTEST = 12;
/** Somebody else's texts can't make a scan slow. */
const LONGEST = 8192;
const LONGEST_START = 24;

/** One scan of a text, whatever the number of keys; none where no key is known. */
export function createRedactor(): Redactor {
  const known = new Map<string, string>();
  const followers = new Set<(value: string, name: string) => void>();
  const forms: Form[] = [];
  const starts = createStartIndex<Form>(SHORTEST);
  let longest = 0;

  /** Where the next form stands, or enough of its start. */
  function next(text: string, from: number): KeyPlace | undefined {
    const found = starts.next(text, from);
    if (!found) return undefined;
    const { at, values } = found;
    let best: KeyPlace = { at, end: at, name: '' };
    for (const { text: form, start, name } of values) {
      let length = start.length;
      while (length < form.length && text[at + length] === form[length]) length += 1;
      // A backslash belongs to what follows it: a string of JSON would end elsewhere without it.
      if (length < form.length) while (text[at + length - 1] === '\\') length -= 1;
      if (at + length > best.end) best = { at, end: at + length, name };
    }
    return best;
  }

  function places(text: string): KeyPlace[] {
    const found: KeyPlace[] = [];
    let place = next(text, 0);
    for (; place; place = next(text, place.end)) found.push(place);
    return found;
  }

  return {
    learn(given, name) {
      const value = given?.trim();
      if (value === undefined || known.has(value) || !isSecret(value)) return;
      known.set(value, name);
      for (const text of secretForms(value)) {
        const form: Form = { text, name, start: startOf(text) };
        forms.push(form);
        starts.add(form.start, form);
        longest = Math.max(longest, text.length);
      }
      for (const told of followers) told(value, name);
    },
    follow(told) {
      known.forEach((name, value) => told(value, name));
      followers.add(told);
      return () => followers.delete(told);
    },
    redact(text) {
      const found = places(text);
      if (found.length === 0) return text;
      let clean = '';
      let from = 0;
      for (const { at, end } of found) {
        clean += text.slice(from, at) + MASK;
        from = end;
      }
      return clean + text.slice(from);
    },
    places,
    knowsAny: () => forms.length > 0,
    longest: () => longest,
    openEnd(text) {
      const last = text.charCodeAt(text.length - 1);
      let open = 0;
      for (const { text: form } of forms) {
        for (let length = Math.min(form.length - 1, text.length); length > open; length -= 1) {
          if (form.charCodeAt(length - 1) !== last) continue;
          if (text.endsWith(form.slice(0, length))) open = length;
        }
      }
      return open;
    },
  };
}

function isSecret(value: string): boolean {
  const isLong = value.length >= SHORTEST && value.length <= LONGEST;
  return isLong && !/\s/.test(value) && !/^(~?\.{0,2}[\\/]|[A-Za-z]:\\)/.test(value);
}

/** Half of it, and never so little that it may be a word or a provider's own beginning (`sk-ant-api03-`). */
function startOf(form: string): string {
  return form.slice(0, Math.min(LONGEST_START, Math.max(SHORTEST, Math.ceil(form.length / 2))));
}
