import type { ScriptedRequest } from './scriptedModel.js';
import { fencedTexts } from './fencedTexts.js';
import { contentWords, pick, shareOf } from './words.js';
import type { VerdictForm } from './verdictForm.js';

/** Merit above which the script calls a response good; about four in five are. */
const GOOD = 0.2;
/** A response that has less to do with the task misses it. */
const OFF_TOPIC = 0.2;
/** Sets the share of good responses among plausible ones. */
const BIAS = -0.05;
const UNUSABLE_SHARE = 0.01;
/** Real judges lean towards what they read first; so does this one. */
const FIRST_POSITION_LEAN = 0.08;
const TIE_WIDTH = 0.03;
/** How far a verdict sways to either side at a temperature of 1, in merit. */
const SWAY = 0.8;

interface Merit {
  /** About 0 to 1, above `GOOD` for most. */
  readonly value: number;
  readonly found: number;
  readonly sought: number;
  readonly words: number;
}

/**
 * The text a scripted judge replies with: JSON with `feedback`, which always begins with "demo:",
 * and `label`, `score` or `choice`. A response that shares more with the rubric, the question and
 * the reference fares better; the rest is chance that the seed settles. About one reply in a hundred
 * holds no usable verdict. A request with a seed of its own sways the verdict by it, the further the
 * higher its temperature: asked again with other seeds, the judge disagrees with itself.
 */
export function scriptedVerdict(seed: number, request: ScriptedRequest, form: VerdictForm): string {
  const { texts, material } = fencedTexts(request.messages);
  const merits = texts.map((text) => meritOf(seed, request, text, material));
  const share = (part: string) =>
    shareOf(seed, request.model, part, JSON.stringify(request.messages), ...ownSeed(request));
  if (share('unusable') < UNUSABLE_SHARE) return unusable(form, share('how'));
  const first = merits[0] ?? { value: 0, found: 0, sought: 0, words: 0 };
  switch (form.type) {
    case 'label': {
      const label = chosenLabel(form.labels, first.value, share('which label'));
      return reply(`${about('The response', first)} Verdict: ${label}.`, { label });
    }
    case 'score': {
      const score = scored(form, first.value);
      return reply(`${about('The response', first)} Score: ${score}.`, { score });
    }
    case 'choice': {
      const second = merits[1] ?? first;
      const lead = first.value - second.value + FIRST_POSITION_LEAN;
      const tie = form.choices.find((choice) => /^tie$/i.test(choice));
      const side = lead > 0 ? 'A' : 'B';
      const choice = tie !== undefined && Math.abs(lead) < TIE_WIDTH ? tie : side;
      return reply(`${about('A', first)} ${about('B', second)} Choice: ${choice}.`, { choice });
    }
  }
}

function reply(feedback: string, verdict: Readonly<Record<string, string | number>>): string {
  return JSON.stringify({ feedback: `demo: ${feedback}`, ...verdict });
}

function about(name: string, merit: Merit): string {
  const length = `${merit.words} ${merit.words === 1 ? 'word' : 'words'}`;
  return `${name} takes up ${merit.found} of ${merit.sought} key words of the task in ${length}.`;
}

/** The seed that settles what a temperature leaves open; nothing where it leaves nothing open. */
function ownSeed({ seed, temperature = 1 }: ScriptedRequest): readonly number[] {
  return seed === undefined || temperature === 0 ? [] : [seed];
}

function sway(seed: number, request: ScriptedRequest, text: string): number {
  const own = ownSeed(request);
  if (own.length === 0) return 0;
  const chance = shareOf(seed, 'sway', request.model, text, ...own);
  return (2 * chance - 1) * SWAY * Math.min(1, request.temperature ?? 1);
}

