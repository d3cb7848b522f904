import { t } from '../../l10n/t.js';
import type { Estimate } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { predictionPowered, roganGladen } from '../stats/correctedRate.js';
import { wilsonEstimate } from '../stats/intervals.js';
import { consensusOf } from './consensus.js';
import { correctedMean } from './correctedMean.js';
import { isInDoubt, isJudged } from './labelRow.js';
import type { LabelRow } from './labelRow.js';
import type { LabelledRow, RunLabels } from './labelsOfRun.js';
import { isPositive } from './verdictClass.js';

/** The run's figure as people would give it, beside the judge's own. */
export interface CorrectedFigures {
  /** What is corrected. */
  readonly of: 'pass_rate' | 'win_rate_a';
  /** Labelled rows that it rests on: drawn by chance, with a verdict of the judge. */
  readonly labels: number;
  /** The judge's, over all rows with a verdict. */
  readonly raw: Estimate | null;
  /** Prediction-powered inference (Angelopoulos et al. 2023) with weights of the sample. */
  readonly corrected: Estimate | null;
  /** By the judge's sensitivity and specificity (Rogan and Gladen 1978); not for weighted samples. */
  readonly rogan_gladen: Estimate | null;
  /** Score: the same of the mean. */
  readonly mean?: { readonly raw: number; readonly corrected: Estimate | null };
  /** Why there is no correction, one sentence. */
  readonly problem?: string;
}

interface TruthRow {
  readonly row: LabelRow;
  readonly judge: string | number;
  readonly truth: string | number;
  readonly weight: number;
}

/**
 * Null where no labelled row was drawn by chance. Rows that were chosen by a filter don't count: they
 * stand for no others. Where rows in doubt were drawn more often than the rest, each labelled row counts
 * as many times as there are rows of its kind for one labelled (Horvitz and Thompson 1952), by what is
 * labelled now, so that stopping early or two raters' samples bias nothing.
 */
export function correctedFigures(
  { rows: labelled }: RunLabels,
  rows: readonly LabelRow[],
  spec: ResolvedSpec,
): CorrectedFigures | null {
  const judged = rows.filter(isJudged);
  const drawn = labelled.filter(isDrawnByChance).flatMap((one) => truthRow(one, spec));
  if (drawn.length === 0) return null;
  const isWeighted = labelled.some((one) => plansOf(one).includes('whereItMatters'));
  const truths = isWeighted ? weighted(drawn, judged) : drawn;
  const passed = judged.filter((row) => isPositive(row.verdict ?? '', spec)).length;
  const found: CorrectedFigures = {
    of: spec.type === 'compare' ? 'win_rate_a' : 'pass_rate',
    labels: drawn.length,
    raw: wilsonEstimate(passed, judged.length),
    corrected: null,
    rogan_gladen: null,
  };
  if (!truths) {
    const problem = t(
      'Rows in doubt and rows of the rest must both be labelled before the figure can be corrected: label some more.',
    );
    return { ...found, problem };
  }
  const bit = (verdict: string | number) => (isPositive(verdict, spec) ? 1 : 0);
  return {
    ...found,
    corrected: predictionPowered({
      verdicts: judged.map((row) => bit(row.verdict ?? '')),
      labelled: truths.map(({ judge, truth, weight }) => ({
        verdict: bit(judge),
        truth: bit(truth),
        weight,
      })),
    }),
    // Sensitivity and specificity of a sample with more rows in doubt are not those of the judge.
    rogan_gladen: isWeighted ? null : byConfusion(truths, spec, { passed, of: judged.length }),
    ...(spec.type === 'score' && { mean: meanOf(truths, judged) }),
  };
}

function truthRow(one: LabelledRow, spec: ResolvedSpec): TruthRow[] {
  const truth = consensusOf(one, spec.type);
  const { verdict } = one.row;
  if (truth === undefined || verdict === undefined) return [];
  return [{ row: one.row, judge: verdict, truth, weight: 1 }];
}

function plansOf({ byRater }: LabelledRow) {
  return [...byRater.values()].map(({ label }) => label.sample.plan);
}

function isDrawnByChance(one: LabelledRow): boolean {
  return plansOf(one).some((plan) => plan !== 'filtered');
}

/** Undefined where one of the kinds has rows but none that is labelled. */
function weighted(drawn: readonly TruthRow[], judged: readonly LabelRow[]): TruthRow[] | undefined {
  const shares = [true, false].map((doubt) => ({
    doubt,
    all: judged.filter((row) => isInDoubt(row) === doubt).length,
    labelled: drawn.filter(({ row }) => isInDoubt(row) === doubt).length,
  }));
  if (shares.some(({ all, labelled }) => all > 0 && labelled === 0)) return undefined;
  return drawn.map((one) => {
    const share = shares.find(({ doubt }) => doubt === isInDoubt(one.row));
    return { ...one, weight: share ? share.all / share.labelled : 1 };
  });
}

function byConfusion(
  truths: readonly TruthRow[],
  spec: ResolvedSpec,
  { passed, of }: { readonly passed: number; readonly of: number },
): Estimate | null {
  const share = (truth: boolean) => {
    const those = truths.filter((one) => isPositive(one.truth, spec) === truth);
    const right = those.filter((one) => isPositive(one.judge, spec) === truth);
    return { k: right.length, n: those.length };
  };
  return roganGladen({
    passed,
    evaluated: of,
    sensitivity: share(true),
    specificity: share(false),
  });
}

function meanOf(truths: readonly TruthRow[], judged: readonly LabelRow[]) {
  const scores = judged.map(({ verdict }) => Number(verdict));
  const labelled = truths.map(({ judge, truth, weight }) => ({
    verdict: Number(judge),
    truth: Number(truth),
    weight,
  }));
  const raw = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  return { raw, corrected: correctedMean(scores, labelled) };
}
