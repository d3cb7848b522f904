import { uploadText } from '../core/dataset/uploadText.js';
import { cacheText } from '../core/runs/cacheText.js';
import { isFinal, type RunProgress } from '../core/runs/evalBackend.js';
import { failureWords } from '../core/runs/failureWords.js';
import type { RunManifest } from '../core/runs/manifest.js';
import { retrySentence } from '../core/runs/retry.js';
import type { RunRef } from '../core/runs/runStore.js';
import { gatesOfRun, type GateResult } from '../core/stats/gates.js';
import { consistencySentence } from '../core/stats/consistencySentence.js';
import { headlineSentence } from '../core/stats/headline.js';
import { UserError } from '../core/userError.js';
import type { CommandContext } from './commandContext.js';
import { EXIT, type ExitCode } from './exitCode.js';
import { launchPlan, type LaunchOptions } from './launchPlan.js';
import { duration, progressBar } from './progressBar.js';
import { reasonLines } from './reasonLines.js';

export interface RunOptions extends LaunchOptions {
  /** A run to continue, in place of a spec. */
  readonly resume?: string;
  /** A finished run whose failed rows are asked again, in place of a spec. */
  readonly retryFailed?: string;
}

/**
 * `gavel run SPEC`, `gavel run --resume RUN` and `gavel run --retry-failed RUN`: launches or continues,
 * follows to the end.
 */
export async function run(
  spec: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, terminal, signal } = context;
  const ref = await refOf(spec, options, context);
  terminal.say(`run folder: ${ref.folder}`);
  const before = await services.runs.read(ref);
  if (!isFinal(before.status)) await follow(ref, before, context);
  const manifest = await services.runs.read(ref);
  const gates = gatesOfRun(manifest, manifest.statistics);
  const reasons = await reasonLines(manifest, ref.folder, context);
  terminal.result({ ...manifest, folder: ref.folder }, summary(manifest, reasons, gates));
  if (!isFinal(manifest.status)) {
    const kept = signal.aborted ? 'Interrupted; what' : 'What';
    // An id is looked up in the usual place alone.
    const name = ref.folder.startsWith(context.runsRoot) ? manifest.id : ref.folder;
    // A run keeps the spec it was launched with: what the spec itself does wrong needs a new run.
    terminal.say(
      `${kept} was judged is kept. To go on with the spec as it was launched: gavel run --resume ${name}`,
    );
    if (signal.aborted) return EXIT.interrupted;
  }
  return runExitCode(manifest, gates);
}

function refOf(
  spec: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<RunRef> {
  const { resume, retryFailed } = options;
  const [named, another] = [spec, resume, retryFailed].filter((each) => each !== undefined);
  if (named === undefined || another !== undefined) {
    const ways = 'a run to continue with --resume RUN, or one to ask again with --retry-failed RUN';
    throw new UserError('usage', `Name a spec to run, ${ways}.`);
  }
  if (spec !== undefined) return launch(spec, options, context);
  if (retryFailed !== undefined) return retry(retryFailed, context);
  return context.services.runs.find(named, [context.runsRoot]);
}

/** Says how many rows are asked again, before the first is. */
async function retry(name: string, context: CommandContext): Promise<RunRef> {
  const { services, terminal, signal, runsRoot } = context;
  const planned = await services.planRetry(await services.runs.find(name, [runsRoot]), signal);
  terminal.say(retrySentence(planned));
  const bar = progressBar(terminal, Date.now());
  try {
    return await planned.start(signal, (upload) => {
      bar.show(uploadText(upload, 'the dataset'), undefined, Date.now());
    });
  } finally {
    bar.clear();
  }
}

async function launch(spec: string, options: RunOptions, context: CommandContext): Promise<RunRef> {
  const { services, terminal, signal } = context;
  const plan = await launchPlan(spec, options, context);
  for (const note of plan.notes) terminal.say(`note: ${note}`);
  if (plan.backend === 'demo') {
    terminal.say(
      'note: the demo service answers by script; its verdicts say nothing about your models.',
    );
  }
  const backend = await services.backend(plan.backend);
  const bar = progressBar(terminal, Date.now());
  try {
    return await backend.submit(plan, signal, (upload) => {
      bar.show(uploadText(upload, 'the dataset'), undefined, Date.now());
    });
  } finally {
    bar.clear();
  }
}

async function follow(ref: RunRef, manifest: RunManifest, context: CommandContext): Promise<void> {
  const { services, terminal, signal } = context;
  const backend = await services.backend(manifest.backend);
  const bar = progressBar(terminal, Date.now());
  let label: string = manifest.status;
  let progress: RunProgress | undefined;
  try {
    for await (const event of backend.watch(ref, signal)) {
      if (event.type === 'status') label = event.serviceStatus ?? event.status;
      if (event.type === 'progress') progress = event.progress;
      if (event.type !== 'row') bar.show(label, progress, Date.now());
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
  const seconds = (Date.parse(finished_at ?? '') - Date.parse(created_at)) / 1000;
  const source = demo ? 'demo: scripted judge' : backend;
  // No number while the run goes on; less than nothing where the clock was set back meanwhile.
  const took = seconds >= 0 ? `, ${duration(seconds)}` : '';
  const consistency = statistics && consistencySentence(statistics);
  const failures = failureWords(manifest);
  return [
    `${name}: ${status} (${source}${took})`,
    ...reasons,
    ...(statistics ? [headlineSentence(statistics)] : []),
    ...(consistency === undefined ? [] : [consistency]),
    ...(failures === undefined ? [] : [`failures: ${failures}`]),
    ...cacheLines(manifest),
    ...gates.map((gate) => `gate ${gate.outcome}: ${gate.message}`),
  ].join('\n');
}

function cacheLines({ cache, cache_fault: fault, spec }: RunManifest): string[] {
  const text = cacheText(cache, spec);
  return [...(text === null ? [] : [`cache: ${text}`]), ...(fault === undefined ? [] : [fault])];
}

/** A failed gate outweighs an inconclusive one; a run that did not complete has no gates. */
function runExitCode(manifest: RunManifest, gates: readonly GateResult[]): ExitCode {
  if (manifest.status !== 'completed') return EXIT.runFailed;
  if (gates.some((gate) => gate.outcome === 'failed')) return EXIT.gateFailed;
  if (gates.some((gate) => gate.outcome === 'inconclusive')) return EXIT.gateInconclusive;
  return EXIT.ok;
}
