import { isFinal } from '../../core/runs/evalBackend.js';
import type { ProgressFacts } from '../../core/runs/progressFacts.js';
import { canPause } from '../../core/runs/pauseRun.js';
import { cacheText } from '../../core/runs/cacheText.js';
import type { RunManifest, RunStatistics } from '../../core/runs/manifest.js';
import { failureWords } from '../../core/runs/failureWords.js';
import { runConcerns } from '../../core/runs/runConcerns.js';
import { shardWords } from '../../core/shards/shardWords.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { gatesOfRun } from '../../core/stats/gates.js';
import { percent, percentRange } from '../../core/stats/figures.js';
import { consistencySentence, deviationText } from '../../core/stats/consistencySentence.js';
import { headline, headlineSentence } from '../../core/stats/headline.js';
import type { Estimate } from '../../core/runs/manifest.js';
import { statusWords } from '../../core/report/reportWords.js';
import { t } from '../../l10n/t.js';
import type { ResultsView, TallyView } from '../../shared/protocol.js';
import { accountingOf, unjudgedRows } from './accountingView.js';
import { distributionView } from './distributionView.js';
import { estimateTitle } from './estimateTitle.js';
import { runStanding } from './runStanding.js';

interface ResultsState {
  readonly manifest: RunManifest;
  /** Of the rows as read; before that, what the manifest says. */
  readonly statistics: RunStatistics | undefined;
  readonly loaded: boolean;
  readonly version: number;
  readonly live: boolean;
  readonly progress: ProgressFacts | undefined;
  readonly filters: readonly TallyView[];
  readonly moreFilters?: ResultsView['moreFilters'];
  readonly conditionColumns?: ResultsView['conditionColumns'];
  readonly columns: ResultsView['columns'];
  /** Milliseconds. */
  readonly now: number;
  /** Rows by what went wrong with them. */
  readonly causes?: readonly TallyView[] | undefined;
  /** Whether people have labelled rows; undefined while that is not known. */
  readonly isLabelled?: boolean | undefined;
  /** Of a dry run whose rows were read: what they say of the whole. */
  readonly dryRun?: string | undefined;
}

/** Everything above the table, worded and counted. */
export function resultsView(state: ResultsState): ResultsView {
  const { manifest, statistics } = state;
  const { spec } = manifest;
  return {
    name: manifest.name,
    type: manifest.type,
    status: manifest.status,
    statusWords: statusWords(manifest.status),
    ...runStanding(state),
    dryRun: manifest.dry_run === true ? (state.dryRun ?? t('Dry run.')) : null,
    warnings: warningsOf(state),
    demo: manifest.demo,
    backend: [manifest.backend, shardWords(manifest)].filter(Boolean).join(', '),
    judge: manifest.models.judge.model,
    responders: responderNames(spec),
    live: state.live,
    loaded: state.loaded,
    version: state.version,
    headline: statistics && statistics.evaluated > 0 ? headlineView(statistics, spec) : null,
    gates: gatesOfRun(manifest, statistics).map(({ outcome, message }) => ({ outcome, message })),
    cache: cacheText(manifest.cache, spec),
    figures: statistics ? figuresOf(statistics) : [],
    distribution:
      statistics && statistics.evaluated > 0 ? distributionView(statistics, spec) : null,
    accounting: statistics ? accountingOf(statistics) : [],
    total: statistics?.n ?? 0,
    causes: [...(state.causes ?? [])],
    failures: failureWords(manifest) ?? null,
    filters: [...state.filters],
    moreFilters: state.moreFilters ?? [],
    conditionColumns: state.conditionColumns ?? [],
    actions: actionsOf(state),
    columns: state.columns,
  };
}

function warningsOf(state: ResultsState): ResultsView['warnings'] {
  const actions = actionsOf(state);
  return runConcerns({ ...state, isLabelled: state.isLabelled }).map(
    ({ severity, message, action }) => ({
      severity,
      message,
      action: action !== undefined && actions.includes(action) ? action : null,
    }),
  );
}

