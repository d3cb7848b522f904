import path from 'node:path';
import { text as allText } from 'node:stream/consumers';
import { copyAs, type ExportForm } from '../../core/exchange/copyAs.js';
import type { ImportedSpec } from '../../core/exchange/importedSpec.js';
import { jobOfPlan, jobOfRun, type SharedJob } from '../../core/exchange/sharedJob.js';
import {
  promptfooConfig,
  promptfooSource,
  type PromptfooSource,
} from '../../core/exchange/promptfooConfig.js';
import {
  jobToShare,
  sourceOfJob,
  specFromJob,
  specFromRun,
} from '../../core/exchange/specFromJob.js';
import { jobIdIn, specFromSnippet } from '../../core/exchange/specFromSnippet.js';
import { planRun } from '../../core/runs/planRun.js';
import { specFormat, type SpecFormat } from '../../core/spec/parseSpec.js';
import { createFile } from '../../files/createFile.js';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import { EXIT, type ExitCode } from '../exitCode.js';
import { specPath } from '../projectPaths.js';

const SPEC_FILE = /\.eval\.(json|jsonc|yaml|yml)$/i;

/** `gavel export SPEC|RUN|JOB --as FORM`: the job as a script that anyone can run. */
export async function exportJob(
  what: string,
  { as, out }: { readonly as: ExportForm; readonly out?: string },
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal, path: absolute } = context;
  const snippet =
    as === 'promptfoo'
      ? promptfooConfig(await promptfooSourceOf(what, context))
      : copyAs(await sharedJob(what, context), as);
  if (out === undefined) {
    if (terminal.json) terminal.result({ as, text: snippet }, '');
    else await terminal.write(snippet);
    return EXIT.ok;
  }
  await createFile(absolute(out), [snippet]);
  terminal.result({ as, path: absolute(out) }, absolute(out));
  return EXIT.ok;
}

/** Of a spec with its rows; of a run or a job without. */
async function promptfooSourceOf(what: string, context: CommandContext): Promise<PromptfooSource> {
  const { services, signal, runsRoot, defaultBackend } = context;
  if (SPEC_FILE.test(what)) {
    const specFile = await specPath(what, context);
    const plan = await planRun({ specPath: specFile, runsRoot, defaultBackend }, services, signal);
    return promptfooSource(plan, services.datasets);
  }
  const id = jobIdIn(what);
  if (id !== undefined) {
    const job = await (await services.serviceJobs('together')).parameters(id, signal);
    return sourceOfJob({ workflowId: id, ...job });
  }
  const run = await services.runs.find(context.path(what), [runsRoot]);
  const { name, spec } = await services.runs.read(run);
  return { name, spec, rows: [], total: 0 };
}

async function sharedJob(what: string, context: CommandContext): Promise<SharedJob> {
  const { services, signal, path: absolute, runsRoot } = context;
  const { serviceUrl } = services;
  if (SPEC_FILE.test(what)) {
    const options = {
      specPath: await specPath(what, context),
      runsRoot,
      defaultBackend: 'together',
    } as const;
    return jobOfPlan(await planRun(options, services, signal), serviceUrl);
  }
  const id = jobIdIn(what);
  if (id !== undefined) {
    const job = await (await services.serviceJobs('together')).parameters(id, signal);
    return jobToShare({ workflowId: id, ...job }, serviceUrl);
  }
  const run = await services.runs.find(absolute(what), [runsRoot]);
  return jobOfRun(await services.runs.read(run), serviceUrl);
}

/** `gavel import snippet FILE`: the spec of the job that a script or command starts. */
export async function importSnippet(
  file: string,
  out: string | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, path: absolute } = context;
  const source =
    file === '-' ? await allText(process.stdin) : await services.texts.read(absolute(file));
  const id = jobIdIn(source);
  if (id !== undefined) return importJob(id, out, context);
  return tellSpec(specFromSnippet(source, formatOf(out)), out, context);
}

/** `gavel import job ID`: the spec of a job of the service, or of a run of it that is here. */
export async function importJob(
  what: string,
  out: string | undefined,
  context: CommandContext,
): Promise<ExitCode> {
  const { services, signal, path: absolute, runsRoot } = context;
  const id = jobIdIn(what) ?? what;
  const known = (await services.runs.list(runsRoot)).find(
    ({ manifest, run }) => manifest.workflow_id === id || run.id === id,
  );
  if (known) {
    const { manifest, run } = known;
    const folder = path.dirname(absolute(out ?? 'spec'));
    const place = manifest.dataset.path && path.resolve(run.folder, manifest.dataset.path);
    const isThere = place !== undefined && (await isFileOfProject(place, context));
    const dataset = isThere ? path.relative(folder, place).split(path.sep).join('/') : undefined;
    return tellSpec(specFromRun(manifest, dataset, formatOf(out)), out, context);
  }
  const job = await (await services.serviceJobs('together')).parameters(id, signal);
  return tellSpec(specFromJob({ workflowId: id, ...job }, formatOf(out)), out, context);
}

async function tellSpec(
  made: ImportedSpec,
  out: string | undefined,
  { terminal, path: absolute }: CommandContext,
): Promise<ExitCode> {
  const { text, leftOut, keys, problems } = made;
  if (out !== undefined) await createFile(absolute(out), [text]);
  // A key is named, never shown.
  const named = keys.map(({ name, origin }) => ({ name, ...(origin !== undefined && { origin }) }));
  if (terminal.json) {
    const place = out === undefined ? { text } : { path: absolute(out) };
    terminal.result({ ...place, leftOut, keys: named, problems }, '');
  } else if (out === undefined) await terminal.write(text);
  else terminal.result({}, absolute(out));
  for (const { what, line } of leftOut) {
    terminal.say(
      line === undefined
        ? t('not carried over: {0}', what)
        : t('line {0}: not carried over: {1}', line, what),
    );
  }
  for (const { name, origin } of named) {
    terminal.say(
      origin === undefined
        ? t('The key in it is not written: set GAVEL_SECRET_{0}.', name)
        : t('The key in it is not written: set GAVEL_SECRET_{0} for {1}.', name, origin),
    );
  }
  for (const problem of problems) terminal.say(t('still to do: {0}', problem));
  return problems.length > 0 ? EXIT.badInput : EXIT.ok;
}

function formatOf(out: string | undefined): SpecFormat {
  return out === undefined ? 'yaml' : specFormat(out);
}

/** A run may name any file: of others not even that they are there is told. */
async function isFileOfProject(place: string, { services }: CommandContext): Promise<boolean> {
  return (await services.paths.look(place)).kind === 'inside' && services.texts.exists(place);
}
