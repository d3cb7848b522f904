import { canonicalJson } from '../canonicalJson.js';
import type { Json } from '../json.js';
import type { RunManifest } from '../runs/manifest.js';
import { responders } from '../spec/responders.js';

/** What is another than in an earlier run of the same spec. */
export type RunChange = 'dataset' | 'rows' | 'judge' | 'rubric' | 'rule' | 'model';

/**
 * In what a run differs from an earlier one of its spec, the gravest first: other data, other rows of
 * it, another judge, rubric or rule (labels, scale, threshold, orders), another model or prompt that is
 * judged.
 */
export function runChanges(before: RunManifest, run: RunManifest): readonly RunChange[] {
  const differ = (part: (manifest: RunManifest) => unknown): boolean =>
    textOf(part(before)) !== textOf(part(run));
  const found: readonly [RunChange, boolean][] = [
    ['dataset', differ(({ dataset }) => dataset.sha256)],
    ['rows', differ(({ selected_rows: rows }) => rows)],
    [
      'judge',
      differ(({ models: { judge }, spec }) => [judge.model, judge.origin, settings(spec.judge)]),
    ],
    ['rubric', differ(({ spec }) => spec.judge.system_template)],
    ['rule', differ(ruleOf)],
    ['model', differ(({ spec }) => responders(spec))],
  ];
  return found.flatMap(([change, isFound]) => (isFound ? [change] : []));
}

/** What stands in a manifest is JSON; the order of members says nothing. */
function textOf(part: unknown): string {
  return canonicalJson(JSON.parse(JSON.stringify(part ?? null)) as Json);
}

/** Whether the figures of two runs are of one series: the same rows were judged. */
export function isSameSeries(changes: readonly RunChange[]): boolean {
  return !changes.includes('dataset') && !changes.includes('rows');
}

function settings({ max_tokens, temperature }: RunManifest['spec']['judge']): unknown {
  return [max_tokens ?? null, temperature ?? null];
}

function ruleOf({ spec }: RunManifest): unknown {
  switch (spec.type) {
    case 'classify':
      return [spec.labels.toSorted(), spec.pass_labels.toSorted()];
    case 'score':
      return [spec.min_score, spec.max_score, spec.pass_threshold];
    case 'compare':
      return [spec.disable_position_bias_correction === true];
  }
}
