import { plural, t } from '../../l10n/t.js';
import { isJudgedTwice } from '../judging/chatRequests.js';
import { labelInvitation } from '../labels/labelInvitation.js';
import { grouped, percent } from '../stats/figures.js';
import { rowsForShare } from '../stats/rowsNeeded.js';
import { isFinal } from './evalBackend.js';
import type { RunManifest, RunStatistics } from './manifest.js';
import { sharedModelConcern } from './sharedModel.js';
import { runWarnings } from './runWarnings.js';

/** What to know before the figures of a run are believed. */
export interface RunConcern {
  /** `warn`: the figures may mislead; `hint`: they could be worth more. */
  readonly severity: 'warn' | 'hint';
  /** What is so, and what to do: at most two short sentences. */
  readonly message: string;
  /** What helps, where a command does. */
  readonly action?: 'label' | 'retryFailed';
}

interface ConcernedRun {
  readonly manifest: RunManifest;
  readonly statistics: RunStatistics | undefined;
  /** Whether people have labelled rows of it; undefined where that is not known. */
  readonly isLabelled: boolean | undefined;
}

/** Half of an interval, as a fraction, that is too wide to decide by. */
const WIDE = 0.1;
/** Share of rows without a figure above which they may bend it. */
const MANY_MISSING = 0.05;
/** Pass rate, and share of one score, at which rows tell good from better no more. */
const CEILING = 0.97;
const ONE_SCORE = 0.9;
/** With fewer rows an end of the scale may be chance. */
const FEWEST_FOR_CEILING = 20;

/** All of them, the grave ones first. Those of the figures only once the run has ended. */
export function runConcerns(run: ConcernedRun): readonly RunConcern[] {
  const { manifest, statistics } = run;
  const isOver = isFinal(manifest.status);
  const all: readonly RunConcern[] = [
    ...demoConcern(manifest),
    ...runWarnings(manifest).map((message) => ({ severity: 'warn' as const, message })),
    ...(isOver && statistics ? figureConcerns(manifest, statistics) : []),
    ...sharedModelConcern(manifest),
    ...orderConcern(manifest),
    ...labelConcern(run),
  ];
  const grave = all.filter(({ severity }) => severity === 'warn');
  return [...grave, ...all.filter(({ severity }) => severity === 'hint')];
}

function demoConcern({ demo }: RunManifest): RunConcern[] {
  if (!demo) return [];
  return [
    {
      severity: 'warn',
      message: t(
        'Demo: a scripted judge gave these verdicts, so the figures say nothing of any model. Run it on another backend for real ones.',
      ),
    },
  ];
}

function figureConcerns(manifest: RunManifest, statistics: RunStatistics): RunConcern[] {
  return [
    ...missingConcerns(statistics),
    ...fewRowsConcern(manifest, statistics),
    ...ceilingConcern(manifest, statistics),
  ];
}

function missingConcerns(statistics: RunStatistics): RunConcern[] {
  const { n, invalid, judge_errors: judge, generation_errors: generation } = statistics;
  const concerns: RunConcern[] = [];
  if (invalid > MANY_MISSING * n) {
    concerns.push({
      severity: 'warn',
      message: plural(
        invalid,
        '{1} got no verdict that can be used and is in no rate. Read some of their replies, and say in the rubric exactly what to answer.',
        '{1} got no verdict that can be used and are in no rate. Read some of their replies, and say in the rubric exactly what to answer.',
        ofRows(invalid, n),
      ),
    });
  }
  const errors = judge + generation;
  if (errors > MANY_MISSING * n) {
    concerns.push({
      severity: 'warn',
      message: plural(
        errors,
        '{1} met an error and is in no rate. Retry them: rows that fail are seldom like the others.',
        '{1} met an error and are in no rate. Retry them: rows that fail are seldom like the others.',
        ofRows(errors, n),
      ),
      action: 'retryFailed',
    });
  }
  return concerns;
}

/** `12 of 100 rows (12.0 %)` */
function ofRows(count: number, n: number): string {
  return plural(
    n,
    '{1} of {0} row ({2} %)',
    '{1} of {0} rows ({2} %)',
    grouped(count),
    percent(count / n),
  );
}

