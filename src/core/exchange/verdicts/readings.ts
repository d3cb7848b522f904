import type { Json } from '../../json.js';
import { asLabel, asScore, flippedBack, type Choice } from '../../judging/verdictValues.js';
import type { Verdict } from '../../judging/parseVerdict.js';
import type { FailureCause } from '../../runs/resultRow.js';
import { valueText } from './columnValues.js';

/** What a value says: a verdict, nothing, or something that is no verdict (`reason`: one sentence). */
export type ReadVerdict =
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly text: string }
  | { readonly kind: 'none' }
  | {
      readonly kind: 'unreadable';
      readonly text: string;
      readonly cause: FailureCause;
      readonly reason: string;
    };

/** How the values of a column are read as verdicts. */
export type Reading = (value: Json | undefined) => ReadVerdict;

type Values = ReadonlyMap<string, string>;

/** `true` and `false` as programs write them. */
export const TRUTHS: Values = new Map([
  ['true', 'true'],
  ['True', 'true'],
  ['TRUE', 'true'],
  ['1', 'true'],
  ['false', 'false'],
  ['False', 'false'],
  ['FALSE', 'false'],
  ['0', 'false'],
]);

/** A label of the list, or a value that stands for one. */
export function labelReading(labels: readonly string[], values: Values): Reading {
  return (value) =>
    read(value, (text) => {
      const label = asLabel(meant(values, text) ?? text, labels);
      return label === undefined
        ? refused('not_allowed', `“${clipped(text)}” is none of the labels.`)
        : { type: 'classify', label };
    });
}

export function scoreReading(
  { from, to }: { readonly from: number; readonly to: number },
  values: Values,
): Reading {
  return (value) =>
    read(value, (text) => {
      const score = asScore(meant(values, text) ?? value);
      if (score === undefined) return refused('unreadable', `“${clipped(text)}” is no number.`);
      const isInside = score >= from && score <= to;
      return isInside
        ? { type: 'score', score }
        : refused('not_allowed', `${text} is outside ${from} to ${to}.`);
    });
}

/** Words for a side, or values that stand for one. */
export function choiceReading(values: Values): Reading {
  return (value) =>
    read(value, (text) => {
      const choice = choiceOf(meant(values, text) ?? text);
      return choice === undefined
        ? refused('unreadable', `“${clipped(text)}” names neither A nor B nor a tie.`)
        : { type: 'compare', choice };
    });
}

/** A number between two ends: the nearer end is the choice. */
export function preferenceReading(
  { from, to }: { readonly from: number; readonly to: number },
  tieWithin: number,
): Reading {
  const middle = (from + to) / 2;
  return (value) =>
    read(value, (text) => {
      const number = asScore(value);
      if (number === undefined) return refused('unreadable', `“${clipped(text)}” is no number.`);
      if (number < Math.min(from, to) || number > Math.max(from, to)) {
        return refused('not_allowed', `${text} is outside ${from} to ${to}.`);
      }
      return { type: 'compare', choice: preferred(number - middle, to > from, tieWithin) };
    });
}

function preferred(offset: number, isAscending: boolean, tieWithin: number): Choice {
  if (Math.abs(offset) <= tieWithin) return 'Tie';
  return offset < 0 === isAscending ? 'A' : 'B';
}

/** The same, for letters that name the places of an order in which B stood first. */
export function asShownFlipped(reading: Reading): Reading {
  return (value) => {
    const said = reading(value);
    if (said.kind !== 'verdict' || said.verdict.type !== 'compare') return said;
    return { ...said, verdict: { type: 'compare', choice: flippedBack(said.verdict.choice) } };
  };
}

const SIDE = /^(?:model|response|answer|assistant|output|system)?[ _-]?([ab])$/i;
const SIDES: Readonly<Record<string, Choice>> = {
  first: 'A',
  left: 'A',
  second: 'B',
  right: 'B',
  tie: 'Tie',
  tied: 'Tie',
  draw: 'Tie',
  equal: 'Tie',
  same: 'Tie',
  both: 'Tie',
  neither: 'Tie',
  'tie (bothbad)': 'Tie',
  'tie (both bad)': 'Tie',
};

/** The side that a word names: `A`, `model_b`, `[[A]]`, `left`, `tie (bothbad)`. */
export function choiceOf(text: string): Choice | undefined {
  const plain = text.replace(/^\[\[(.*)\]\]$/, '$1').trim();
  const letter = SIDE.exec(plain)?.[1]?.toLowerCase();
  if (letter !== undefined) return letter === 'a' ? 'A' : 'B';
  const word = plain.toLowerCase();
  return Object.hasOwn(SIDES, word) ? SIDES[word] : undefined;
}

/** What a value stands for; `1.0` is `1`. */
export function meant(values: Values, text: string): string | undefined {
  return values.get(text) ?? values.get(String(Number(text)));
}

interface Refused {
  readonly cause: FailureCause;
  readonly reason: string;
}

function refused(cause: FailureCause, reason: string): Refused {
  return { cause, reason };
}

function read(
  value: Json | undefined,
  verdictOf: (text: string) => Verdict | Refused,
): ReadVerdict {
  const text = valueText(value);
  if (text === undefined) return { kind: 'none' };
  const said = verdictOf(text);
  return 'type' in said
    ? { kind: 'verdict', verdict: said, text }
    : { kind: 'unreadable', text, ...said };
}

/** What is quoted of a value; the row holds the whole. */
function clipped(text: string): string {
  const characters = [...text];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : text;
}
