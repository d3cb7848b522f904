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
  if (a.demo && b.demo) return 'demo: the verdicts of both runs are scripted.';
  if (a.demo || b.demo) return `demo: the verdicts of run ${a.demo ? 'A' : 'B'} are scripted.`;
  return undefined;
}

function judgeCaution(a: RunManifest, b: RunManifest): string | undefined {
  const [one, other] = [a.models.judge, b.models.judge];
  if (one.model !== other.model) {
    return `The judge differs: ${one.model} against ${other.model}; the difference may be the judge’s.`;
  }
  // The embedded service has another port each time.
  if (a.demo && b.demo) return undefined;
  if (one.origin !== undefined && other.origin !== undefined && one.origin !== other.origin) {
    return `The judge ${one.model} was asked at ${one.origin} and at ${other.origin}; the two may not be the same model.`;
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
    : 'The rubric differs; the difference may be the rubric’s.';
}

function ruleCautions(
  { spec: a }: RunManifest,
  { spec: b }: RunManifest,
  measure: Measure,
): string[] {
  if (a.type !== b.type) {
    return measure === 'pass_rate'
      ? [`A is of type ${a.type}, B of type ${b.type}: what is compared is whether rows pass.`]
      : [];
  }
  if (a.type === 'classify' && b.type === 'classify') {
    if (!isSameSet(a.labels, b.labels)) {
      return [`The labels differ: ${listed(a.labels)} against ${listed(b.labels)}.`];
    }
    return isSameSet(a.pass_labels, b.pass_labels)
      ? []
      : [`Other labels pass: ${listed(a.pass_labels)} in A, ${listed(b.pass_labels)} in B.`];
  }
  if (a.type !== 'score' || b.type !== 'score') return [];
  if (a.min_score !== b.min_score || a.max_score !== b.max_score) {
    return [
      `The scales differ (${a.min_score} to ${a.max_score} against ${b.min_score} to ${b.max_score}), so scores can’t be: what is compared is whether rows pass.`,
    ];
  }
  return a.pass_threshold === b.pass_threshold
    ? []
    : [`The pass threshold differs: ${a.pass_threshold} in A, ${b.pass_threshold} in B.`];
}

function ordersCaution({ spec: a }: RunManifest, { spec: b }: RunManifest): string | undefined {
  if (a.type !== 'compare' || b.type !== 'compare') return undefined;
  const [once, onceToo] = [a, b].map((spec) => spec.disable_position_bias_correction === true);
  if (once === onceToo) return undefined;
  return `Run ${once ? 'A' : 'B'} was judged in one order, the other run in both: a bias for the first response may look like a difference.`;
}

function standingCautions(run: RunManifest, name: 'A' | 'B'): string[] {
  if (run.dry_run) return [`Run ${name} is a dry run of some rows: no figures of the dataset.`];
  if (run.status === 'completed') return [];
  return [
    isFinal(run.status)
      ? `Run ${name} has ${run.status === 'failed' ? 'failed' : 'been cancelled'}: only the rows it judged can be compared.`
      : `Run ${name} is not finished: only the rows so far are compared.`,
  ];
}

function unknownCaution(a: RunManifest, b: RunManifest): string | undefined {
  const unknown = [a, b].flatMap((run, index) =>
    (run.unknown_parameters ?? []).length > 0 ? [index === 0 ? 'A' : 'B'] : [],
  );
  return unknown.length === 0
    ? undefined
    : `Not all of the spec of run ${unknown.join(' and ')} is known: what looks alike may differ.`;
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((label) => other.includes(label));
}

function listed(labels: readonly string[]): string {
  return labels.join(', ');
}
