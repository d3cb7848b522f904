import { t } from '../../../l10n/t.js';
import { shownName } from '../../fileName.js';
import { shownColumns } from '../../dataset/shownColumns.js';
import type { EvaluationType, ResolvedSpec } from '../../spec/evalSpec.js';
import type { RunManifest } from '../../runs/manifest.js';
import { UserError } from '../../userError.js';
import type { ColumnValues } from './columnValues.js';
import type { ImportMap, ImportOptions } from './importOptions.js';
import { classifyVerdicts, compareVerdicts, scoreVerdicts } from './guessVerdicts.js';
import { choiceOf } from './readings.js';
import type { Reading } from './readings.js';

/** How a file becomes a run: all that the rows are read with. */
export interface ImportPlan {
  readonly spec: ResolvedSpec;
  readonly map: ImportMap & { readonly verdict: string };
  readonly reading: Reading;
  /** Of the second order, in the letters of the spec. */
  readonly flippedReading?: Reading | undefined;
  /** Who gave the responses, where that was said. */
  readonly models: Partial<RunManifest['models']>;
  /** Fields of the spec that nobody told. */
  readonly unknown: readonly string[];
  /** What was guessed, a phrase each. */
  readonly guesses: readonly string[];
}

/** The file as far as it was looked at. */
interface ImportSource {
  /** The file's name. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Of the column of verdicts. */
  readonly values: ColumnValues;
}

/** A value of the result columns where no column of the file holds the responses. */
const NO_COLUMN = {
  model_to_evaluate: 'MODEL_TO_EVALUATE_OUTPUT',
  model_a: 'MODEL_TO_EVALUATE_OUTPUT_A',
  model_b: 'MODEL_TO_EVALUATE_OUTPUT_B',
} as const;

/** The column of verdicts. Throws `UserError` of kind `usage` where none is known, or one is not there. */
export function verdictColumn(map: ImportMap, columns: readonly string[]): string {
  for (const [field, column] of Object.entries(map)) {
    if (columns.includes(column)) continue;
    const message = t(
      'There is no column "{0}" for {1}; the columns are {2}.',
      shownName(column),
      field,
      shownColumns(columns),
    );
    throw new UserError('usage', message);
  }
  if (map.verdict !== undefined) return map.verdict;
  throw new UserError(
    'usage',
    t(
      'Which column holds the verdicts is not plain; name it with --map verdict=COLUMN: {0}.',
      shownColumns(columns),
    ),
  );
}

/** Throws `UserError` of kind `usage` where the values leave open what a person must say. */
export function planImport(
  options: ImportOptions,
  found: ImportMap,
  source: ImportSource,
): ImportPlan {
  const { values } = source;
  const verdict = verdictColumn(found, source.columns);
  const type = options.type ?? guessType(values, found);
  const map = ofType(type, found);
  const judge = { model: options.judge ?? 'unknown', model_source: 'external' as const };
  const common = {
    name: options.name ?? source.name.replace(/\.[^.]+$/, ''),
    dataset: source.name,
    judge: { ...judge, system_template: '' },
  };
  const responders =
    type === 'compare' ? (['model_a', 'model_b'] as const) : (['model_to_evaluate'] as const);
  const columnOf = {
    model_to_evaluate: map.response,
    model_a: map.response_a,
    model_b: map.response_b,
  };
  const plan = {
    map: { ...map, verdict },
    models: modelsOf(responders, options),
    unknown: [
      'judge.system_template',
      ...(options.judge === undefined ? ['judge.model'] : []),
      ...responders.filter((field) => columnOf[field] === undefined),
    ],
  };
  const guesses = [
    ...(options.type === undefined ? [t('type: {0}', type)] : []),
    ...Object.entries(map).flatMap(([field, column]) =>
      Object.hasOwn(options.map, field) ? [] : [t('{0}: column {1}', field, column)],
    ),
  ];
  const responder = (field: keyof typeof NO_COLUMN) => columnOf[field] ?? NO_COLUMN[field];
  switch (type) {
    case 'classify': {
      const { labels, passLabels, reading, said } = classifyVerdicts(verdict, values, options);
      return {
        ...plan,
        spec: {
          ...common,
          type,
          labels: [...labels],
          pass_labels: [...passLabels],
          model_to_evaluate: responder('model_to_evaluate'),
        },
        reading,
        guesses: [...guesses, ...said],
      };
    }
    case 'score': {
      const { range, threshold, reading, said } = scoreVerdicts(verdict, values, options);
      return {
        ...plan,
        unknown: [...plan.unknown, ...(options.threshold === undefined ? ['pass_threshold'] : [])],
        spec: {
          ...common,
          type,
          min_score: range.from,
          max_score: range.to,
          pass_threshold: threshold,
          model_to_evaluate: responder('model_to_evaluate'),
        },
        reading,
        guesses: [...guesses, ...said],
      };
    }
    case 'compare': {
      const { reading, flippedReading, said } = compareVerdicts(verdict, values, options);
      return {
        ...plan,
        spec: {
          ...common,
          type,
          model_a: responder('model_a'),
          model_b: responder('model_b'),
          ...(map.flipped === undefined && { disable_position_bias_correction: true }),
        },
        reading,
        ...(map.flipped !== undefined && { flippedReading }),
        guesses: [...guesses, ...said],
      };
    }
  }
}

/** Without the columns that verdicts of this type have no use for. */
function ofType(type: EvaluationType, map: ImportMap): ImportMap {
  const idle = type === 'compare' ? ['response'] : ['response_a', 'response_b', 'flipped'];
  return Object.fromEntries(Object.entries(map).filter(([field]) => !idle.includes(field)));
}

function modelsOf(
  responders: readonly (keyof typeof NO_COLUMN)[],
  { models = [] }: ImportOptions,
): ImportPlan['models'] {
  const told = responders.flatMap((field, index) => {
    const model = models[index];
    return model === undefined ? [] : [[field, { model, model_source: 'external' }] as const];
  });
  return Object.fromEntries(told);
}

/** Sides for a comparison, many different numbers for a score, else labels. */
function guessType(values: ColumnValues, map: ImportMap): EvaluationType {
  const { texts, given, isCut, numbers } = values;
  const isNumeric = given > 0 && numbers.count === given;
  if (map.response_a !== undefined && map.response_b !== undefined) return 'compare';
  if (given > 0 && [...texts.keys()].every((text) => choiceOf(text) !== undefined))
    return 'compare';
  return isNumeric && (isCut || texts.size > 2) ? 'score' : 'classify';
}
