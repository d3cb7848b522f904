import type { EvaluationType } from '../../spec/evalSpec.js';
import type { ImportMap } from './importOptions.js';

const VERDICT_NAMES: Readonly<Record<EvaluationType, readonly string[]>> = {
  classify: 'verdict label judgement judgment correct is_correct passed pass grade'.split(' '),
  score: 'score rating grade points'.split(' '),
  compare: 'preference winner choice verdict decision final_decision judgement'.split(' '),
};
const ALL_VERDICT_NAMES = [
  ...VERDICT_NAMES.classify,
  ...VERDICT_NAMES.score,
  ...VERDICT_NAMES.compare,
];
/** What the name of a column of verdicts ends with, behind the name of the responses' column. */
const VERDICT_ENDING = /[_ -](correct|label|score|verdict|rating|grade|passed|preference|winner)$/i;

const RESPONSE_NAMES =
  'response answer output completion reply prediction generation model_output'.split(' ');
const FEEDBACK_NAMES =
  'feedback reason reasoning explanation rationale critique comment comments'.split(' ');

/**
 * Which columns hold the verdicts, the responses and the feedback, by their names alone; what is
 * `given` stays. Nothing stands there for what no name tells.
 */
export function guessMap(
  columns: readonly string[],
  given: ImportMap,
  type: EvaluationType | undefined,
): ImportMap {
  const taken = new Set(Object.values(given));
  const free = columns.filter((column) => !taken.has(column));
  const verdict = given.verdict ?? verdictColumn(free, type);
  const others = free.filter((column) => column !== verdict);
  const pair = pairOf(others);
  const isPair = type === 'compare' || (type === undefined && pair !== undefined);
  const found: ImportMap = {
    ...(verdict !== undefined && { verdict }),
    ...(isPair && pair
      ? { response_a: pair[0], response_b: pair[1] }
      : named('response', responseColumn(others, verdict))),
    ...named('feedback', byName(others, FEEDBACK_NAMES)),
  };
  return { ...found, ...given };
}

function named(field: 'response' | 'feedback', column: string | undefined): ImportMap {
  return column === undefined ? {} : { [field]: column };
}

function verdictColumn(
  columns: readonly string[],
  type: EvaluationType | undefined,
): string | undefined {
  const exact = byName(columns, type ? VERDICT_NAMES[type] : ALL_VERDICT_NAMES);
  if (exact !== undefined) return exact;
  const [only, another] = columns.filter((column) => VERDICT_ENDING.test(column));
  // Where several could be meant, a person says which.
  return another === undefined ? only : undefined;
}

/** `answer_6b` for the verdicts `answer_6b_correct`, else what is named as responses are. */
function responseColumn(
  columns: readonly string[],
  verdict: string | undefined,
): string | undefined {
  const stem = verdict?.replace(VERDICT_ENDING, '');
  if (stem !== verdict && stem !== undefined && columns.includes(stem)) return stem;
  return byName(columns, RESPONSE_NAMES);
}

/** Two columns that differ in nothing but `a` and `b`, or `1` and `2`. */
function pairOf(columns: readonly string[]): readonly [string, string] | undefined {
  for (const name of RESPONSE_NAMES) {
    for (const [one, two] of [
      ['a', 'b'],
      ['1', '2'],
    ]) {
      const first = byName(columns, [`${name}_${one}`]);
      const second = byName(columns, [`${name}_${two}`]);
      if (first !== undefined && second !== undefined) return [first, second];
    }
  }
  return undefined;
}

function byName(columns: readonly string[], names: readonly string[]): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[ -]/g, '_');
  for (const name of names) {
    const column = columns.find((each) => plain(each) === name);
    if (column !== undefined) return column;
  }
  return undefined;
}
