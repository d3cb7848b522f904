import type { ChatMessage } from './chat.js';
import { createPieceCount } from './bytePairs.js';

/** Counts tokens of text as one vocabulary cuts it. */
export interface Tokenizer {
  readonly name: string;
  count(text: string): number;
  /** The same in stretches: yields after some 16 KB, for whoever shares its thread; returns the count. */
  steps(text: string): Generator<undefined, number, undefined>;
}

/** OpenAI's vocabulary since gpt-4o, gpt-oss among its models. */
const NAME = 'o200k_base';
/** Where the vocabulary is not at hand, as in a browser. */
const ESTIMATE = 'estimate';
const STEP_LENGTH = 16 * 1024;

// How o200k_base cuts text before it merges bytes, as OpenAI's tiktoken defines it.
const CONTRACTION = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])?";
const UPPER = '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]';
const LOWER = '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]';
const PIECES = new RegExp(
  [
    `[^\\r\\n\\p{L}\\p{N}]?${UPPER}*${LOWER}+${CONTRACTION}`,
    `[^\\r\\n\\p{L}\\p{N}]?${UPPER}+${LOWER}*${CONTRACTION}`,
    '\\p{N}{1,3}',
    ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*',
    '\\s*[\\r\\n]+',
    '\\s+(?!\\S)',
    '\\s+',
  ].join('|'),
  'gu',
);

let loading: Promise<Tokenizer> | undefined;

/**
 * Loads the vocabulary (2 MB) on first use, or estimates where the build has left it out (see
 * `webBuild.js`); a failure is forgotten, so that the next call tries again.
 */
export function loadTokenizer(): Promise<Tokenizer> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

async function load(): Promise<Tokenizer> {
  const { default: vocabulary } = await import('gpt-tokenizer/bpeRanks/o200k_base');
  const isKnown = vocabulary.length > 0;
  const countPiece = isKnown ? createPieceCount(vocabulary) : estimatedTokens;
  const steps = function* (text: string): Generator<undefined, number, undefined> {
    let count = 0;
    let yielded = 0;
    for (const { 0: piece, index } of wellFormed(text).matchAll(PIECES)) {
      count += countPiece(piece);
      if (index - yielded < STEP_LENGTH) continue;
      yielded = index;
      yield undefined;
    }
    return count;
  };
  return {
    name: isKnown ? NAME : ESTIMATE,
    steps,
    count(text) {
      const counting = steps(text);
      for (;;) {
        const { done, value } = counting.next();
        if (done) return value;
      }
    },
  };
}

/** Most words of a vocabulary are one token; of longer pieces one begins every six characters or so. */
function estimatedTokens(piece: string): number {
  return Math.ceil(piece.length / 6);
}

/** As it is sent: half of a character becomes the replacement character. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/**
 * Whether the tokenizer is the model's own: OpenAI's gpt-4o and later, the o-series and gpt-oss, by
 * their names. Of any other model the count is near.
 */
function isTokenizerOf(model: string): boolean {
  return /^(?:chatgpt-4o|gpt-4o|gpt-4\.[1-9]|gpt-[5-9]|gpt-oss|o[1-9])(?:$|[-._])/.test(
    modelName(model),
  );
}

/** The name without who offers it, in lower case: `gpt-oss-120b` of `openai/gpt-oss-120b`. */
export function modelName(model: string): string {
  return model.toLowerCase().split(/[/:]/).at(-1) ?? '';
}

/** How many tokens some messages have, and by whose count: `o200k_base`, `≈ o200k_base`. */
interface CountedTokens {
  /** Of the texts, without what an endpoint puts around each message (some 4). */
  readonly tokens: number;
  readonly tokenizer: string;
}

export function countedTokens(
  request: { readonly model: string; readonly messages: readonly ChatMessage[] },
  tokenizer: Tokenizer,
): CountedTokens {
  return {
    tokens: request.messages.reduce((sum, { content }) => sum + tokenizer.count(content), 0),
    tokenizer: tokenizerLabel(request.model, tokenizer),
  };
}

export function tokenizerLabel(model: string, { name }: Tokenizer): string {
  return name !== ESTIMATE && isTokenizerOf(model) ? name : `≈ ${name}`;
}
