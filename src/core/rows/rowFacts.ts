import { judgementsDiffer } from '../judging/agreement.js';
import { choicesOf, outcomeOf } from '../judging/outcome.js';
import { responsesOf } from '../judging/responsesOf.js';
import { asScore } from '../judging/verdictValues.js';
import { FAILURE_CAUSES, ROW_OUTCOMES } from '../runs/resultRow.js';
import type { FailureCause, RowOutcome, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { createGrowingArray } from './growingArray.js';
import { verdictText } from './verdictText.js';
import { createWordList } from './wordList.js';

/** A cause that a file of an older version does not tell is `other`. */
type ErrorKind = FailureCause | 'other';
export const ERROR_KINDS: readonly ErrorKind[] = [...FAILURE_CAUSES, 'other'];

/** What the people who labelled a row say together. */
export interface HumanVerdict {
  readonly verdict: string | number;
  /** Whether the judge says the same (of scores: whether both pass); undefined where it said nothing. */
  readonly agrees: boolean | undefined;
}

/**
 * What the table must know of every row at once, in a few dozen bytes each. Rows are named by their
 * place in the file, from 0.
 */
export interface RowFacts {
  readonly size: number;
  add(stored: StoredRow): void;
  /** Row of the dataset; undefined where that isn't known. */
  row(at: number): number | undefined;
  outcome(at: number): RowOutcome;
  verdict(at: number): string;
  /** NaN for a row without a score. */
  score(at: number): number;
  /** Whether both orders chose the same; undefined where not both are known. */
  ordersAgree(at: number): boolean | undefined;
  /** Whether the row was judged several times. */
  isRepeated(at: number): boolean;
  /** Whether its judgements gave different verdicts. */
  isDisputed(at: number): boolean;
  hasError(at: number, kind: ErrorKind): boolean;
  errorKinds(at: number): readonly ErrorKind[];
  /** What failed, the first 300 characters of it; empty for nothing. */
  errorText(at: number): string;
  /** Characters of the response, or of one of the two; undefined where there is none. */
  responseLength(at: number, which: 0 | 1): number | undefined;
  /** NaN where it is not known. */
  durationMs(at: number): number;
  tokens(at: number): number;
  /** Of the few rows that were labelled. */
  human(at: number): HumanVerdict | undefined;
  /** What people say now, by the rows' names. */
  setPeople(people: ReadonlyMap<number, HumanVerdict>): void;
}

const AGREE = 1;
const DISAGREE = 2;
const REPEATED = 4;
const DISPUTED = 8;

const LONGEST_ERROR = 300;

export function createRowFacts(spec: ResolvedSpec): RowFacts {
  const rows = createGrowingArray(Uint32Array);
  const outcomes = createGrowingArray(Uint8Array);
  const verdicts = createGrowingArray(Uint32Array);
  const scores = createGrowingArray(Float64Array);
  const flags = createGrowingArray(Uint8Array);
  const causes = createGrowingArray(Uint16Array);
  const errors = createGrowingArray(Uint32Array);
  const lengths = [createGrowingArray(Int32Array), createGrowingArray(Int32Array)] as const;
  const durations = createGrowingArray(Float64Array);
  const tokens = createGrowingArray(Float64Array);
  const words = createWordList();
  const messages = createWordList();
  messages.numberOf('');
  let people: ReadonlyMap<number, HumanVerdict> = new Map();

  const hasError = (at: number, kind: ErrorKind): boolean =>
    (causes.at(at) & (1 << ERROR_KINDS.indexOf(kind))) !== 0;

  return {
    get size() {
      return rows.size;
    },
    add(stored) {
      const { result, details } = stored;
      const outcome = outcomeOf(result, spec);
      rows.push(details?.row ?? 0);
      outcomes.push(ROW_OUTCOMES.indexOf(outcome));
      verdicts.push(words.numberOf(verdictText(stored, outcome)));
      scores.push(asScore(result['score']) ?? NaN);
      flags.push(orderFlag(stored, spec) | repeatFlags(stored, spec));
      causes.push(causeBits(stored));
      const message = (details?.errors ?? []).map((error) => error.message).join('\n');
      errors.push(messages.numberOf(message.slice(0, LONGEST_ERROR)));
      const responses = responsesOf(result, spec);
      for (const [which, length] of lengths.entries()) {
        length.push(lengthOf(responses[which]?.value));
      }
      durations.push(details?.duration_ms ?? NaN);
      const { usage } = details ?? {};
      tokens.push(usage ? usage.prompt_tokens + usage.completion_tokens : NaN);
    },
    row: (at) => rows.at(at) || undefined,
    outcome: (at) => ROW_OUTCOMES[outcomes.at(at)] ?? 'judge_error',
    verdict: (at) => words.at(verdicts.at(at)),
    score: scores.at,
    ordersAgree(at) {
      const bits = flags.at(at) & (AGREE | DISAGREE);
      return bits === 0 ? undefined : bits === AGREE;
    },
    isRepeated: (at) => (flags.at(at) & REPEATED) !== 0,
    isDisputed: (at) => (flags.at(at) & DISPUTED) !== 0,
    hasError,
    errorKinds: (at) =>
      causes.at(at) === 0 ? [] : ERROR_KINDS.filter((kind) => hasError(at, kind)),
    errorText: (at) => messages.at(errors.at(at)),
    responseLength(at, which) {
      const length = lengths[which].at(at);
      return length < 0 ? undefined : length;
    },
    durationMs: durations.at,
    tokens: tokens.at,
    human: (at) => (people.size === 0 ? undefined : people.get(rows.at(at) || -(at + 1))),
    setPeople: (next) => void (people = next),
  };
}

function orderFlag({ result }: StoredRow, spec: ResolvedSpec): number {
  if (spec.type !== 'compare') return 0;
  const { original, flipped } = choicesOf(result, spec);
  if (original === undefined || flipped === undefined) return 0;
  return original === flipped ? AGREE : DISAGREE;
}

function repeatFlags(stored: StoredRow, spec: ResolvedSpec): number {
  if (!stored.details?.judgements) return 0;
  return REPEATED | (judgementsDiffer(stored, spec) ? DISPUTED : 0);
}

function causeBits({ details }: StoredRow): number {
  let bits = 0;
  for (const { cause = 'other' } of details?.errors ?? []) bits |= 1 << ERROR_KINDS.indexOf(cause);
  return bits;
}

/** In UTF-16 units, as an editor counts; -1 for none. */
function lengthOf(value: unknown): number {
  if (value === undefined || value === null) return -1;
  return typeof value === 'string' ? value.length : JSON.stringify(value).length;
}
