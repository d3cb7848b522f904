import { LineCounter, parseDocument } from 'yaml';
import { t } from '../../l10n/t.js';
import type { Json } from '../json.js';
import { isWithinBounds } from '../jsonBounds.js';
import { UserError } from '../userError.js';

/** Levels of lists and objects in one another; a few hundred more overflow the stack of a reader. */
const DEEPEST = 100;
/** Values, aliases written out. */
const MOST_VALUES = 2_000_000;
/** Aliases repeat what they name, and can be piled up: a few lines can stand for billions of values. */
const MOST_ALIASES = 1000;

/**
 * The value of a JSON or YAML file of another program; keys merged by `<<`, no code run. Throws
 * `UserError` of kind `usage` for a text that is neither, or larger than anybody writes.
 */
export function readPlain(text: string, file: string): Json {
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const json = jsonOf(plain, file);
  return json === undefined ? yamlOf(plain, file) : json;
}

/** The values of a JSON Lines file; blank lines are none. Throws as `readPlain`. */
export function readLines(text: string, file: string): Json[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = jsonOf(line, file);
    if (value !== undefined) return [value];
    throw new UserError('usage', t('{0}: line {1} is no JSON.', file, index + 1));
  });
}

function jsonOf(text: string, file: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  if (!isWithinBounds(text, { depth: DEEPEST, values: MOST_VALUES })) throw tooLarge(file);
  try {
    return JSON.parse(text) as Json;
  } catch {
    // YAML, whose flow style looks alike, says where the fault is.
    return undefined;
  }
}

function yamlOf(text: string, file: string): Json {
  const lines = new LineCounter();
  const fault = (message: string, cause?: unknown) =>
    new UserError('usage', t('{0} can’t be read: {1}', file, message), { cause });
  let value: unknown;
  try {
    const document = parseDocument(text, {
      merge: true,
      uniqueKeys: false,
      prettyErrors: false,
      lineCounter: lines,
      logLevel: 'silent',
    });
    const [first] = document.errors;
    if (first) {
      const { line } = lines.linePos(first.pos[0]);
      throw fault(t('line {0}: {1}', line, first.message.split('\n')[0]?.trim() ?? t('no YAML')));
    }
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof UserError) throw error;
    const isTooDeep = error instanceof RangeError;
    throw isTooDeep
      ? tooLarge(file)
      : fault(t('its aliases repeat too much or name nothing.'), error);
  }
  return copied(value, { left: MOST_VALUES, file }, 0);
}

/** Plain JSON: what an alias names stands there as often as it is named. */
function copied(
  value: unknown,
  budget: { left: number; readonly file: string },
  level: number,
): Json {
  budget.left -= 1;
  if (budget.left < 0 || level > DEEPEST) throw tooLarge(budget.file);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => copied(item, budget, level + 1));
  if (typeof value !== 'object' || value === null) return null;
  const entries: [string, unknown][] =
    value instanceof Map || value instanceof Set
      ? [...value.entries()].map(([key, member]) => [String(key), member])
      : Object.entries(value);
  return Object.fromEntries(
    entries.map(([key, member]) => [key, copied(member, budget, level + 1)]),
  );
}

function tooLarge(file: string): UserError {
  return new UserError(
    'usage',
    t(
      '{0} holds more values, or more of them in one another, than such a file has; shorten it.',
      file,
    ),
  );
}
