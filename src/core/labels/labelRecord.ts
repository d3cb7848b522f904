import { asLabel } from '../judging/verdictValues.js';
import type { Choice } from '../judging/verdictValues.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

export const SAMPLE_PLANS = ['random', 'whereItMatters', 'filtered'] as const;
export type SamplePlan = (typeof SAMPLE_PLANS)[number];

/** Which row is meant: by its content first, and among rows of the same content by its number. */
export interface LabelledPlace {
  /** Row of the dataset, from 1; the line of `results.jsonl` where that isn't known. */
  readonly row: number;
  /** `contentKey` of the dataset's columns. */
  readonly key: string;
  readonly rater: string;
}

/** What a person said of a row, one line of `labels.jsonl`. Exactly one of the three verdicts is there. */
export interface HumanLabel extends LabelledPlace {
  readonly label?: string;
  readonly score?: number;
  /** In the letters of the spec, whatever order was shown. */
  readonly choice?: Choice;
  /** Compare: which response stood first. */
  readonly shown?: 'AB' | 'BA';
  readonly note?: string;
  /** ISO 8601. */
  readonly at: string;
  /** The judge's verdict and the names of models were hidden. */
  readonly blind: true;
  /** `weight`: rows of the run that this one stands for, relative to the others of its sample. */
  readonly sample: { readonly plan: SamplePlan; readonly seed: number; readonly weight: number };
  readonly took_ms?: number;
}

/** Takes back what this rater said of the row before. */
interface UndoneLabel {
  readonly undo: LabelledPlace;
  readonly at: string;
}

export type LabelRecord = HumanLabel | UndoneLabel;

/** The verdict of a label as the spec has it; undefined for one that the spec doesn't know. */
export function labelVerdict(label: HumanLabel, spec: ResolvedSpec): string | number | undefined {
  switch (spec.type) {
    case 'classify':
      return asLabel(label.label, spec.labels);
    case 'score': {
      const { score } = label;
      const isUsable = score !== undefined && score >= spec.min_score && score <= spec.max_score;
      return isUsable ? score : undefined;
    }
    case 'compare':
      return label.choice;
  }
}

/** The field of a record that holds a verdict of this spec; undefined where it is none. */
export function verdictField(
  verdict: string | number,
  spec: ResolvedSpec,
): Pick<HumanLabel, 'label' | 'score' | 'choice'> | undefined {
  switch (spec.type) {
    case 'classify': {
      const label = typeof verdict === 'string' ? asLabel(verdict, spec.labels) : undefined;
      return label === undefined ? undefined : { label };
    }
    case 'score': {
      const isUsable =
        typeof verdict === 'number' && verdict >= spec.min_score && verdict <= spec.max_score;
      return isUsable ? { score: verdict } : undefined;
    }
    case 'compare':
      return verdict === 'A' || verdict === 'B' || verdict === 'Tie'
        ? { choice: verdict }
        : undefined;
  }
}
