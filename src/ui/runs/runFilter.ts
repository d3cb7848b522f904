import { t } from '../../l10n/t.js';

/** What `key:value` words of the filter may ask for. */
const CHOICES = {
  status: ['queued', 'running', 'paused', 'completed', 'failed', 'cancelled'],
  type: ['classify', 'score', 'compare'],
  backend: ['together', 'local', 'demo', 'imported'],
  from: ['here', 'elsewhere'],
} as const satisfies Record<string, readonly string[]>;

const SPEC_KEY = 'spec:';

type Key = keyof typeof CHOICES;
const KEYS: readonly Key[] = ['status', 'type', 'backend', 'from'];

/** Words and choices that must all hold; of one key any value may. */
interface RunFilter {
  readonly words: readonly string[];
  readonly choices: Readonly<Record<Key, readonly string[]>>;
  /** Ends of paths of specs, of `spec:path` words; `/` separates. */
  readonly specs: readonly string[];
  /** `key:value` words whose value is not known, as they were written. */
  readonly unknown: readonly string[];
}

/** What a filter looks at of a run or a job. */
export interface Filterable extends Readonly<Record<Key, string>> {
  readonly text: string;
  /** Absolute path of the spec that it ran, where it is known. */
  readonly spec?: string;
}

/** The filter for the runs of a spec, by its path or the end of it, from a whole name on. */
export function specFilter(path: string): string {
  return SPEC_KEY + path.replace(/[\s%]/g, (character) => encodeURIComponent(character));
}

/** Reads e.g. `status:failed type:compare backend:local,demo nightly`. Never throws. */
export function parseRunFilter(text: string): RunFilter {
  const words: string[] = [];
  const unknown: string[] = [];
  const specs: string[] = [];
  const choices: Record<Key, string[]> = { status: [], type: [], backend: [], from: [] };
  for (const token of tokensOf(text)) {
    if (token.startsWith(SPEC_KEY)) {
      specs.push(decoded(token.slice(SPEC_KEY.length)));
      continue;
    }
    const key = KEYS.find((one) => token.startsWith(`${one}:`));
    if (!key) {
      words.push(token);
      continue;
    }
    for (const value of token.slice(key.length + 1).split(',')) {
      const known = CHOICES[key].find((choice) => choice === value);
      if (known) choices[key].push(known);
      else unknown.push(`${key}:${value}`);
    }
  }
  return { words, choices, specs, unknown };
}

/** A choice that is not known holds for nothing. */
export function holdsFilter(
  { words, choices, specs, unknown }: RunFilter,
  item: Filterable,
): boolean {
  const text = item.text.toLowerCase();
  return (
    unknown.length === 0 &&
    words.every((word) => text.includes(word)) &&
    (specs.length === 0 || specs.some((path) => endsWith(item.spec, path))) &&
    KEYS.every((key) => choices[key].length === 0 || choices[key].includes(item[key]))
  );
}

function endsWith(spec: string | undefined, path: string): boolean {
  return `/${(spec ?? '').replaceAll('\\', '/').toLowerCase()}`.endsWith(`/${path}`);
}

/** A person may type a `%` that encodes nothing. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** One sentence on words that ask for what there is not; undefined where all is well. */
export function filterFault({ unknown }: RunFilter): string | undefined {
  const [first] = unknown;
  if (first === undefined) return undefined;
  const key = KEYS.find((one) => first.startsWith(`${one}:`)) ?? 'status';
  return t('{0} is not known; {1} is one of {2}.', first, key, CHOICES[key].join(', '));
}

/** Every `key:value` that may be chosen, those that are in the filter marked. */
export function filterChoices(
  text: string,
): readonly { readonly token: string; readonly chosen: boolean }[] {
  const { choices } = parseRunFilter(text);
  return KEYS.flatMap((key) =>
    CHOICES[key].map((value) => ({
      token: `${key}:${value}`,
      chosen: choices[key].some((chosen) => chosen === value),
    })),
  );
}

/** The filter with a choice put in or taken out; what is half written of it is completed. */
export function toggleChoice(text: string, token: string): string {
  const tokens = tokensOf(text, (part) => part);
  const [key = '', value = ''] = token.split(':');
  const isIn = parseRunFilter(text).choices[key as Key].includes(value); // a token of `filterChoices`
  if (!isIn) {
    const last = tokens.at(-1) ?? '';
    const isHalf = last !== '' && !/\s$/.test(text) && token.startsWith(last.toLowerCase());
    return [...(isHalf ? tokens.slice(0, -1) : tokens), token].join(' ');
  }
  const without = tokens.flatMap((part) => {
    if (!part.toLowerCase().startsWith(`${key}:`)) return [part];
    const rest = part
      .slice(key.length + 1)
      .split(',')
      .filter((one) => one.toLowerCase() !== value);
    return rest.length > 0 ? [`${key}:${rest.join(',')}`] : [];
  });
  return without.join(' ');
}

function tokensOf(text: string, form = (part: string) => part.toLowerCase()): string[] {
  return text.split(/\s+/).filter(Boolean).map(form);
}
