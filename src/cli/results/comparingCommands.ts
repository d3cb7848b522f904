import { Option, type Command } from 'commander';
import { t } from '../../l10n/t.js';
import type { CommandContext } from '../commandContext.js';
import type { ExitCode } from '../exitCode.js';

export interface DiffOptions {
  /** `old=new`, a column of the first run and its name in the others; commas between several. */
  readonly map?: string;
  readonly pair?: 'content' | 'row';
}

/** `gavel diff` and `gavel rank`: what several runs say together. */
export function addComparing(
  command: (usage: string, description: string) => Command,
  act: (action: (context: CommandContext) => Promise<ExitCode>) => Promise<void>,
): void {
  command('diff <run...>', t('compare two runs row by row, or several with the first'))
    .option('--map <pairs>', t('columns that were renamed: old=new, with commas between several'))
    .addOption(
      new Option('--pair <by>', t('which rows belong together (default: content)')).choices([
        'content',
        'row',
      ]),
    )
    .action((runs: string[], options: DiffOptions) =>
      act(async (context) => (await import('./diff.js')).diff(runs, options, context)),
    );
  command('rank <run...>', t('rank the models of several compare runs')).action((runs: string[]) =>
    act(async (context) => (await import('./rank.js')).rank(runs, context)),
  );
}
