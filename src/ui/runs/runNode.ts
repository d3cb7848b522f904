import { baselineProblem } from '../../core/baseline/baselineOf.js';
import { markdownText } from '../../core/markdownText.js';
import type { Estimate, RunManifest, RunStatistics, RunStatus } from '../../core/runs/manifest.js';
import { canPause } from '../../core/runs/pauseRun.js';
import type { ProgressFacts } from '../../core/runs/progressFacts.js';
import { storedProgress } from '../../core/runs/progressFacts.js';
import { longProgress, rowsText, shortProgress } from '../../core/runs/progressText.js';
import type { ServiceJob } from '../../core/runs/serviceJobs.js';
import { shardWords } from '../../core/shards/shardWords.js';
import { statusWords } from '../../core/report/reportWords.js';
import { fixed, momentText, t } from '../../l10n/t.js';
import type { BaselineStanding } from '../baseline/baselines.js';
import type { TreeLine } from '../treeLine.js';
import { agoText } from './agoText.js';
import { baselineText, baselineTooltip } from './baselineWords.js';

export type RunGroup = 'Running' | 'Paused' | 'Finished' | 'Failed';

/** What the tree shows of a run or job; a screen reader says its status first. */
export interface RunNode extends TreeLine {
  readonly group: RunGroup;
}

/** What is known of a run outside its manifest. */
export interface RunSituation {
  /** This window drives it. */
  readonly live?: ProgressFacts;
  /** How it stands to the baseline of its spec, as far as that is known. */
  readonly baseline?: BaselineStanding;
  readonly now: number;
}

/** The tree's line for a run in a folder. */
export function runNode(manifest: RunManifest, situation: RunSituation): RunNode {
  const description = runDescription(manifest, situation);
  const label = manifest.name;
  const status = statusText(manifest.status);
  return {
    group: groupOf(manifest.status),
    label,
    description,
    tooltip: runTooltip(manifest, situation),
    icon: iconOf(manifest.status),
    contextValue: runFacets(manifest, situation).join(' '),
    accessibleLabel: `${label}, ${status}, ${runDescription(manifest, situation, 'spoken')}`,
  };
}

/** The tree's line for a job that has no folder here. */
export function jobNode(job: ServiceJob, now: number): RunNode {
  const created = job.createdAt === undefined ? '' : agoText(Date.parse(job.createdAt), now);
  const what =
    job.status === 'failed'
      ? (job.reason ?? statusWords('failed'))
      : (job.headline ?? statusWords(job.status));
  const description = joined(what, created, t('elsewhere'));
  const models = Object.entries(job.models ?? {}).filter(([field]) => field !== 'judge');
  const lines = [
    `**${markdownText(job.workflowId)}**`,
    t('{0} on the service ({1})', statusText(job.status), markdownText(job.serviceStatus)),
    ...(job.judge === undefined ? [] : [t('Judge: {0}', markdownText(job.judge))]),
    ...models.map(([field, model]) => `${markdownText(field)}: ${markdownText(model)}`),
    ...(job.reason === undefined ? [] : [markdownText(job.reason)]),
    t('Started elsewhere: in the web interface, by an SDK or from another folder.'),
    t('Open it to bring it into this workspace.'),
  ];
  return {
    group: groupOf(job.status),
    label: job.type === undefined ? job.workflowId : `${job.type} ${shortId(job.workflowId)}`,
    description,
    tooltip: lines.join('\n\n'),
    icon: { ...iconOf(job.status), id: job.status === 'running' ? 'sync' : iconOf(job.status).id },
    contextValue: 'job canOpen canBrowse',
    accessibleLabel: `${job.workflowId}, ${statusText(job.status)}, ${description}`,
  };
}

/** Without the second of its launch, which the line tells otherwise: the figure needs the room. */
function shortId(workflowId: string): string {
  return workflowId.replace(/^(eval-[0-9a-f]+)-\d{9,}$/, '$1');
}

