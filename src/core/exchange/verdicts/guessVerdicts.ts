import { shownName } from '../../fileName.js';
import { shownColumns } from '../../dataset/shownColumns.js';
import { UserError } from '../../userError.js';
import type { ColumnValues } from './columnValues.js';
import type { ImportOptions } from './importOptions.js';
import {
  asShownFlipped,
  choiceOf,
  choiceReading,
  labelReading,
  meant,
  preferenceReading,
  scoreReading,
  TRUTHS,
  type Reading,
} from './readings.js';

/** Labels that pass where nobody says which do. */
const PASSING = 'true yes y pass passed correct right good ok accept accepted success'.split(' ');
/** More are no list of labels, but free text. */
const MOST_LABELS = 20;
/** Usual scales, the narrowest first. */
const SCALES = [
  { from: 0, to: 1 },
  { from: 1, to: 5 },
  { from: 0, to: 5 },
  { from: 1, to: 10 },
  { from: 0, to: 10 },
  { from: 0, to: 100 },
] as const;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** Values of a column as labels; `said`: what was guessed. Throws `UserError` of kind `usage`. */
export function classifyVerdicts(
  column: string,
  values: ColumnValues,
  options: ImportOptions,
): {
  readonly labels: readonly string[];
  readonly passLabels: readonly string[];
  readonly reading: Reading;
  readonly said: readonly string[];
} {
  const given = new Map(options.values);
  const stands = options.values ? given : truthsOf(values, options);
  const labels = options.labels ?? guessedLabels(column, values, stands);
  const passLabels =
    options.passLabels ?? labels.filter((label) => PASSING.includes(label.toLowerCase()));
  const stranger = passLabels.find((label) => !labels.includes(label));
  if (stranger !== undefined) {
    const message = `“${shownName(stranger)}” is to pass and is none of the labels ${shownColumns(labels)}; name it among --labels.`;
    throw new UserError('usage', message);
  }
  if (passLabels.length === 0) {
    const message = `Which of the labels pass? Say it with --pass; the labels of ${shownName(column)} are ${shownColumns(labels)}.`;
    throw new UserError('usage', message);
  }
  const said = [
    ...(options.labels ? [] : [`labels: ${labels.join(', ')}`]),
    ...(options.passLabels ? [] : [`passes: ${passLabels.join(', ')}`]),
  ];
  return { labels, passLabels, reading: labelReading(labels, stands), said };
}

/** Where all values are truths, or the labels are `true` and `false`, 1 is `true`. */
function truthsOf({ texts, isCut }: ColumnValues, { labels }: ImportOptions) {
  const isTruth = labels
    ? labels.every((label) => label === 'true' || label === 'false')
    : !isCut && texts.size > 0 && [...texts.keys()].every((text) => meant(TRUTHS, text));
  return isTruth ? TRUTHS : new Map<string, string>();
}

function guessedLabels(
  column: string,
  { texts, isCut }: ColumnValues,
  stands: ReadonlyMap<string, string>,
): readonly string[] {
  if (stands === TRUTHS) return ['true', 'false'];
  const labels = [...new Set([...texts.keys()].map((text) => meant(stands, text) ?? text))];
  if (labels.length === 0) {
    throw new UserError(
      'usage',
      `The column ${shownName(column)} has no value; choose another one.`,
    );
  }
  if (isCut || labels.length > MOST_LABELS) {
    const message = `The column ${shownName(column)} has more than ${MOST_LABELS} different values; name the labels with --labels, or read it as --type score.`;
    throw new UserError('usage', message);
  }
  return labels;
}

/** Values of a column as scores. Throws `UserError` of kind `usage`. */
export function scoreVerdicts(
  column: string,
  values: ColumnValues,
  options: ImportOptions,
): {
  readonly range: Range;
  readonly threshold: number;
  readonly reading: Reading;
  readonly said: readonly string[];
} {
  const range = options.range ?? guessedScale(column, values);
  if (!(range.from < range.to)) {
    throw new UserError('usage', `The range of scores must grow: --range 1..10.`);
  }
  const threshold = options.threshold ?? (range.from + range.to) / 2;
  if (threshold < range.from || threshold > range.to) {
    const message = `The threshold ${threshold} is outside the scores ${range.from} to ${range.to}.`;
    throw new UserError('usage', message);
  }
  const said = [
    ...(options.range ? [] : [`range: ${range.from} to ${range.to}`]),
    ...(options.threshold === undefined ? [`passes from: ${threshold}, the middle`] : []),
  ];
  return { range, threshold, reading: scoreReading(range, new Map(options.values)), said };
}

/** The usual scale that holds all numbers, else the whole numbers around them. */
function guessedScale(column: string, { numbers }: ColumnValues): Range {
  const { count, min, max } = numbers;
  if (count === 0) {
    throw new UserError(
      'usage',
      `The column ${shownName(column)} holds no number; read it as --type classify.`,
    );
  }
  const usual = SCALES.find(({ from, to }) => from <= min && max <= to);
  const whole = { from: Math.floor(min), to: Math.ceil(max) };
  return usual ?? (whole.from < whole.to ? whole : { from: whole.from, to: whole.from + 1 });
}

/** Values of a column as choices between A and B. Throws `UserError` of kind `usage`. */
export function compareVerdicts(
  column: string,
  values: ColumnValues,
  options: ImportOptions,
): {
  readonly reading: Reading;
  readonly flippedReading: Reading;
  readonly said: readonly string[];
} {
  const { reading, said } = choicesIn(column, values, options);
  const flippedReading = options.isFlippedAsShown ? asShownFlipped(reading) : reading;
  return { reading, flippedReading, said };
}

function choicesIn(column: string, values: ColumnValues, options: ImportOptions) {
  const { texts, given, numbers } = values;
  const stands = new Map(options.values);
  const isNumeric = given > 0 && numbers.count === given;
  const inUsual = isNumeric && numbers.min >= 1 && numbers.max <= 2;
  const range = options.range ?? (options.values || !inUsual ? undefined : { from: 1, to: 2 });
  if (range) {
    if (range.from === range.to) {
      throw new UserError('usage', 'The ends of a preference must differ: --range 1..2.');
    }
    const { tieWithin = 0 } = options;
    const middle = (range.from + range.to) / 2;
    const tie = tieWithin === 0 ? `${middle}` : `within ${tieWithin} of ${middle}`;
    const sides = `${range.from} is A, ${range.to} is B, the nearer one counts; ${tie} is a tie`;
    return {
      reading: preferenceReading(range, tieWithin),
      said: options.range ? [] : [`preference: ${sides}`],
    };
  }
  const isSide = (text: string) => choiceOf(meant(stands, text) ?? text) !== undefined;
  if (![...texts.keys()].some(isSide)) {
    const some = [...texts.keys()].slice(0, 5);
    const message = `No value of ${shownName(column)} (${shownColumns(some)}) says which side is better; say it with --values VALUE=A,VALUE=B, or --range with the end for A first.`;
    throw new UserError('usage', message);
  }
  return { reading: choiceReading(stands), said: [] };
}
