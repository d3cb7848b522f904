import { estimateTokens } from '../judging/estimateTokens.js';
import { redactMessage } from '../redaction/knownKeys.js';
import { foreignNote } from './foreignText.js';

/** Tokens of an answer unless the caller has room for fewer. */
export const ANSWER_TOKENS = 6000;

/** What a tool answers: JSON, `foreign` where texts of others stand in it. */
export interface AgentAnswer {
  readonly document: Readonly<Record<string, unknown>>;
  readonly isForeign: boolean;
}

/** The answer as text, without keys, within the budget; what had to be left out is said. */
export function answerText(
  { document, isForeign }: AgentAnswer,
  { budget, nonce }: { readonly budget: number; readonly nonce: string },
): string {
  const whole = { ...(isForeign && { note: foreignNote(nonce) }), ...document };
  const text = redactMessage(JSON.stringify(whole));
  if (estimateTokens(text) <= budget) return text;
  // Tools page by the same budget: this is for what no page could make shorter.
  const note = `The answer was longer than ${budget} tokens and is cut; ask for fewer rows or a smaller text_limit.`;
  const marked = isForeign ? `${foreignNote(nonce)} ` : '';
  const rest = text.slice(0, Math.max(0, 3 * budget - note.length - marked.length));
  return `${marked}${note}\n${rest}`;
}

/** A part of a list, with where to go on. */
interface ListPage<T> {
  readonly items: readonly T[];
  readonly page: {
    readonly offset: number;
    readonly returned: number;
    readonly total: number;
    /** Give it as `offset` for the next part; null at the end. */
    readonly next_offset: number | null;
  };
}

/** As many as the budget has room for, one at least. `items` begin at `offset` of a list of `total`. */
export function fittingPage<T>(
  items: readonly T[],
  { offset, total, budget }: { offset: number; total: number; budget: number },
): ListPage<T> {
  const shown: T[] = [];
  let left = budget;
  for (const item of items) {
    left -= estimateTokens(JSON.stringify(item));
    if (left < 0 && shown.length > 0) break;
    shown.push(item);
  }
  const end = offset + shown.length;
  const next = shown.length > 0 && end < total ? end : null;
  return { items: shown, page: { offset, returned: shown.length, total, next_offset: next } };
}