/** The interval of the share that the type is about, where it is wider than ± 10 points. */
function fewRowsConcern(manifest: RunManifest, statistics: RunStatistics): RunConcern[] {
  const estimate = statistics.pass_rate ?? statistics.compare?.win_rate_a;
  if (!estimate) return [];
  const half = (estimate.high - estimate.low) / 2;
  if (half <= WIDE) return [];
  const { evaluated } = statistics;
  const wanted = rowsForShare(estimate.value, half / 2);
  const { rows } = manifest.dataset;
  const told = plural(
    evaluated,
    '{0} judged row leaves the rate open by ±{1} points. About {2} rows would halve that.',
    '{0} judged rows leave the rate open by ±{1} points. About {2} rows would halve that.',
    Math.round(100 * half),
    grouped(roughly(wanted)),
  );
  return [
    {
      severity: 'warn',
      message:
        rows !== undefined && rows > statistics.n
          ? t('{0} The dataset has {1}.', told, grouped(rows))
          : told,
    },
  ];
}

/** To two digits: more would promise what nobody knows. */
function roughly(rows: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(rows)) - 1);
  return Math.ceil(rows / unit) * unit;
}

/** Where almost every row gets the same, a better model can't show (ceiling and floor effects). */
function ceilingConcern({ spec }: RunManifest, statistics: RunStatistics): RunConcern[] {
  const { evaluated, pass_rate: passRate } = statistics;
  if (evaluated < FEWEST_FOR_CEILING) return [];
  if (spec.type === 'score') {
    const at = (score: number) =>
      (statistics.scores ?? []).reduce(
        (sum, { from, to, count }) => sum + (from === score && to === score ? count : 0),
        0,
      ) / evaluated;
    const [top, bottom] = [at(spec.max_score), at(spec.min_score)];
    if (top >= ONE_SCORE) {
      return [
        ceiling(t('{0} % of the judged rows have the highest score', percent(top)), 'Harder'),
      ];
    }
    if (bottom >= ONE_SCORE) {
      return [
        ceiling(t('{0} % of the judged rows have the lowest score', percent(bottom)), 'Easier'),
      ];
    }
  }
  if (!passRate) return [];
  if (passRate.value >= CEILING) {
    return [ceiling(t('{0} % of the judged rows pass', percent(passRate.value)), 'Harder')];
  }
  if (passRate.value <= 1 - CEILING) {
    return [ceiling(t('{0} % of the judged rows fail', percent(1 - passRate.value)), 'Easier')];
  }
  return [];
}

function ceiling(what: string, wanted: 'Harder' | 'Easier'): RunConcern {
  return {
    severity: 'warn',
    message:
      wanted === 'Harder'
        ? t(
            '{0}, so this dataset can’t tell good from better. Harder rows or a stricter rubric would.',
            what,
          )
        : t(
            '{0}, so this dataset can’t tell good from better. Easier rows or a milder rubric would.',
            what,
          ),
  };
}

function orderConcern({ spec, imported_from: source }: RunManifest): RunConcern[] {
  if (spec.type !== 'compare' || isJudgedTwice(spec)) return [];
  const remedy = source
    ? t(
        'If the file has the choices of the other order too, import it with that column as flipped.',
      )
    : t('Remove disable_position_bias_correction from the spec to judge both.');
  return [
    {
      severity: 'warn',
      message: t(
        'Each row was judged in one order alone, so a judge that favours the first response goes unnoticed. {0}',
        remedy,
      ),
    },
  ];
}

function labelConcern({ manifest, statistics, isLabelled }: ConcernedRun): RunConcern[] {
  const evaluated = statistics?.evaluated ?? 0;
  const isWorthIt = manifest.status === 'completed' && !manifest.demo && evaluated > 0;
  if (isLabelled !== false || !isWorthIt) return [];
  return [
    {
      severity: 'hint',
      message: labelInvitation(evaluated),
      action: 'label',
    },
  ];
}
