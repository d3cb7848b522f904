import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { RunManifest } from '../../core/runs/manifest.js';
import { relativePath } from '../../core/runs/relativePath.js';
import { mergeRuns } from '../../core/shards/mergeRuns.js';
import { planMerge, type ShardRun } from '../../core/shards/planMerge.js';
import { UserError } from '../../core/userError.js';
import { plural } from '../../l10n/t.js';
import { openCiReports } from '../ci/ciReports.js';
import type { CommandContext } from '../commandContext.js';
import type { ExitCode } from '../exitCode.js';
import type { MergeRunsOptions } from './mergeOptions.js';
import { finishedRun } from './run.js';

/**
 * `gavel merge RUN…`: makes one run of shards, holds it against the gates and exits as the run would
 * have that was never divided. A RUN may also be a folder with runs in it, e.g. a downloaded artifact.
 */
export async function merge(
  names: readonly string[],
  options: MergeRunsOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, terminal, signal, runsRoot } = context;
  const { out, allowMissing, gate } = options;
  const reports = openCiReports(options, context);
  const name = 'gavel merge';
  await reports?.begin([name]);
  try {
    const plan = planMerge(await shardsOf(names, context), { allowMissing });
    const root = out === undefined ? runsRoot : context.path(out);
    const places = await placesOf(plan.shards, root, context);
    const target = {
      ...{ runsRoot: root, id: randomBytes(4).toString('hex'), toolVersion: context.toolVersion },
      ...{ ...places.relative, gate, allowMissing },
    };
    const labels = await services.labels();
    const ref = await mergeRuns(plan, target, { runs: services.runs, labels, signal });
    const done = await finishedRun(ref, options, context);
    const { specFile } = places;
    await reports?.add({
      name,
      run: ref,
      gates: done.gates,
      ...(specFile !== undefined && { specFile }),
    });
    const parts = plural(
      plan.shards.length,
      'merged from {0} shard: {1}',
      'merged from {0} shards: {1}',
      ref.folder,
    );
    terminal.result(done.document, `${parts}\n${done.text}`);
    return done.exitCode;
  } catch (error) {
    await reports?.add({ name, error });
    throw error;
  } finally {
    await reports?.end();
  }
}

async function shardsOf(
  names: readonly string[],
  { services, runsRoot, path: named }: CommandContext,
): Promise<ShardRun[]> {
  const { runs } = services;
  const found = new Map<string, ShardRun>();
  for (const name of names) {
    const run = await runs.find(name, [runsRoot]).catch((error: unknown) => {
      if (error instanceof UserError && error.kind === 'not_found') return error;
      throw error;
    });
    const inside = run instanceof UserError ? await runs.list(named(name)).catch(() => []) : [];
    // Beside the shards of an artifact other runs may lie.
    const shards = inside.filter(({ manifest }) => manifest.shard !== undefined);
    if (run instanceof UserError && shards.length === 0) throw run;
    const all = run instanceof UserError ? shards : [{ run, manifest: await runs.read(run) }];
    for (const shard of all) found.set(shard.run.folder, shard);
  }
  return [...found.values()];
}

/**
 * Where the spec and the dataset of the shards lie as seen from the merged run. An artifact may have been
 * put at another depth than where its run was made: then they are looked for from here.
 */
async function placesOf(
  shards: readonly ShardRun[],
  root: string,
  { services, cwd }: CommandContext,
) {
  const find = async (written: (manifest: RunManifest) => string | undefined) => {
    for (const { run, manifest } of shards) {
      const text = written(manifest);
      if (text === undefined) continue;
      const below = text.replace(/^(\.\.\/)+/, '');
      for (const file of [path.resolve(run.folder, text), path.resolve(cwd, below)]) {
        if (await services.texts.exists(file).catch(() => false)) return file;
      }
    }
    return undefined;
  };
  const dataset = await find((manifest) => manifest.dataset.path);
  const specFile = await find((manifest) => manifest.spec_path);
  const fromRun = (file: string) => relativePath(`${root}/run`, file);
  return {
    specFile,
    relative: {
      ...(dataset !== undefined && { datasetPath: fromRun(dataset) }),
      ...(specFile !== undefined && { specPath: fromRun(specFile) }),
    },
  };
}
