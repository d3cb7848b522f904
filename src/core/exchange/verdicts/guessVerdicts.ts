import { decimalText, t } from '../../../l10n/t.js';
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
    const message = t(
      '“{0}” is to pass and is none of the labels {1}; name it among --labels.',
      shownName(stranger),
      shownColumns(labels),
    );
    throw new UserError('usage', message);
  }
  if (passLabels.length === 0) {
    const message = t(
      'Which of the labels pass? Say it with --pass; the labels of {0} are {1}.',
      shownName(column),
      shownColumns(labels),
    );
    throw new UserError('usage', message);
  }
  const said = [
    ...(options.labels ? [] : [t('labels: {0}', labels.join(', '))]),
    ...(options.passLabels ? [] : [t('passes: {0}', passLabels.join(', '))]),
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
      t('The column {0} has no value; choose another one.', shownName(column)),
    );
  }
  if (isCut || labels.length > MOST_LABELS) {
    const message = t(
      'The column {0} has more than {1} different values; name the labels with --labels, or read it as --type score.',
      shownName(column),
      MOST_LABELS,
    );
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
    throw new UserError('usage', t('The range of scores must grow: --range 1..10.'));
  }
  const threshold = options.threshold ?? (range.from + range.to) / 2;
  if (threshold < range.from || threshold > range.to) {
    const message = t(
      'The threshold {0} is outside the scores {1} to {2}.',
      threshold,
      range.from,
      range.to,
    );
    throw new UserError('usage', message);
  }
  const said = [
    ...(options.range ? [] : [t('range: {0} to {1}', range.from, range.to)]),
    ...(options.threshold === undefined ? [t('passes from: {0}, the middle', threshold)] : []),
  ];
  return { range, threshold, reading: scoreReading(range, new Map(options.values)), said };
}

/** The usual scale that holds all numbers, else the whole numbers around them. */
function guessedScale(column: string, { numbers }: ColumnValues): Range {
  const { count, min, max } = numbers;
  if (count === 0) {
    throw new UserError(
      'usage',
      t('The column {0} holds no number; read it as --type classify.', shownName(column)),
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
      throw new UserError('usage', t('The ends of a preference must differ: --range 1..2.'));
    }
    const { tieWithin = 0 } = options;
    const middle = (range.from + range.to) / 2;
    const tie =
      tieWithin === 0 ? decimalText(String(middle)) : t('within {0} of {1}', tieWithin, middle);
    const sides = t(
      '{0} is A, {1} is B, the nearer one counts; {2} is a tie',
      range.from,
      range.to,
      tie,
    );
    return {
      reading: preferenceReading(range, tieWithin),
      said: options.range ? [] : [t('preference: {0}', sides)],
    };
  }
  const isSide = (text: string) => choiceOf(meant(stands, text) ?? text) !== undefined;
  if (![...texts.keys()].some(isSide)) {
    const some = [...texts.keys()].slice(0, 5);
    const message = t(
      'No value of {0} ({1}) says which side is better; say it with --values VALUE=A,VALUE=B, or --range with the end for A first.',
      shownName(column),
      shownColumns(some),
    );
    throw new UserError('usage', message);
  }
  return { reading: choiceReading(stands), said: [] };
}
