import type * as z from 'zod/mini';
import type { Event, Handlers, Protocol } from '../../src/shared/rpc.js';

export interface HostileHost<P extends Protocol> {
  readonly handlers: Handlers<P>;
  /** The same value of an event, with its texts replaced. */
  event<E extends keyof P['events'] & string>(name: E, value: Event<P, E>): Event<P, E>;
  /** Payloads that stood in what the view was told. */
  readonly shown: ReadonlySet<string>;
  /** Methods that were asked, in order. */
  readonly asked: readonly string[];
}

/**
 * A host whose every text is one of `payloads`: wherever its protocol takes any text at all, in replies
 * and events, the next payload stands, in long texts several, and what was there behind it. The same text becomes the same
 * one each time, and is itself again when the view sends it back, so that the view works as ever.
 */
export function hostileHost<P extends Protocol>(
  protocol: P,
  handlers: Handlers<P>,
  payloads: readonly string[],
): HostileHost<P> {
  const hostile = new Map<
    string,
    { readonly text: string; readonly payloads: readonly string[] }
  >();
  const honest = new Map<string, string>();
  const shown = new Set<string>();
  const asked: string[] = [];
  let next = 0;

  const hostileText = (text: string): string => {
    const known = hostile.get(text);
    if (known) return known.text;
    const many = 1 + Math.min(MOST_IN_ONE, Math.floor(text.length / CHARACTERS_OF_ONE));
    const own = Array.from({ length: many }, () => payloads[next++ % payloads.length] ?? '');
    const [first = ''] = own;
    // A name such as `__proto__` is one only where nothing stands beside it.
    const isName = many === 1 && /^\w+$/.test(first) && !honest.has(first);
    const made = isName ? first : [...own, text].join('\u00a0');
    hostile.set(text, { text: made, payloads: own });
    honest.set(made, text);
    return made;
  };
  /** Places where only some texts are allowed: what is there stays. */
  const fixedPlaces = (schema: z.ZodMiniType, value: unknown): Path[] => {
    const fixed: Path[] = [];
    for (;;) {
      const other = mapTexts(value, (text, path) =>
        fixed.some((one) => isAt(path, one)) ? text : `other ${text}`,
      );
      // What is inside a form of several is told once its kind is known.
      const issues = schema.safeParse(other).error?.issues ?? [];
      if (issues.length === 0) return fixed;
      if (fixed.length > MOST_FIXED) throw new Error(`No text fits: ${JSON.stringify(issues[0])}`);
      fixed.push(...issues.map(({ path }) => path));
    }
  };
  const made = (schema: z.ZodMiniType, value: unknown): unknown => {
    // A copy without what the protocol doesn't carry.
    const whole = schema.parse(value);
    const fixed = fixedPlaces(schema, whole);
    return mapTexts(whole, (text, path) => {
      if (fixed.some((one) => isAt(path, one))) return text;
      const replaced = hostileText(text);
      for (const payload of hostile.get(text)?.payloads ?? []) shown.add(payload);
      return replaced;
    });
  };

  const entries = Object.entries(protocol.methods).map(([method, { reply }]) => [
    method,
    async (request: unknown, signal: AbortSignal) => {
      asked.push(method);
      const handle = handlers[method] as (request: unknown, signal: AbortSignal) => unknown; // by its name
      const restored = mapTexts(request, (text) => honest.get(text) ?? text);
      return made(reply, await handle(restored, signal));
    },
  ]);
  return {
    handlers: Object.fromEntries(entries) as Handlers<P>, // the same methods, of the same types
    event(name, value) {
      const schema = protocol.events[name];
      if (!schema) throw new Error(`There is no event ${name}.`);
      return made(schema, value) as typeof value; // of the same schema
    },
    shown,
    asked,
  };
}

const MOST_FIXED = 100_000;
/** A long text holds several payloads. */
const CHARACTERS_OF_ONE = 60;
const MOST_IN_ONE = 20;

type Path = readonly PropertyKey[];

/** Whether a text stands at the place of an issue, or within it. */
function isAt(path: Path, issue: Path): boolean {
  return issue.every((part, index) => part === path[index]);
}

/** The same value with its texts, not the names of its fields, replaced. */
function mapTexts(
  value: unknown,
  text: (text: string, path: Path) => string,
  path: Path = [],
): unknown {
  if (typeof value === 'string') return text(value, path);
  if (Array.isArray(value)) {
    return value.map((one: unknown, index) => mapTexts(one, text, [...path, index]));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, mapTexts(one, text, [...path, name])]),
  );
}
