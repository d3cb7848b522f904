import { t } from '../../l10n/t.js';
import { isFinal } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import type { Measure } from './pairedChange.js';

/**
 * What makes a difference between two runs something else than a difference of what they judge, one
 * sentence each, the gravest first: whose verdicts they are, then by which rule, then of which rows.
 */
export function runCautions(a: RunManifest, b: RunManifest, measure: Measure): string[] {
  return [
    demoCaution(a, b),
    judgeCaution(a, b),
    rubricCaution(a, b),
    ...ruleCautions(a, b, measure),
    ordersCaution(a, b),
    ...[a, b].flatMap((run, index) => standingCautions(run, index === 0 ? 'A' : 'B')),
    unknownCaution(a, b),
  ].filter((caution) => caution !== undefined);
}

function demoCaution(a: RunManifest, b: RunManifest): string | undefined {
  if (a.demo && b.demo) return t('demo: the verdicts of both runs are scripted.');
  if (a.demo) return t('demo: the verdicts of run A are scripted.');
  if (b.demo) return t('demo: the verdicts of run B are scripted.');
  return undefined;
}

function judgeCaution(a: RunManifest, b: RunManifest): string | undefined {
  const [one, other] = [a.models.judge, b.models.judge];
  if (one.model !== other.model) {
    return t(
      'The judge differs: {0} against {1}; the difference may be the judge’s.',
      one.model,
      other.model,
    );
  }
  // The embedded service has another port each time.
  if (a.demo && b.demo) return undefined;
  if (one.origin !== undefined && other.origin !== undefined && one.origin !== other.origin) {
    return t(
      'The judge {0} was asked at {1} and at {2}; the two may not be the same model.',
      one.model,
      one.origin,
      other.origin,
    );
  }
  return undefined;
}

function rubricCaution(a: RunManifest, b: RunManifest): string | undefined {
  // A blank stands where nobody told the rubric.
  const isKnown = [a, b].every(
    ({ unknown_parameters: unknown = [] }) => !unknown.includes('judge.system_template'),
  );
  return !isKnown || a.spec.judge.system_template === b.spec.judge.system_template
    ? undefined
    : t('The rubric differs; the difference may be the rubric’s.');
}

function ruleCautions(
  { spec: a }: RunManifest,
  { spec: b }: RunManifest,
  measure: Measure,
): string[] {
  if (a.type !== b.type) {
    return measure === 'pass_rate'
      ? [
          t(
            'A is of type {0}, B of type {1}: what is compared is whether rows pass.',
            a.type,
            b.type,
          ),
        ]
      : [];
  }
  if (a.type === 'classify' && b.type === 'classify') {
    if (!isSameSet(a.labels, b.labels)) {
      return [t('The labels differ: {0} against {1}.', listed(a.labels), listed(b.labels))];
    }
    return isSameSet(a.pass_labels, b.pass_labels)
      ? []
      : [t('Other labels pass: {0} in A, {1} in B.', listed(a.pass_labels), listed(b.pass_labels))];
  }
  if (a.type !== 'score' || b.type !== 'score') return [];
  if (a.min_score !== b.min_score || a.max_score !== b.max_score) {
    return [
      t(
        'The scales differ ({0} to {1} against {2} to {3}), so scores can’t be: what is compared is whether rows pass.',
        a.min_score,
        a.max_score,
        b.min_score,
        b.max_score,
      ),
    ];
  }
  return a.pass_threshold === b.pass_threshold
    ? []
    : [t('The pass threshold differs: {0} in A, {1} in B.', a.pass_threshold, b.pass_threshold)];
}

function ordersCaution({ spec: a }: RunManifest, { spec: b }: RunManifest): string | undefined {
  if (a.type !== 'compare' || b.type !== 'compare') return undefined;
  const [once, onceToo] = [a, b].map((spec) => spec.disable_position_bias_correction === true);
  if (once === onceToo) return undefined;
  return once
    ? t(
        'Run A was judged in one order, the other run in both: a bias for the first response may look like a difference.',
      )
    : t(
        'Run B was judged in one order, the other run in both: a bias for the first response may look like a difference.',
      );
}

function standingCautions(run: RunManifest, name: 'A' | 'B'): string[] {
  if (run.dry_run) {
    return [t('Run {0} is a dry run of some rows: no figures of the dataset.', name)];
  }
  if (run.status === 'completed') return [];
  return [
    isFinal(run.status)
      ? run.status === 'failed'
        ? t('Run {0} has failed: only the rows it judged can be compared.', name)
        : t('Run {0} has been cancelled: only the rows it judged can be compared.', name)
      : t('Run {0} is not finished: only the rows so far are compared.', name),
  ];
}

function unknownCaution(a: RunManifest, b: RunManifest): string | undefined {
  const unknown = [a, b].flatMap((run, index) =>
    (run.unknown_parameters ?? []).length > 0 ? [index === 0 ? 'A' : 'B'] : [],
  );
  return unknown.length === 0
    ? undefined
    : t(
        'Not all of the spec of run {0} is known: what looks alike may differ.',
        unknown.join(t(' and ')),
      );
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((label) => other.includes(label));
}

function listed(labels: readonly string[]): string {
  return labels.join(', ');
}
