import { Option } from 'commander';
import { EXPORT_FORMS, type ExportForm } from '../../core/exchange/copyAs.js';
import { t } from '../../l10n/t.js';
import type { ImportFileOptions } from './importFile.js';
import { addImportOptions, type ImportResultsOptions } from './importOptions.js';
import type { Act, AddCommand } from '../program.js';

/** `gavel export` and `gavel import …`: what goes to other programs, and comes from them. */
export function addExchangeCommands(
  command: AddCommand,
  act: (action: Act) => Promise<void>,
): void {
  command(
    'export <what>',
    t('a spec, run or job as a script that starts the job, or a promptfoo config'),
  )
    .addOption(
      new Option('--as <form>', t('what it is written in'))
        .choices(EXPORT_FORMS)
        .makeOptionMandatory(),
    )
    .option('--out <file>', t('a new file, in place of standard output'))
    .action((what: string, options: { as: ExportForm; out?: string }) =>
      act(async (context) => (await import('./exchange.js')).exportJob(what, options, context)),
    );
  const importing = command('import', t('make a spec of what starts a job, or a run of verdicts'));
  command(
    'snippet <file>',
    t('curl, Python, JavaScript, the service’s CLI or JSON; - reads standard input'),
    importing,
  )
    .option('--out <spec>', t('a new spec, in place of standard output'))
    .action((file: string, { out }: { out?: string }) =>
      act(async (context) => (await import('./exchange.js')).importSnippet(file, out, context)),
    );
  command('job <id>', t('a job of the service, by its id or the address of its page'), importing)
    .option('--out <spec>', t('a new spec, in place of standard output'))
    .action((id: string, { out }: { out?: string }) =>
      act(async (context) => (await import('./exchange.js')).importJob(id, out, context)),
    );
  command('promptfoo <file>', t('a promptfoo config, or the JSON of its results'), importing)
    .option('--out <dir>', t('folder for the new files, in place of the config’s own'))
    .action((file: string, options: ImportFileOptions) =>
      act(async (context) =>
        (await import('./importFile.js')).importFile('promptfoo', { file, options }, context),
      ),
    );
  command('openai <file>', t('an OpenAI eval: its JSON, or YAML of the registry'), importing)
    .option('--data <file>', t('its rows or output items, JSON Lines'))
    .option('--out <dir>', t('folder for the new files, in place of the eval’s own'))
    .action((file: string, options: ImportFileOptions) =>
      act(async (context) =>
        (await import('./importFile.js')).importFile('openai', { file, options }, context),
      ),
    );
  addImportOptions(
    command('results <file>', t('a run of a CSV or JSONL file with verdicts in it'), importing),
  ).action((file: string, options: ImportResultsOptions) =>
    act(async (context) =>
      (await import('./importResults.js')).importResults(file, options, context),
    ),
  );
}
