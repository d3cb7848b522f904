import { uploadText } from '../../core/dataset/service/uploadText.js';
import { isFree, needsConfirmation } from '../../core/preflight/confirmation.js';
import {
  collectDryRunCost,
  dryRunSentence,
  type DryRunCost,
} from '../../core/preflight/dryRunCost.js';
import { estimateSentence } from '../../core/preflight/preflightTexts.js';
import { drivenBackend } from '../../core/runs/drivenBackend.js';
import { isFinal, type EvalPlan } from '../../core/runs/evalBackend.js';
import { cacheText } from '../../core/runs/cacheText.js';
import { failureWords } from '../../core/runs/failureWords.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { withOverrides, type RunOverrides } from '../../core/runs/runOverrides.js';
import { retrySentence } from '../../core/runs/retry.js';
import { durationText } from '../../core/durationText.js';
import { createProgressMeter, type ProgressFacts } from '../../core/runs/progressFacts.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { gatesOfRun, type GateResult } from '../../core/stats/gates.js';
import { withGateBounds } from '../../core/stats/gateBounds.js';
import { consistencySentence } from '../../core/stats/consistencySentence.js';
import { headlineSentence } from '../../core/stats/headline.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { CiOptions } from '../ci/ciOptions.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, gatesExit, type ExitCode } from '../exitCode.js';
import { gateLine } from './gates.js';
import { estimatedRun } from './preflight.js';
import { launchPlan, type LaunchOptions } from './launchPlan.js';
import { progressBar } from '../terminal/progressBar.js';
import { reasonLines } from './reasonLines.js';
import { runName } from './runName.js';

export interface RunOptions extends Omit<LaunchOptions, 'isDryRun'>, CiOptions {
  readonly dryRun?: true;
  /** Asks before a run that is estimated to cost more US dollars. */
  readonly confirmAbove?: number;
  /** US dollars; takes the place of `run.max_cost_usd`, of a run that is continued as well. */
  readonly maxCost?: number;
  /** Takes the place of `run.concurrency`. */
  readonly concurrency?: number;
  /** A run to continue, in place of a spec. */
  readonly resume?: string;
  /** A finished run whose failed rows are asked again, in place of a spec. */
  readonly retryFailed?: string;
}

/** A run that was followed to its end, or as far as it came. */
export interface FollowedRun {
  readonly ref: RunRef;
  readonly manifest: RunManifest;
  readonly gates: readonly GateResult[];
  readonly exitCode: ExitCode;
  /** What `--json` prints. */
  readonly document: object;
  /** What a person reads. */
  readonly text: string;
  /** How to go on with a run that has not ended. */
  readonly hint?: string;
}