export function groupOf(status: RunStatus): RunGroup {
  switch (status) {
    case 'queued':
    case 'running':
      return 'Running';
    case 'paused':
      return 'Paused';
    case 'completed':
    case 'cancelled':
      return 'Finished';
    case 'failed':
      return 'Failed';
  }
}

/** `83.2 % (80–86)`: the figure that stands for the run, with its interval; none before the end. */
function shortHeadline(statistics: RunStatistics): string | undefined {
  if (statistics.compare) {
    const rate = statistics.compare.win_rate_a;
    return rate ? t('A wins {0}', percentText(rate)) : undefined;
  }
  if (statistics.pass_rate) return percentText(statistics.pass_rate);
  return undefined;
}

/** One phrase for how a run stands: its figure, its progress, or its status. */
export function runHeadline(manifest: RunManifest, live: ProgressFacts | undefined): string {
  const figure = manifest.statistics && shortHeadline(manifest.statistics);
  if (manifest.status === 'completed') return figure ?? t('no verdicts');
  const status = statusText(manifest.status);
  return live ? `${status}, ${rowsText(live.done, live.total)}` : status;
}

function percentText({ value, low, high }: Estimate): string {
  const percent = (fraction: number): string => String(Math.round(fraction * 100));
  return `${fixed(value * 100, 1)} % (${percent(low)}–${percent(high)})`;
}

function runDescription(
  manifest: RunManifest,
  { live, now, baseline }: RunSituation,
  form: 'short' | 'spoken' = 'short',
): string {
  const against = baseline ? baselineText(baseline, form) : '';
  const ended = Date.parse(manifest.finished_at ?? manifest.started_at ?? manifest.created_at);
  const demo = joined(shardWords(manifest) ?? '', manifest.demo ? t('demo') : '');
  switch (manifest.status) {
    case 'queued':
      return joined(statusWords('queued'), live ? (manifest.reason ?? '') : '', demo);
    case 'running':
      return joined(
        shortProgress(live ?? storedProgress(manifest)),
        live ? (manifest.reason ?? '') : t('not watched here'),
        demo,
      );
    case 'paused': {
      const { done, total } = manifest.progress;
      const rows = done === 0 ? '' : rowsText(done, total);
      return joined(rows, manifest.reason ?? t('waiting for you'), demo);
    }
    case 'completed': {
      const figure = manifest.statistics && shortHeadline(manifest.statistics);
      return joined(figure ?? t('no verdicts'), against, agoText(ended, now), demo);
    }
    case 'cancelled': {
      const { done, total } = manifest.progress;
      return joined(
        statusWords('cancelled'),
        rowsText(done, total),
        against,
        agoText(ended, now),
        demo,
      );
    }
    case 'failed':
      return joined(manifest.reason ?? statusWords('failed'), demo);
  }
}

function runTooltip(manifest: RunManifest, { live, baseline }: RunSituation): string {
  const { models } = manifest;
  const asked = [models.model_to_evaluate, models.model_a, models.model_b]
    .filter((model) => model !== undefined)
    .map((model) => model.model);
  const lines = [
    `**${markdownText(manifest.name)}** · ${statusText(manifest.status)}`,
    ...reasonLines(manifest),
    ...(manifest.description === undefined ? [] : [markdownText(manifest.description)]),
    manifest.demo
      ? t('{0} · {1}, a scripted judge', manifest.type, manifest.backend)
      : `${manifest.type} · ${manifest.backend}`,
    ...shardLines(manifest),
    t('Judge: {0}', markdownText(models.judge.model)),
    ...(asked.length === 0 ? [] : [t('Model: {0}', asked.map(markdownText).join(', '))]),
    ...(manifest.dataset.path === undefined
      ? []
      : [t('Dataset: {0}', markdownText(manifest.dataset.path.replace(/^(\.\.\/)+/, '')))]),
    longProgress(live ?? storedProgress(manifest))
      .map(markdownText)
      .join(' · '),
    ...(baseline ? [markdownText(baselineTooltip(baseline))] : []),
    t('Started: {0}', startedText(manifest.started_at ?? manifest.created_at)),
    ...(manifest.imported_from === undefined
      ? []
      : [
          t('Verdicts of {0}', markdownText(manifest.imported_from.file.replace(/^(\.\.\/)+/, ''))),
        ]),
    ...(manifest.imported_at === undefined || manifest.imported_from
      ? []
      : [t('Started elsewhere, and brought here.')]),
  ];
  return lines.join('\n\n');
}

