import { Command, Option } from 'commander';
import {
  BACKEND_NAMES,
  EVALUATION_TYPES,
  MODEL_SOURCES,
  type ModelSource,
} from '../core/spec/evalSpec.js';
import { LOCALES } from '../l10n/localeOf.js';
import { t } from '../l10n/t.js';
import type { CommandContext } from './commandContext.js';
import { addDatasetOptions } from './dataset/datasetOptions.js';
import type { DatasetOptions } from './dataset/datasetOptions.js';
import { addComparing } from './results/comparingCommands.js';
import { addExchangeCommands } from './exchange/exchangeCommands.js';
import type { ExitCode } from './exitCode.js';
import { JOB_STATUSES, type JobsOptions } from './service/jobStatuses.js';
import { addLabelsOptions } from './results/labelsOptions.js';
import { addMergeOptions, type MergeRunsOptions } from './run/mergeOptions.js';
import { portNumber, positiveInteger } from './numberArguments.js';
import type { PreflightOptions } from './run/preflight.js';
import { addRunOptions, priceOption } from './run/runOptions.js';
import { addNewSpecOptions, type NewSpecOptions } from './specs/newSpecOptions.js';
import { addResultsCommands } from './results/resultsCommands.js';
import type { RunOptions } from './run/run.js';
import { addStatsOptions, type StatsOptions } from './results/statsOptions.js';

/** What a command does once its arguments are read. */
export type Act = (context: CommandContext) => Promise<ExitCode>;
/** Adds a command to the program, or to another command. */
export type AddCommand = (usage: string, description: string, parent?: Command) => Command;