/** Launches a run or continues one, and follows it to its end. */
export async function runOne(
  spec: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<FollowedRun> {
  const { services, terminal } = context;
  const ref = await refOf(spec, options, context);
  terminal.say(t('run folder: {0}', ref.folder));
  const before = await services.runs.read(ref);
  if (!isFinal(before.status)) await follow(ref, before, context);
  return finishedRun(ref, options, context);
}

/** What there is to say of a run as it stands. */
export async function finishedRun(
  ref: RunRef,
  options: Pick<CiOptions, 'inconclusive'>,
  context: CommandContext,
): Promise<FollowedRun> {
  const { services, signal } = context;
  const manifest = await services.runs.read(ref);
  // Some rows tell nothing of the whole: a dry run is held against no gate.
  const gates = manifest.dry_run ? [] : gatesOfRun(manifest, manifest.statistics);
  const reasons = await reasonLines(manifest, ref.folder, context);
  const dryRun = manifest.dry_run === true ? await dryRunCost(ref, manifest, context) : undefined;
  const lines = [summary(manifest, reasons, gates), ...(dryRun ? [dryRunSentence(dryRun)] : [])];
  const isStopped = !isFinal(manifest.status) && signal.aborted;
  const exitCode = isStopped ? EXIT.interrupted : runExitCode(manifest, gates, options);
  const whole = dryRun && { whole: wholeOf(dryRun) };
  return {
    ...{ ref, manifest, gates, exitCode },
    document: { ...manifest, folder: ref.folder, ...whole, gates, exit_code: exitCode },
    text: lines.join('\n'),
    ...(!isFinal(manifest.status) && { hint: resumeHint(ref, context) }),
  };
}

/** A run keeps the spec it was launched with: what the spec itself does wrong needs a new run. */
function resumeHint(ref: RunRef, context: CommandContext): string {
  const command = `gavel run --resume ${runName(ref, context)}`;
  return context.signal.aborted
    ? t(
        'Interrupted; what was judged is kept. To go on with the spec as it was launched: {0}',
        command,
      )
    : t('What was judged is kept. To go on with the spec as it was launched: {0}', command);
}

function refOf(
  spec: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<RunRef> {
  const { resume, retryFailed } = options;
  const [named, another] = [spec, resume, retryFailed].filter((each) => each !== undefined);
  if (named === undefined || another !== undefined) {
    const ways = t(
      'a run to continue with --resume RUN, or one to ask again with --retry-failed RUN',
    );
    throw new UserError('usage', t('Name a spec to run, {0}.', ways));
  }
  if (spec !== undefined) return launch(spec, options, context);
  if (retryFailed !== undefined) return retry(retryFailed, context);
  return takeUp(named, options, context);
}

/** The run with what was changed for the rest of it. */
async function takeUp(name: string, options: RunOptions, context: CommandContext): Promise<RunRef> {
  const { runs } = context.services;
  const ref = await runs.find(name, [context.runsRoot]);
  if (options.maxCost === undefined && options.concurrency === undefined) return ref;
  await runs.update(ref, (manifest) =>
    isFinal(manifest.status)
      ? manifest
      : { ...manifest, spec: withOverrides(manifest.spec, overridesOf(options)) },
  );
  return ref;
}

function overridesOf({ maxCost, concurrency }: RunOptions): RunOverrides {
  return { maxCostUsd: maxCost, concurrency };
}

/** Says how many rows are asked again, before the first is. */
async function retry(name: string, context: CommandContext): Promise<RunRef> {
  const { services, terminal, signal, runsRoot } = context;
  const planned = await services.planRetry(await services.runs.find(name, [runsRoot]), signal);
  terminal.say(retrySentence(planned));
  const bar = progressBar(terminal);
  try {
    return await planned.start(signal, (upload) => {
      bar.show(uploadText(upload, t('the dataset')), undefined);
    });
  } finally {
    bar.clear();
  }
}

async function launch(spec: string, options: RunOptions, context: CommandContext): Promise<RunRef> {
  const { services, terminal, signal } = context;
  const planned = await launchPlan(spec, launchOptions(options), context);
  const overridden = withOverrides(planned.spec, overridesOf(options));
  const plan = { ...planned, spec: withGateBounds(overridden, options.gate ?? []) };
  for (const note of plan.notes) terminal.say(t('note: {0}', note));
  if (plan.backend === 'demo') {
    terminal.say(
      t('note: the demo service answers by script; its verdicts say nothing about your models.'),
    );
  }
  await sayEstimate(plan, options, context);
  const backend = await services.backend(plan.backend);
  const bar = progressBar(terminal);
  try {
    return await backend.submit(plan, signal, (upload) => {
      bar.show(uploadText(upload, t('the dataset')), undefined);
    });
  } finally {
    bar.clear();
  }
}

const DRY_RUN_ROWS = 10;
const CONFIRM_ABOVE_USD = 1;

function launchOptions(options: RunOptions): LaunchOptions {
  if (!options.dryRun) return options;
  const limit = options.rows ? undefined : (options.limit ?? DRY_RUN_ROWS);
  return { ...options, isDryRun: true, ...(limit !== undefined && { limit }) };
}

/** One line of what the run comes to; a person is asked where that is much. */
async function sayEstimate(
  plan: EvalPlan,
  { confirmAbove = CONFIRM_ABOVE_USD }: RunOptions,
  context: CommandContext,
): Promise<void> {
  const { terminal, ask, signal } = context;
  // With --json nobody reads along. To count the prompts takes a second, and the memory of a vocabulary.
  if (terminal.json || isFree(plan)) return;
  const found = await estimatedRun(plan, context, { budgetMs: 0 });
  terminal.say(t('estimate: {0}', estimateSentence(found)));
  if (!ask || !needsConfirmation(found, confirmAbove)) return;
  if (await ask(t('Run it?'), signal)) return;
  throw new UserError('cancelled', t('Not run: nothing was sent.'));
}

async function follow(ref: RunRef, manifest: RunManifest, context: CommandContext): Promise<void> {
  const { services, terminal, signal } = context;
  const backend = await services.backend(drivenBackend(manifest));
  const bar = progressBar(terminal);
  let label: string = manifest.status;
  const meter = createProgressMeter();
  let progress: ProgressFacts | undefined;
  try {
    for await (const event of backend.watch(ref, signal)) {
      if (event.type === 'status') {
        label = event.serviceStatus ?? event.status;
        const isGoingOn = event.status === 'running' || event.status === 'queued';
        // What it waits for; why it ended is said at the end.
        if (isGoingOn && event.reason !== undefined) {
          bar.clear();
          terminal.say(event.reason);
        }
      }
      if (event.type === 'progress') progress = meter(event.progress, Date.now());
      if (event.type !== 'row') bar.show(label, progress);
    }
  } catch (error) {
    // An interrupted run is no failure: the manifest, read next, says how far it came.
    if (!signal.aborted) throw error;
  } finally {
    bar.clear();
  }
}

function summary(
  manifest: RunManifest,
  reasons: readonly string[],
  gates: readonly GateResult[],
): string {
  const { name, status, statistics, backend, demo, created_at, finished_at } = manifest;
  const ms = Date.parse(finished_at ?? '') - Date.parse(created_at);
  const source = demo ? t('demo: scripted judge') : backend;
  // No number while the run goes on; less than nothing where the clock was set back meanwhile.
  const took = ms >= 0 ? `, ${durationText(ms)}` : '';
  const consistency = statistics && consistencySentence(statistics);
  const failures = failureWords(manifest);
  return [
    `${name}: ${status} (${source}${took})`,
    ...reasons,
    ...(statistics ? [headlineSentence(statistics)] : []),
    ...(consistency === undefined ? [] : [consistency]),
    ...(failures === undefined ? [] : [t('failures: {0}', failures)]),
    ...cacheLines(manifest),
    ...gates.map(gateLine),
  ].join('\n');
}

function cacheLines({ cache, cache_fault: fault, spec }: RunManifest): string[] {
  const text = cacheText(cache, spec);
  return [
    ...(text === null ? [] : [t('cache: {0}', text)]),
    ...(fault === undefined ? [] : [fault]),
  ];
}

async function dryRunCost(
  ref: RunRef,
  manifest: RunManifest,
  { services }: CommandContext,
): Promise<DryRunCost> {
  const collected = collectDryRunCost(manifest);
  for await (const row of services.runs.rows(ref)) collected.add(row);
  return collected.cost();
}

/** What the whole would cost, in the words of JSON. */
function wholeOf({ of, usd, low, high }: DryRunCost) {
  const known = (amount: number | undefined) => amount ?? null;
  return { rows: of, cost_usd: known(usd), low_usd: known(low), high_usd: known(high) };
}

/** A run that did not complete has no gates. */
function runExitCode(
  manifest: RunManifest,
  gates: readonly GateResult[],
  { inconclusive }: Pick<CiOptions, 'inconclusive'>,
): ExitCode {
  return manifest.status === 'completed' ? gatesExit(gates, inconclusive) : EXIT.runFailed;
}
