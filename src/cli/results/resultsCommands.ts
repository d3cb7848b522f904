import { InvalidArgumentError, Option } from 'commander';
import { t } from '../../l10n/t.js';
import type { Act, AddCommand } from '../program.js';
import { RESULT_FORMATS, type ResultFormat } from './resultFormat.js';

/** Which rows go into a new dataset, by how they ended. */
const ROW_CHOICES = ['failed', 'passed', 'invalid', 'errors', 'unusable', 'a', 'b', 'tie'] as const;
export type RowChoiceName = (typeof ROW_CHOICES)[number];

/** The options of `gavel results`. */
export interface ResultsOptions {
  readonly format?: ResultFormat;
  readonly out?: string;
  /** An earlier run that this one is held against. */
  readonly baseline?: string;
  readonly rows?: readonly RowChoiceName[];
  readonly dataset?: string;
}

/** `gavel results` and `gavel gates`. */
export function addResultsCommands(command: AddCommand, act: (action: Act) => Promise<void>): void {
  command('results <run>', t('print the rows and figures of a run, or write them'))
    .addOption(
      new Option('--format <format>', t('default: md, json with --json')).choices(RESULT_FORMATS),
    )
    .option('--out <file>', t('a file, in place of standard output'))
    .option('--baseline <run>', t('an earlier run that md and html hold this one against'))
    .addOption(
      new Option(
        '--rows <ends>',
        t('for --dataset: rows that ended so (default: failed, unusable)'),
      ).argParser(rowChoices),
    )
    .option('--dataset <file>', t('a new JSONL dataset of some rows, with a spec beside it'))
    .action((run: string, options: ResultsOptions) =>
      act(async (context) => (await import('./results.js')).results(run, options, context)),
    );
  command('gates <run>', t('hold a run against the gates of its spec')).action((run: string) =>
    act(async (context) => (await import('../run/gates.js')).gates(run, context)),
  );
}

function rowChoices(text: string): readonly RowChoiceName[] {
  const names = text.split(',').map((name) => name.trim());
  const found = ROW_CHOICES.filter((choice) => names.includes(choice));
  if (found.length === new Set(names).size) return found;
  throw new InvalidArgumentError(t('Allowed choices are {0}.', ROW_CHOICES.join(', ')));
}
