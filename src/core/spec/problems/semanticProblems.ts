import { t } from '../../../l10n/t.js';
import { isJsonObject, type Json, type JsonObject } from '../../json.js';
import { didYouMean } from './didYouMean.js';
import type { FoundProblem } from './foundProblem.js';
import { backendProblems, modelProblems } from './modelProblems.js';
import type { SpecPath } from '../text/locatedTree.js';
import { typesText } from './typesText.js';

export const MODEL_FIELDS = ['judge', 'model_to_evaluate', 'model_a', 'model_b'] as const;

/** Which evaluation types a gate's figure exists for. */
const GATE_TYPES: Readonly<Record<string, readonly string[]>> = {
  pass_rate: ['classify', 'score'],
  mean: ['score'],
  win_rate_a: ['compare'],
  position_consistency: ['compare'],
  first_position_rate: ['compare'],
  self_consistency: ['classify', 'score', 'compare'],
};

/**
 * Faults that no schema states: combinations of fields, keys in the open, addresses. Works on any
 * object, so that these are found beside the schema's faults, not after them.
 */
export function semanticProblems(value: JsonObject): FoundProblem[] {
  const problems = [...gateProblems(value), ...labelProblems(value), ...scoreProblems(value)];
  for (const field of MODEL_FIELDS) {
    const model = value[field];
    if (isJsonObject(model)) problems.push(...modelProblems(model, [field]));
  }
  const backend = value['backend'];
  if (backend === 'together' || backend === 'local' || backend === 'demo') {
    problems.push(...backendProblems(value, backend));
  }
  return problems.concat(textProblems(value));
}

/** Each compares a label with all others. */
const MOST_HINTS = 50;

function labelProblems(value: JsonObject): FoundProblem[] {
  if (value['type'] !== 'classify') return [];
  const labels = value['labels'];
  const passLabels = value['pass_labels'];
  const problems = [...repeated(labels, 'labels'), ...repeated(passLabels, 'pass_labels')];
  if (!isList(labels) || !isList(passLabels)) return problems;
  const known = labels.filter((label) => typeof label === 'string');
  passLabels.forEach((label, index) => {
    if (typeof label !== 'string' || label === '' || known.includes(label)) return;
    problems.push(
      error(
        'unknown-label',
        ['pass_labels', index],
        t(
          '`{0}` is not in `labels`.{1}',
          label,
          problems.length < MOST_HINTS ? didYouMean(label, known) : '',
        ),
      ),
    );
  });
  if (
    problems.length === 0 &&
    known.length > 1 &&
    known.every((label) => passLabels.includes(label))
  ) {
    problems.push(
      warning(
        'every-label-passes',
        ['pass_labels'],
        t('Every label passes, so the pass rate is always 100 %.'),
      ),
    );
  }
  return problems;
}

function repeated(list: Json | undefined, field: string): FoundProblem[] {
  if (!isList(list)) return [];
  return list.flatMap((item, index) => {
    if (typeof item !== 'string' || list.indexOf(item) === index) return [];
    return [
      error('duplicate-label', [field, index], t('`{0}` stands twice in `{1}`.', item, field)),
    ];
  });
}

function scoreProblems(value: JsonObject): FoundProblem[] {
  if (value['type'] !== 'score') return [];
  const { min_score: min, max_score: max, pass_threshold: threshold } = value;
  if (typeof min === 'number' && typeof max === 'number' && min >= max) {
    return [
      error(
        'score-range',
        ['min_score'],
        t('`min_score` ({0}) must be below `max_score` ({1}).', written(min), written(max)),
      ),
    ];
  }
  if (typeof threshold !== 'number') return [];
  const message =
    typeof min === 'number' && threshold < min
      ? t(
          '`pass_threshold` ({0}) must be at least `min_score` ({1}).',
          written(threshold),
          written(min),
        )
      : typeof max === 'number' && threshold > max
        ? t(
            '`pass_threshold` ({0}) must be at most `max_score` ({1}).',
            written(threshold),
            written(max),
          )
        : undefined;
  return message === undefined ? [] : [error('threshold-range', ['pass_threshold'], message)];
}