function meritOf(seed: number, request: ScriptedRequest, text: string, material: string): Merit {
  const sought = new Set(contentWords(material));
  const used = new Set(contentWords(text));
  const found = [...used].filter((word) => sought.has(word)).length;
  const precision = used.size === 0 ? 0 : found / used.size;
  const recall = sought.size === 0 ? 0 : found / sought.size;
  const chance = shareOf(seed, request.model, text, material) + sway(seed, request, text);
  // A long response can't be all key words: what it takes up counts as much.
  const close = Math.max(precision, recall);
  const length = 0.1 * Math.min(1, used.size / 40);
  const grounded = 0.25 * (close - 0.7) + 0.2 * (recall - 0.4) + length;
  const astray = close < OFF_TOPIC ? -0.3 : 0;
  const value =
    used.size === 0 ? 0 : chance + grounded + astray + BIAS + finalNumberMerit(text, material);
  return { value, found, sought: sought.size, words: text.split(/\s+/).filter(Boolean).length };
}

const FEWEST_NUMBERS = 4;
const NUMBER = /\d+(?:[.,]\d+)*/g;

/** Arithmetic tasks: a result that the material (a reference among it) doesn't hold is suspect. */
function finalNumberMerit(text: string, material: string): number {
  const known: readonly string[] = material.match(NUMBER) ?? [];
  const last = [...text.trimEnd().matchAll(NUMBER)].at(-1);
  if (known.length < FEWEST_NUMBERS || last === undefined) return 0;
  const [result] = last;
  const isResult = /^[^\n]{0,20}$/.test(text.trimEnd().slice(last.index + result.length));
  if (!isResult) return 0;
  return known.includes(result) ? 0.1 : -0.45;
}

const GOOD_LABEL =
  /^(accept|accurate|acceptable|adequate|clean|complete|correct|excellent|factual|faithful|good|grounded|great|helpful|informative|meets|ok|okay|on[ -_]?topic|pass(ed|es)?|positive|relevant|safe|strong|support(ed|s)?|true|truthful|valid|yes)\b/i;
const BAD_LABEL =
  /^(bad|contradict\w*|fail(ed|s)?|false|fictional|hallucinat\w*|harmful|in(accurate|adequate|complete|correct|valid)|irrelevant|misleading|negative|no|non\w*|not|off[ -_]?topic|poor|refus\w*|reject(ed)?|toxic|un\w+|weak|wrong)\b/i;

/** Labels from best to worst as their words suggest; neutral ones keep their order in between. */
function ranked(labels: readonly string[]): string[] {
  const rank = (label: string) => (GOOD_LABEL.test(label) ? 0 : BAD_LABEL.test(label) ? 2 : 1);
  return labels.toSorted((a, b) => rank(a) - rank(b));
}

function chosenLabel(labels: readonly string[], merit: number, share: number): string {
  const [best, ...rest] = ranked(labels);
  if (best === undefined) return 'unclear';
  if (merit > GOOD || rest.length === 0) return best;
  // The lower the merit, the further down the list; a little chance keeps every label in play.
  const depth = Math.min(0.999, Math.max(0, (GOOD - merit) / 0.5) + share * 0.3);
  return rest[Math.floor(depth * rest.length)] ?? best;
}

function scored({ min, max }: { min: number; max: number }, merit: number): number {
  const part = merit > GOOD ? 0.65 + (0.35 * (merit - GOOD)) / 0.8 : 0.65 * (merit / GOOD) ** 0.5;
  const exact = min + (max - min) * Math.min(1, Math.max(0, part || 0));
  const whole = max - min >= 3 && Number.isInteger(min) && Number.isInteger(max);
  const step = whole ? 1 : (max - min) / 100;
  const score = whole ? Math.round(exact) : Number((Math.round(exact / step) * step).toFixed(6));
  return Math.min(max, Math.max(min, score));
}

/** What judges do wrong: prose, a verdict outside the list or the range. */
function unusable(form: VerdictForm, share: number): string {
  const replies = [
    'demo: I would rather not settle on a verdict for this one.',
    outsideVerdict(form),
  ] as const;
  return pick(replies, share);
}

/** A verdict that was not offered. */
export function outsideVerdict(form: VerdictForm): string {
  const outside = {
    label: { label: 'undecided' },
    score: { score: form.type === 'score' ? form.max + 1 : 0 },
    choice: { choice: 'neither' },
  };
  return reply('This reply goes outside of what was asked.', outside[form.type]);
}
