import type { EvaluationType } from '../../spec/evalSpec.js';

/** What a column of a file of verdicts can stand for. */
export const IMPORT_FIELDS = [
  'verdict',
  'response',
  'response_a',
  'response_b',
  'feedback',
  'flipped',
] as const;
export type ImportField = (typeof IMPORT_FIELDS)[number];
export type ImportMap = Readonly<Partial<Record<ImportField, string>>>;

/** How a file of verdicts is read. What is left open is guessed from its columns and values. */
export interface ImportOptions {
  readonly type?: EvaluationType | undefined;
  /** What each column stands for. `flipped`: the choice of a second order, in which B stood first. */
  readonly map: ImportMap;
  /** Classify: the labels, and those of them that pass. */
  readonly labels?: readonly string[] | undefined;
  readonly passLabels?: readonly string[] | undefined;
  /**
   * Score: the scale. Compare: the ends of a preference in numbers, the one that stands for A first
   * (`{ from: 1, to: 0 }`: 1 is all for A).
   */
  readonly range?: { readonly from: number; readonly to: number } | undefined;
  /** Score: the least that passes. */
  readonly threshold?: number | undefined;
  /** Compare: a preference this near to the middle of the range is a tie; 0 where absent. */
  readonly tieWithin?: number | undefined;
  /** A value of the verdict column → the verdict it stands for: a label, a score, `A`, `B` or `Tie`. */
  readonly values?: readonly (readonly [value: string, verdict: string])[] | undefined;
  /** The second order's letters name places: `A` is what stood first there, response B. */
  readonly isFlippedAsShown?: boolean | undefined;
  /** Who gave the verdicts. */
  readonly judge?: string | undefined;
  /** Who gave the responses; compare: A and B. */
  readonly models?: readonly string[] | undefined;
  /** Of the run; the file's name where absent. */
  readonly name?: string | undefined;
}