function shardLines(manifest: RunManifest): string[] {
  const words = shardWords(manifest);
  if (words === undefined) return [];
  const missing = manifest.merged?.missing_rows?.length ?? 0;
  const lack = missing === 0 ? '' : t(', {0} missing', rowsText(missing, null));
  return [`${words.charAt(0).toUpperCase()}${words.slice(1)}${lack}`];
}

/** Why it stands so, and what the service said of it in its own words. */
function reasonLines({ reason, reason_from: from }: RunManifest): string[] {
  if (reason === undefined) return [];
  const isRaw = from === undefined || reason.includes(from.raw);
  const said = isRaw ? [] : [t('The service: “{0}”', markdownText(from.raw))];
  const place = from?.path ? [t('In the spec: {0}', markdownText(from.path.join('.')))] : [];
  return [markdownText(reason), ...said, ...place];
}

function startedText(iso: string): string {
  const time = new Date(iso);
  return markdownText(Number.isNaN(time.getTime()) ? iso : momentText(time));
}

function runFacets(manifest: RunManifest, { live, baseline }: RunSituation): string[] {
  const { status } = manifest;
  const isLive = live !== undefined;
  const isBaseline = baseline?.kind === 'baseline';
  const ended = status === 'completed' || status === 'failed' || status === 'cancelled';
  return [
    'run',
    status,
    manifest.backend,
    'canOpen',
    ...(!isLive && !ended && manifest.backend !== 'imported' ? ['canResume'] : []),
    ...(isPausable(manifest) ? ['canPause'] : []),
    ...(ended || manifest.backend === 'imported' ? [] : ['canCancel']),
    ...(manifest.spec_path === undefined ? [] : ['canRerun']),
    ...(isRetriable(manifest) && ended ? ['canRetry'] : []),
    ...(manifest.progress.done > 0 || ended ? ['canDownload'] : []),
    ...(isLive ? [] : ['canDelete']),
    ...(isBaseline ? ['isBaseline'] : []),
    ...(!isBaseline && baselineProblem(manifest) === undefined ? ['canPin'] : []),
    ...(manifest.backend === 'together' && manifest.workflow_id !== undefined ? ['canBrowse'] : []),
  ];
}

/** Whether rows failed for which a judge can be asked again. */
function isRetriable({ statistics, backend }: RunManifest): boolean {
  if (!statistics || backend === 'imported') return false;
  return statistics.invalid + statistics.judge_errors + statistics.generation_errors > 0;
}

/** Whether there is work that a person can pause, here or in another process. */
function isPausable({ status, backend }: Pick<RunManifest, 'status' | 'backend'>): boolean {
  return (status === 'queued' || status === 'running') && canPause(backend);
}

function iconOf(status: RunStatus): RunNode['icon'] {
  switch (status) {
    case 'queued':
      return { id: 'clock', color: 'testing.iconQueued' };
    case 'running':
      return { id: 'loading~spin' };
    case 'paused':
      return { id: 'debug-pause', color: 'testing.iconQueued' };
    case 'completed':
      return { id: 'pass', color: 'testing.iconPassed' };
    case 'cancelled':
      return { id: 'circle-slash', color: 'testing.iconSkipped' };
    case 'failed':
      return { id: 'error', color: 'testing.iconFailed' };
  }
}

/** Where a line begins with it. */
function statusText(status: RunStatus): string {
  const words = statusWords(status);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
