import type { ResolvedSpec } from '../spec/evalSpec.js';
import { responders } from '../spec/responders.js';
import { isNumber } from './truthColumns.js';

/**
 * How the values of a column are read as the truth:
 * - `label` (classify): a label of the list; `choice` (compare): `A`, `B` or `Tie`;
 * - `pass` (classify, score): `pass` or `fail`, of whatever label or score;
 * - `number` (score): a score.
 */
export type TruthKind = 'label' | 'pass' | 'choice' | 'number';

interface TruthMeaning {
  readonly kind: TruthKind;
  /** What a value may mean; empty for numbers. */
  readonly targets: readonly string[];
  /** Value → what it means; of a value that means nothing there is none. */
  readonly meanings: ReadonlyMap<string, string>;
}

const PASS_OR_FAIL = ['pass', 'fail'] as const;
const YES = new Set(
  'true yes y t 1 pass passes passed correct right good ok valid acceptable'.split(' '),
);
const NO = new Set(
  'false no n f 0 fail fails failed incorrect wrong bad invalid unacceptable'.split(' '),
);
const CHOICE_WORDS: ReadonlyMap<string, string> = new Map([
  ...['a', '1', 'model_a', 'response_a', 'answer_a', 'output_a'].map(
    (word) => [word, 'A'] as const,
  ),
  ...['b', '2', 'model_b', 'response_b', 'answer_b', 'output_b'].map(
    (word) => [word, 'B'] as const,
  ),
  ...['tie', 'ties', 'draw', 'both', 'equal', 'same', '0.5', '1.5'].map(
    (word) => [word, 'Tie'] as const,
  ),
]);

/**
 * What the values of a column mean: what the person says, else what is plain from the values (the
 * labels themselves, whatever their case; true, yes, 1, pass …; A, model_a, 1 …).
 */
export function truthMeaning(
  spec: ResolvedSpec,
  values: readonly string[],
  said: ReadonlyMap<string, string> = new Map(),
): TruthMeaning {
  const kind = kindOf(spec, values, said);
  const targets = targetsOf(spec, kind);
  const meanings = new Map<string, string>();
  for (const value of values) {
    const meaning = said.has(value)
      ? targetNamed(said.get(value) ?? '', targets)
      : guess(spec, kind, value);
    if (meaning !== undefined) meanings.set(value, meaning);
  }
  return { kind, targets, meanings };
}

/** All that a person may say a value means, whatever the kind: the labels, `pass` and `fail`, or sides. */
export function sayableTargets(spec: ResolvedSpec): readonly string[] {
  if (spec.type === 'compare') return targetsOf(spec, 'choice');
  return spec.type === 'classify'
    ? [...new Set([...spec.labels, ...PASS_OR_FAIL])]
    : [...PASS_OR_FAIL];
}

/** The target that is meant, whatever its case. */
export function targetNamed(text: string, targets: readonly string[]): string | undefined {
  const plain = text.trim().toLowerCase();
  return (
    targets.find((target) => target === text) ??
    targets.find((target) => target.trim().toLowerCase() === plain)
  );
}

function kindOf(
  spec: ResolvedSpec,
  values: readonly string[],
  said: ReadonlyMap<string, string>,
): TruthKind {
  if (spec.type === 'compare') return 'choice';
  const words = [...said.values()].filter((word) => word.trim() !== '');
  if (spec.type === 'classify') {
    if (words.some((word) => targetNamed(word, spec.labels) !== undefined)) return 'label';
    if (words.length > 0) return 'pass';
    if (values.some((value) => targetNamed(value, spec.labels) !== undefined)) return 'label';
    return twoSided(spec) === undefined && values.some(isYesOrNo) ? 'pass' : 'label';
  }
  if (words.length > 0 || !values.every(isNumber)) return 'pass';
  // 0 and 1 are scores where the scale ends at 1, else they say yes or no.
  return spec.max_score > 1 && values.every(isYesOrNo) ? 'pass' : 'number';
}