function responderNames(spec: ResolvedSpec): ResultsView['responders'] {
  const who = (responder: string | { readonly model: string }) =>
    typeof responder === 'string' ? t('column {0}', responder) : responder.model;
  return spec.type === 'compare'
    ? [
        { name: 'A', who: who(spec.model_a) },
        { name: 'B', who: who(spec.model_b) },
      ]
    : [{ name: '', who: t('on {0}', who(spec.model_to_evaluate)) }];
}

function headlineView(statistics: RunStatistics, spec: ResolvedSpec): ResultsView['headline'] {
  const { mean, compare, pass_rate: passRate } = statistics;
  const estimate = mean ?? compare?.win_rate_a ?? passRate ?? null;
  const isMean = mean !== null && mean !== undefined && spec.type === 'score';
  return {
    text: headline(statistics),
    sentence: `${headlineSentence(statistics)}.`,
    estimate: estimate && { value: estimate.value, low: estimate.low, high: estimate.high },
    scale: isMean
      ? { min: spec.min_score, max: spec.max_score, mark: spec.pass_threshold }
      : { min: 0, max: 1, mark: null },
    n: statistics.evaluated,
    title: estimate ? estimateTitle(estimate) : '',
  };
}

function share(estimate: Estimate): string {
  return `${percent(estimate.value)} % (${percentRange(estimate, '–')})`;
}

function figuresOf(statistics: RunStatistics) {
  const { compare, mean, std, pass_rate: passRate } = statistics;
  const figures: ResultsView['figures'] = [];
  if (mean && passRate) {
    figures.push({
      label: t('pass rate'),
      text: share(passRate),
      title: t('Rows at or above the threshold, of the judged rows, with its 95 % interval'),
    });
  }
  if (mean && std !== null && std !== undefined) {
    const text = deviationText(std);
    figures.push({ label: t('standard deviation'), text, title: t('Of the judged rows’ scores') });
  }
  if (compare?.position_consistency) {
    figures.push({
      label: t('both orders agree'),
      text: share(compare.position_consistency),
      title: t('Of the rows with a usable choice in both orders, with its 95 % interval'),
    });
  }
  if (compare?.first_position_rate) {
    figures.push({
      label: t('the first shown is chosen'),
      text: share(compare.first_position_rate),
      title: t('Of the passes that chose a side; 50 % is a judge without position bias'),
    });
  }
  return [...figures, ...consistencyFigures(statistics)];
}

function consistencyFigures(statistics: RunStatistics): ResultsView['figures'] {
  const { self_consistency: consistency, within_row_sd: deviation } = statistics;
  const sentence = consistencySentence(statistics);
  if (!consistency || sentence === undefined) return [];
  const figures = [
    { label: t('the judge agrees with itself'), text: share(consistency), title: `${sentence}.` },
  ];
  if (typeof deviation !== 'number') return figures;
  return [
    ...figures,
    {
      label: t('deviation within a row'),
      text: deviationText(deviation),
      title: t('Standard deviation of the scores that the same row was given'),
    },
  ];
}

function actionsOf({ manifest, live, statistics }: ResultsState): ResultsView['actions'] {
  const actions: ResultsView['actions'] = [];
  const isDriven = manifest.backend !== 'imported';
  const hasSpec = manifest.spec_path !== undefined;
  if (isFinal(manifest.status)) {
    if (hasSpec) actions.push('rerun');
    if (isDriven && statistics && unjudgedRows(statistics) > 0) actions.push('retryFailed');
  } else if (isDriven) {
    if (!live) actions.push('resume');
    if (manifest.status !== 'paused' && canPause(manifest.backend)) actions.push('pause');
    actions.push('cancel');
  }
  if (hasSpec) actions.push('openSpec');
  if (manifest.workflow_id !== undefined && manifest.backend === 'together') {
    actions.push('openInBrowser');
  }
  actions.push('openText');
  if ((statistics?.n ?? 0) === 0) return actions;
  actions.push('save');
  if (isFinal(manifest.status)) actions.push('compare', 'label', 'export');
  return actions;
}
