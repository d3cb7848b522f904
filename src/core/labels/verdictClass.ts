import { asLabel } from '../judging/verdictValues.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

/** The verdicts that a confusion matrix has lines for; of a score, pass and fail. */
export function verdictClasses(spec: ResolvedSpec): readonly string[] {
  switch (spec.type) {
    case 'classify':
      return spec.labels;
    case 'score':
      return ['pass', 'fail'];
    case 'compare':
      return ['A', 'B', 'Tie'];
  }
}

/** The class of a verdict. */
export function verdictClass(verdict: string | number, spec: ResolvedSpec): string {
  if (spec.type === 'score') return isPositive(verdict, spec) ? 'pass' : 'fail';
  return String(verdict);
}

/** Whether the verdict counts for the rate of the run: it passes, or A wins. */
export function isPositive(verdict: string | number, spec: ResolvedSpec): boolean {
  switch (spec.type) {
    case 'classify':
      return asLabel(verdict, spec.pass_labels) !== undefined;
    case 'score':
      return typeof verdict === 'number' && verdict >= spec.pass_threshold;
    case 'compare':
      return verdict === 'A';
  }
}