function targetsOf(spec: ResolvedSpec, kind: TruthKind): readonly string[] {
  switch (kind) {
    case 'label':
      return spec.type === 'classify' ? spec.labels : [];
    case 'pass':
      return PASS_OR_FAIL;
    case 'choice':
      return ['A', 'B', 'Tie'];
    case 'number':
      return [];
  }
}

function guess(spec: ResolvedSpec, kind: TruthKind, value: string): string | undefined {
  const word = value.toLowerCase();
  switch (kind) {
    case 'label': {
      if (spec.type !== 'classify') return undefined;
      const label = targetNamed(value, spec.labels);
      if (label !== undefined || !isYesOrNo(value)) return label;
      const sides = twoSided(spec);
      return YES.has(word) ? sides?.pass : sides?.fail;
    }
    case 'pass':
      return YES.has(word) ? 'pass' : NO.has(word) ? 'fail' : undefined;
    case 'choice':
      return (
        sideNamed(spec, value) ??
        CHOICE_WORDS.get(word.replace(/[\s-]+/g, '_')) ??
        nearerSide(value)
      );
    case 'number':
      return isNumber(value) ? value : undefined;
  }
}

/** Judges that give odds write 1 for A, 2 for B, and what lies between for what they doubt. */
function nearerSide(value: string): string | undefined {
  const number = isNumber(value) ? Number(value) : NaN;
  if (!(number >= 1 && number <= 2)) return undefined;
  return number < 1.5 ? 'A' : number > 1.5 ? 'B' : 'Tie';
}

/** The value names who answered: the model, or the column of the response. */
function sideNamed(spec: ResolvedSpec, value: string): string | undefined {
  const named = responders(spec).filter(
    ([, responder]) => (typeof responder === 'string' ? responder : responder.model) === value,
  );
  const [only] = named;
  if (!only || named.length > 1) return undefined;
  return only[0] === 'model_a' ? 'A' : 'B';
}

function isYesOrNo(value: string): boolean {
  const word = value.toLowerCase();
  return YES.has(word) || NO.has(word);
}

/** The one label that passes and the one that fails, where there are just these. */
function twoSided(
  spec: Extract<ResolvedSpec, { type: 'classify' }>,
): { readonly pass: string; readonly fail: string } | undefined {
  const fails = spec.labels.filter((label) => !spec.pass_labels.includes(label));
  const passes = spec.labels.filter((label) => spec.pass_labels.includes(label));
  const [pass] = passes;
  const [fail] = fails;
  return pass !== undefined && fail !== undefined && spec.labels.length === 2
    ? { pass, fail }
    : undefined;
}

const TRUTH_NAMES =
  /(?:^|[\s_.-])(?:expected|label|gold|golden|truth|correct|is_correct|reference_label|preference|preferred|human|winner|target|annotation|annotator|rating|score|grade|verdict|passes|passed)(?:$|[\s_.-])/i;

/** Likely truths before others, and first those named after what was judged (`answer`, `answer_correct`). */
export function truthRank(
  spec: ResolvedSpec,
  name: string,
  values: readonly string[],
): { readonly likely: boolean; readonly rank: number } {
  const likely = isLikelyTruth(spec, name, values);
  const isOf = responders(spec).some(
    ([, responder]) => typeof responder === 'string' && name.startsWith(responder),
  );
  return { likely, rank: (likely ? 2 : 0) + (likely && isOf ? 1 : 0) };
}

/**
 * Whether a column is likely to hold the truth: every value has a meaning, there are at least two, and
 * its name says so or its values are no bare numbers.
 */
function isLikelyTruth(spec: ResolvedSpec, name: string, values: readonly string[]): boolean {
  const { meanings } = truthMeaning(spec, values);
  if (meanings.size !== values.length) return false;
  if (new Set(meanings.values()).size < 2) return false;
  const isNamed = TRUTH_NAMES.test(name.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2'));
  return isNamed || !values.every(isNumber);
}