/** The commands and their options; `act` runs what a command does. */
export function defineProgram(version: string, act: (action: Act) => Promise<void>): Command {
  const program = new Command('gavel')
    .description(t('LLM-as-a-judge evaluations: check specs, see prompts, run, read results.'))
    .version(version, '-V, --version', t('output the version number'))
    .addOption(localeOption())
    .showSuggestionAfterError()
    .showHelpAfterError(t('Try: gavel --help'));
  const command = (usage: string, description: string, parent = program) =>
    parent
      .command(usage)
      .description(description)
      .option('--json', t('print one JSON document and nothing else'))
      .option('--allow-path <dir>', t('a folder outside the project, too; repeatable'), collectPath)
      .addOption(localeOption());

  addNewSpecOptions(
    command('new', t('make a spec for a dataset, plain or by a rubric of the gallery')),
  ).action((options: NewSpecOptions) =>
    act(async (context) => (await import('./specs/newSpec.js')).newSpec(options, context)),
  );
  command('validate <spec...>', t('check eval specs')).action((specs: string[]) =>
    act(async (context) => (await import('./specs/validate.js')).validate(specs, context)),
  );
  command('render <file>', t('show what a spec sends for a row, or what a template makes of it'))
    .option('--data <file>', t('dataset with the rows (a spec names its own)'))
    .option('--row <n>', t('row, from 1'), positiveInteger)
    .option('--all', t('every row, as JSON lines'))
    .option('--strict', t('a name or part that is printed but not there is an error'))
    .action((file: string, options: { data?: string; row?: number; all?: true; strict?: true }) =>
      act(async (context) => (await import('./specs/render.js')).render(file, options, context)),
    );
  addDatasetOptions(
    command('dataset <file>', t('describe a CSV or JSONL file; find, print and write its rows')),
  ).action((file: string, options: DatasetOptions) =>
    act(async (context) =>
      (await import('./dataset/datasetCommand.js')).dataset(file, options, context),
    ),
  );
  command('preflight <spec>', t('say what a run asks, costs and meets, before anything is sent'))
    .addOption(new Option('--backend <name>', t('where it would run')).choices(BACKEND_NAMES))
    .option('--limit <n>', t('of n rows alone'), positiveInteger)
    .addOption(priceOption())
    .action((spec: string, options: PreflightOptions) =>
      act(async (context) =>
        (await import('./run/preflight.js')).preflight(spec, options, context),
      ),
    );
  addRunOptions(command('run [spec...]', t('run evaluations, each to its end'))).action(
    (specs: string[], options: RunOptions) =>
      act(async (context) => (await import('./run/runSpecs.js')).run(specs, options, context)),
  );
  addMergeOptions(command('merge <run...>', t('make one run of the shards of a run'))).action(
    (runs: string[], options: MergeRunsOptions) =>
      act(async (context) => (await import('./run/merge.js')).merge(runs, options, context)),
  );
  command(
    'pause <run>',
    t('stop the work on a run, wherever it is driven, until it is resumed'),
  ).action((run: string) =>
    act(async (context) => (await import('./run/stopRun.js')).pause(run, context)),
  );
  command('cancel <run>', t('end a run for good, wherever it is driven')).action((run: string) =>
    act(async (context) => (await import('./run/stopRun.js')).cancel(run, context)),
  );
  command('whoami', t('say whose key the service is asked with')).action(() =>
    act(async (context) => (await import('./service/whoami.js')).whoami(context)),
  );
  command('jobs', t('list the jobs of the service'))
    .addOption(new Option('--status <word>', t('only those that stand so')).choices(JOB_STATUSES))
    .addOption(new Option('--type <type>', t('only those of this type')).choices(EVALUATION_TYPES))
    .option('--limit <n>', t('n jobs at most'), positiveInteger)
    .action((options: JobsOptions) =>
      act(async (context) => (await import('./service/jobs.js')).jobs(options, context)),
    );
  command('fetch <id>', t('import a job of the service as a run folder'))
    .option('--out <dir>', t('folder for the run, in place of .gavel/runs'))
    .action((id: string, { out }: { out?: string }) =>
      act(async (context) => (await import('./service/jobs.js')).fetchJob(id, out, context)),
    );
  addExchangeCommands(command, act);
  const library = command('files', t('list the files of the service'))
    .option('--purpose <word>', t('only those of this purpose, e.g. eval'))
    .action(({ purpose }: { purpose?: string }) =>
      act(async (context) => (await import('./service/files.js')).files(purpose, context)),
    );
  command('get <id>', t('download a file'), library)
    .option('--out <path>', t('file or folder to write to (default: this folder)'))
    .action((id: string, { out }: { out?: string }) =>
      act(async (context) => (await import('./service/files.js')).getFile(id, out, context)),
    );
  command('put <file>', t('upload a CSV or JSONL file as a dataset'), library)
    .option('--columns <names>', t('only these columns, with commas between them'))
    .option('--rename-identifiers', t('columns under names for templates'))
    .action((file: string, options: { columns?: string; renameIdentifiers?: true }) =>
      act(async (context) => (await import('./service/files.js')).putFile(file, options, context)),
    );
  command('rm <id...>', t('delete files for good'), library)
    .option('--yes', t('really delete them'))
    .action((ids: string[], { yes }: { yes?: true }) =>
      act(async (context) =>
        (await import('./service/files.js')).removeFiles(ids, yes === true, context),
      ),
    );
  command('models', t('list the models that a spec can name, with context, price and state'))
    .addOption(new Option('--source <source>', t('only these')).choices(MODEL_SOURCES))
    .option('--refresh', t('ask the service even if the last list is fresh'))
    .action((options: { source?: ModelSource; refresh?: true }) =>
      act(async (context) => (await import('./service/models.js')).models(options, context)),
    );
  const caching = command('cache', t('say how many replies runs have kept for reuse')).option(
    '--out <dir>',
    t('the folder of the runs, in place of .gavel/runs'),
  );
  caching.action(({ out }: { out?: string }) =>
    act(async (context) => (await import('./service/cache.js')).cache(out, context)),
  );
  command('clear', t('remove them: the next run asks for everything'), caching).action(() =>
    act(async (context) =>
      (await import('./service/cache.js')).clearCache(
        caching.opts<{ out?: string }>().out,
        context,
      ),
    ),
  );
  addResultsCommands(command, act);
  addStatsOptions(
    command('stats <run>', t('print the figures of a run, and how far its judge can be trusted')),
  ).action((run: string, options: StatsOptions) =>
    act(async (context) => (await import('./results/stats.js')).stats(run, options, context)),
  );
  addComparing(command, act);
  addLabelsOptions(command('labels <run>', t('hold the judge against people’s labels'))).action(
    (run: string, { export: file }: { export?: string }) =>
      act(async (context) => (await import('./results/labels.js')).labels(run, file, context)),
  );
  command('demo', t('start the embedded service, until Ctrl-C'))
    .option('--port <n>', t('port on 127.0.0.1 (default: a free one)'), portNumber)
    .action(({ port }: { port?: number }) =>
      act(async (context) => (await import('./service/demo.js')).demo(port, context)),
    );
  command('mcp', t('serve the tools for agents over standard input and output (MCP)'))
    .option('--cwd <dir>', t('the project, in place of the folder it is started in'))
    .option('--read-only', t('only tools that send nothing and change nothing'))
    .action((options: { readOnly?: true }) =>
      act(async (context) => (await import('./mcp/mcp.js')).mcp(options, context)),
    );
  return program;
}

/** It is obeyed before the parser is made, which speaks that language too: see `readTexts`. */
function localeOption(): Option {
  const whose = t('the language of what is printed, in place of the terminal’s');
  return new Option('--locale <language>', whose).choices(LOCALES);
}

function collectPath(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
