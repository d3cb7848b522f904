import { uploadText } from '../core/dataset/uploadText.js';
import { durationText } from '../core/durationText.js';
import { isFinal } from '../core/runs/evalBackend.js';
import type { RunManifest } from '../core/runs/manifest.js';
import { serviceOf } from '../core/models/serviceOf.js';
import { createProgressMeter, type ProgressFacts } from '../core/runs/progressFacts.js';
import { planRun } from '../core/runs/planRun.js';
import type { RunRef } from '../core/runs/runStore.js';
import type { BackendName } from '../core/spec/evalSpec.js';
import { gatesOfRun, type GateResult } from '../core/stats/gates.js';
import { headlineSentence } from '../core/stats/headline.js';
import { UserError } from '../core/userError.js';
import type { CommandContext } from './commandContext.js';
import { EXIT, type ExitCode } from './exitCode.js';
import { progressBar } from './progressBar.js';
import { reasonLines } from './reasonLines.js';
import { runName } from './runName.js';

export interface RunOptions {
  readonly backend?: BackendName;
  readonly limit?: number;
  readonly out?: string;
  /** A run to continue, in place of a spec. */
  readonly resume?: string;
}

/** `gavel run SPEC` and `gavel run --resume RUN`: launches or continues, follows to the end. */
export async function run(
  spec: string | undefined,
  options: RunOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, terminal, signal } = context;
  if ((spec === undefined) === (options.resume === undefined)) {
    throw new UserError('usage', 'Name a spec to run, or a run to continue with --resume RUN.');
  }
  const ref =
    options.resume === undefined
      ? await launch(spec ?? '', options, context)
      : await services.runs.find(options.resume, [context.runsRoot]);
  terminal.say(`run folder: ${ref.folder}`);
  const before = await services.runs.read(ref);
  if (!isFinal(before.status)) await follow(ref, before, context);
  const manifest = await services.runs.read(ref);
  const gates = gatesOfRun(manifest, manifest.statistics);
  const reasons = await reasonLines(manifest, ref.folder, context);
  terminal.result({ ...manifest, folder: ref.folder }, summary(manifest, reasons, gates));
  if (!isFinal(manifest.status)) {
    const kept = signal.aborted ? 'Interrupted; what' : 'What';
    // A run keeps the spec it was launched with: what the spec itself does wrong needs a new run.
    terminal.say(
      `${kept} was judged is kept. To go on with the spec as it was launched: gavel run --resume ${runName(ref, context)}`,
    );
    if (signal.aborted) return EXIT.interrupted;
  }
  return runExitCode(manifest, gates);
}

async function launch(spec: string, options: RunOptions, context: CommandContext): Promise<RunRef> {
  const { services, terminal, signal, path, runsRoot, defaultBackend } = context;
  const plan = await planRun(
    {
      specPath: path(spec),
      runsRoot: options.out === undefined ? runsRoot : path(options.out),
      defaultBackend,
      models: {
        last: async (name) => (await services.modelLists()).last(serviceOf(name)),
        now: Date.now(),
      },
      ...(options.backend && { backend: options.backend }),
      ...(options.limit !== undefined && { limit: options.limit }),
    },
    services,
    signal,
  );
  for (const note of plan.notes) terminal.say(`note: ${note}`);
  if (plan.backend === 'demo') {
    terminal.say(
      'note: the demo service answers by script; its verdicts say nothing about your models.',
    );
  }
  const backend = await services.backend(plan.backend);
  const bar = progressBar(terminal);
  try {
    return await backend.submit(plan, signal, (upload) => {
      bar.show(uploadText(upload, 'the dataset'), undefined);
    });
  } finally {
    bar.clear();
  }
}

async function follow(ref: RunRef, manifest: RunManifest, context: CommandContext): Promise<void> {
  const { services, terminal, signal } = context;
  const backend = await services.backend(manifest.backend);
  const bar = progressBar(terminal);
  let label: string = manifest.status;
  const meter = createProgressMeter();
  let progress: ProgressFacts | undefined;
  try {
    for await (const event of backend.watch(ref, signal)) {
      if (event.type === 'status') label = event.serviceStatus ?? event.status;
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
  const source = demo ? 'demo: scripted judge' : backend;
  // No number while the run goes on; less than nothing where the clock was set back meanwhile.
  const took = ms >= 0 ? `, ${durationText(ms)}` : '';
  return [
    `${name}: ${status} (${source}${took})`,
    ...reasons,
    ...(statistics ? [headlineSentence(statistics)] : []),
    ...gates.map((gate) => `gate ${gate.outcome}: ${gate.message}`),
  ].join('\n');
}

/** A failed gate outweighs an inconclusive one; a run that did not complete has no gates. */
function runExitCode(manifest: RunManifest, gates: readonly GateResult[]): ExitCode {
  if (manifest.status !== 'completed') return EXIT.runFailed;
  if (gates.some((gate) => gate.outcome === 'failed')) return EXIT.gateFailed;
  if (gates.some((gate) => gate.outcome === 'inconclusive')) return EXIT.gateInconclusive;
  return EXIT.ok;
}
