import { shardWords } from '../../../core/shards/shardWords.js';
import { baselineProblem } from '../../../core/baseline/baselineOf.js';
import { isSameSeries, runChanges } from '../../../core/baseline/runChanges.js';
import type { RunChange } from '../../../core/baseline/runChanges.js';
import { costText } from '../../../core/runs/costText.js';
import type { Estimate, RunManifest } from '../../../core/runs/manifest.js';
import { rowsText } from '../../../core/runs/progressText.js';
import { headline } from '../../../core/stats/headline.js';
import { statusWords } from '../../../core/report/reportWords.js';
import { dateText, numberText, t } from '../../../l10n/t.js';
import type {
  DeltaView,
  SpecRunsView,
  SpecRunView,
} from '../../../shared/results/specRunsProtocol.js';
import type { BaselineStanding } from '../../baseline/baselines.js';
import type { KnownRun } from '../../runs/runsList.js';

interface SpecRunsState {
  /** Id of the run whose editor it is. */
  readonly current: string;
  readonly spec: string | null;
  readonly runs: readonly KnownRun[];
  /** Id of the run that is pinned. */
  readonly baseline: string | undefined;
  standing(known: KnownRun): BaselineStanding | undefined;
}

const measures = () =>
  ({
    classify: t('pass rate'),
    score: t('mean score'),
    compare: t('win rate of A'),
  }) as const satisfies Record<RunManifest['type'], string>;

/** The runs of a spec, newest first, each with what changed since the one before. */
export function specRunsView({ current, spec, runs, ...state }: SpecRunsState): SpecRunsView {
  const newest = runs.toSorted(byLaunch);
  const type = newest.find(({ manifest }) => manifest.id === current)?.manifest.type ?? 'classify';
  return {
    spec,
    measure: measures()[type],
    isShare: type !== 'score',
    hasBaseline: newest.some(({ manifest }) => manifest.id === state.baseline),
    runs: newest.map((known, index): SpecRunView => {
      const { manifest } = known;
      const changes = changesOf(known, newest.slice(index + 1));
      return {
        id: manifest.id,
        when: momentText(manifest.created_at, newest[0]?.manifest.created_at),
        day: dayText(manifest.created_at),
        isThis: manifest.id === current,
        isBaseline: manifest.id === state.baseline,
        unpinnable: baselineProblem(manifest) ?? null,
        status: manifest.status === 'completed' ? null : statusWords(manifest.status),
        notes: [
          ...(manifest.dry_run ? [t('dry run')] : []),
          ...(manifest.demo ? [t('demo')] : []),
          ...shardNotes(manifest),
        ],
        figure: manifest.statistics ? headline(manifest.statistics) : null,
        estimate: manifest.type === type ? estimateOf(manifest) : null,
        rows: rowsWords(manifest),
        changes: changes.map((change) => changeView(change, manifest)),
        isNewSeries: !isSameSeries(changes),
        cost: manifest.usage?.cost_usd === undefined ? null : costText(manifest.usage.cost_usd),
        delta: deltaOf(state.standing(known)),
      };
    }),
  };
}

/** Against the run before; a dry run is no earlier state of a run of the whole. */
function changesOf({ manifest }: KnownRun, older: readonly KnownRun[]) {
  const before = older.find((one) => manifest.dry_run || !one.manifest.dry_run);
  return before ? runChanges(before.manifest, manifest) : [];
}

/** Digits of a hash that tell two versions apart. */
const SHORT_HASH = 7;

function changeView(change: RunChange, manifest: RunManifest): SpecRunView['changes'][number] {
  const { dataset, models, templates } = manifest;
  switch (change) {
    case 'script':
      return { what: manifest.demo ? t('scripted now') : t('not scripted now'), now: null };
    case 'dataset':
      return { what: t('dataset'), now: dataset.sha256?.slice(0, SHORT_HASH) ?? null };
    case 'judge':
      return { what: t('judge'), now: models.judge.model };
    case 'rubric': {
      const hash = templates['judge.system_template']?.sha256;
      return { what: t('rubric'), now: hash?.slice(0, SHORT_HASH) ?? null };
    }
    case 'model': {
      const asked = [models.model_to_evaluate, models.model_a, models.model_b];
      const names = asked.flatMap((model) => (model ? [model.model] : []));
      return { what: t('model'), now: names.length === 0 ? null : names.join(', ') };
    }
    case 'rows':
      return { what: t('rows'), now: null };
    case 'rule':
      return { what: rules()[manifest.type], now: null };
  }
}

const rules = () =>
  ({
    classify: t('labels'),
    score: t('scale or threshold'),
    compare: t('orders'),
  }) as const satisfies Record<RunManifest['type'], string>;

export function deltaOf(standing: BaselineStanding | undefined): DeltaView | null {
  if (standing?.kind !== 'compared') return null;
  const { text, words, clear, cautions } = standing.delta;
  return { text, words, clear, cautions: [...cautions] };
}

/** The figure of the trend; none of a dry run, which is about some rows alone. */
function shardNotes(manifest: RunManifest): string[] {
  const words = shardWords(manifest);
  return words === undefined ? [] : [words];
}

function estimateOf({ statistics, dry_run: isDryRun }: RunManifest): SpecRunView['estimate'] {
  if (!statistics || isDryRun) return null;
  const estimate: Estimate | null | undefined =
    statistics.mean ?? statistics.compare?.win_rate_a ?? statistics.pass_rate;
  return estimate ? { value: estimate.value, low: estimate.low, high: estimate.high } : null;
}

function rowsWords({ progress: { done, total } }: RunManifest): string {
  return total === null || done === total ? grouped(done) : rowsText(done, total);
}

function grouped(count: number): string {
  return numberText(count);
}

function byLaunch(a: KnownRun, b: KnownRun): number {
  return Date.parse(b.manifest.created_at) - Date.parse(a.manifest.created_at);
}

/** `14 Nov` */
export function dayText(iso: string): string {
  return dated(iso, { day: 'numeric', month: 'short' });
}

/** The year only where it is another than the newest run's. */
function momentText(iso: string, newest: string | undefined): string {
  const isSameYear = new Date(iso).getFullYear() === new Date(newest ?? iso).getFullYear();
  return dated(iso, {
    day: 'numeric',
    month: 'short',
    ...(!isSameYear && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
  });
}

function dated(iso: string, form: Intl.DateTimeFormatOptions): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime()) ? iso : dateText(time, form);
}