/** As the spec has it, whose point is none of the reader's language. */
function written(figure: number): string {
  return String(figure);
}

/** What is wrong with the `gates` of a spec. */
export function gateProblems(value: JsonObject): FoundProblem[] {
  const gates = value['gates'];
  if (!isJsonObject(gates)) return [];
  return Object.entries(gates).flatMap(([name, gate]) => {
    const types = GATE_TYPES[name];
    if (!types || !isJsonObject(gate)) return [];
    const type = value['type'];
    const path = ['gates', name];
    if (typeof type === 'string' && !types.includes(type)) {
      const message = t(
        'Gate `{0}` belongs to type {1}; this spec’s type is {2}.',
        name,
        typesText(types),
        type,
      );
      return [{ ...error('gate-type', path, message), part: 'key' as const }];
    }
    const missing = name === 'self_consistency' && !judgesRepeatedly(value);
    return [...(missing ? [noRepeats(path)] : []), ...gateBounds(name, gate, path)];
  });
}

function judgesRepeatedly({ run }: JsonObject): boolean {
  const repeats = isJsonObject(run) ? run['repeats'] : undefined;
  return typeof repeats === 'number' && repeats > 1;
}

function noRepeats(path: SpecPath): FoundProblem {
  const message = t(
    'Gate `self_consistency` has no figure where each row is judged once; set `run.repeats` to 2 or more.',
  );
  return { ...error('gate-repeats', path, message), part: 'key' };
}

function gateBounds(name: string, gate: JsonObject, path: SpecPath): FoundProblem[] {
  const { min, max } = gate;
  if (min === undefined && max === undefined) {
    return [error('empty-gate', path, t('Gate `{0}` needs `min`, `max` or both.', name))];
  }
  const problems: FoundProblem[] = [];
  for (const [bound, figure] of Object.entries({ min, max })) {
    if (name === 'mean' || typeof figure !== 'number' || (figure >= 0 && figure <= 1)) continue;
    const isPercent = figure > 1 && figure <= 100;
    const message = isPercent
      ? t('`{0}` is a fraction from 0 to 1, here perhaps {1}.', name, written(figure / 100))
      : t('`{0}` is a fraction from 0 to 1.', name);
    problems.push(error('gate-range', [...path, bound], message));
  }
  if (problems.length === 0 && typeof min === 'number' && typeof max === 'number' && min > max) {
    problems.push(
      error(
        'gate-range',
        [...path, 'min'],
        t('`min` ({0}) is above `max` ({1}).', written(min), written(max)),
      ),
    );
  }
  return problems;
}

/** Text that is there but says nothing: a judge without a rubric, a column of white space. */
function textProblems(value: JsonObject): FoundProblem[] {
  const problems: FoundProblem[] = [];
  const judge = value['judge'];
  const rubric = isJsonObject(judge) ? judge['system_template'] : undefined;
  if (typeof rubric === 'string' && rubric.trim() === '') {
    problems.push(
      error(
        'empty-template',
        ['judge', 'system_template'],
        t('The judge’s `system_template` is empty; write the rubric here.'),
      ),
    );
  }
  const a = value['model_a'];
  if (value['type'] === 'compare' && typeof a === 'string' && a !== '' && a === value['model_b']) {
    problems.push(
      warning(
        'same-response',
        ['model_b'],
        t('A and B are the same column, `{0}`; there is nothing to compare.', a),
      ),
    );
  }
  return problems;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function error(code: string, path: SpecPath, message: string): FoundProblem {
  return { severity: 'error', code, message, path };
}

function warning(code: string, path: SpecPath, message: string): FoundProblem {
  return { severity: 'warning', code, message, path };
}
