import type { SamplePlan } from '../../core/labels/labelRecord.js';
import { DOUBTS, isInDoubt, isJudged } from '../../core/labels/labelRow.js';
import type { Doubt, LabelRow } from '../../core/labels/labelRow.js';
import { labelSample } from '../../core/labels/labelSample.js';
import type { Labelling } from '../../core/labels/readLabelling.js';
import { USUAL_SEED } from '../../core/dataset/rows/parseSample.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { grouped } from '../../core/stats/figures.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { LabelScale, LabellingView } from '../../shared/labelsProtocol.js';

const USUAL_NUMBER = 40;
/** Scores of a small scale have a key each. */
const MOST_KEYS = 10;

/** What a person chooses from before labelling. Throws `UserError` where there is no row to label. */
export function labellingView(
  { name, demo, spec }: RunManifest,
  { rows, labels }: Labelling,
  {
    uri,
    rater,
    filtered,
  }: {
    readonly uri: string;
    readonly rater: string;
    readonly filtered: ReadonlySet<number> | undefined;
  },
): LabellingView {
  const offered = plansOf(rows, filtered);
  const [first] = offered;
  if (!first) {
    throw new UserError('usage', t('{0} has no judged row yet: there is nothing to label.', name));
  }
  return {
    uri,
    name,
    demo,
    scale: scaleOf(spec),
    rubric: spec.judge.system_template,
    rater,
    raters: labels.raters.map((one) => ({
      name: one,
      rows: labels.rows.filter(({ byRater }) => byRater.has(one)).length,
    })),
    plans: offered,
    plan: first.id,
    number: Math.min(USUAL_NUMBER, first.rows),
    seed: USUAL_SEED,
    filtered: filtered ? [...filtered] : null,
  };
}

/** How many rows a plan can show. */
export function plannedRows(
  rows: readonly LabelRow[],
  plan: SamplePlan,
  filtered: ReadonlySet<number> | undefined,
): number {
  return labelSample(rows, { plan, seed: USUAL_SEED, ...(filtered && { filtered }) }).length;
}

/** The plans that have rows, the one to be preset first. */
function plansOf(
  rows: readonly LabelRow[],
  filtered: ReadonlySet<number> | undefined,
): LabellingView['plans'] {
  const judged = rows.filter(isJudged);
  const doubtful = judged.filter(isInDoubt);
  const random: LabellingView['plans'][number] = {
    id: 'random',
    label: t('By chance'),
    detail: t('Any row with a verdict, each as likely as the other.'),
    rows: judged.length,
  };
  const matters: LabellingView['plans'][number] = {
    id: 'whereItMatters',
    label: t('Where it matters'),
    detail: t(
      'In turns a row in doubt and one of the rest; figures are weighted. {0}',
      doubtWords(doubtful),
    ),
    rows: judged.length,
  };
  const ofFilter: LabellingView['plans'][number] = {
    id: 'filtered',
    label: t('Rows of the filter'),
    detail: t('The figures are about these rows only.'),
    rows: filtered ? plannedRows(rows, 'filtered', filtered) : 0,
  };
  const isMixed = doubtful.length > 0 && doubtful.length < judged.length;
  return [ofFilter, ...(isMixed ? [matters] : []), random].filter((plan) => plan.rows > 0);
}

const allDoubtWords = (): Readonly<Record<Doubt, string>> => ({
  orders: t('orders disagree'),
  judgements: t('judgements differ'),
  feedback: t('feedback contradicts the verdict'),
  borderline: t('score near the threshold'),
});

/** `112 in doubt: orders disagree 98, score near the threshold 20.` */
function doubtWords(rows: readonly LabelRow[]): string {
  const causes = DOUBTS.flatMap((doubt) => {
    const count = rows.filter(({ doubts }) => doubts.includes(doubt)).length;
    return count > 0 ? [`${allDoubtWords()[doubt]} ${grouped(count)}`] : [];
  });
  return t('{0} in doubt: {1}.', grouped(rows.length), causes.join(', '));
}

function scaleOf(spec: ResolvedSpec): LabelScale {
  switch (spec.type) {
    case 'classify':
      return { kind: 'labels', labels: [...spec.labels] };
    case 'score': {
      const { min_score: min, max_score: max } = spec;
      const steps = max - min + 1;
      const isSmall = Number.isInteger(min) && Number.isInteger(max) && steps <= MOST_KEYS;
      const values = isSmall ? Array.from({ length: steps }, (_, at) => min + at) : [];
      return { kind: 'score', min, max, values };
    }
    case 'compare':
      return { kind: 'choice' };
  }
}
