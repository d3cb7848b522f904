import type { Command } from 'commander';
import { t } from '../../l10n/t.js';

export interface StatsOptions {
  /** Column whose groups are held against each other. */
  readonly by?: string;
  /** Column of the dataset that holds the truth, and what its values stand for. */
  readonly truth?: string;
  readonly truthMap?: string;
}

export function addStatsOptions(command: Command): Command {
  return command
    .option('--by <column>', t('hold groups of rows by this column against the rest'))
    .option('--truth <column>', t('hold the judge against this column of the dataset'))
    .option(
      '--truth-map <pairs>',
      t('what its values stand for: value=label, with commas between (pass, fail; A, B, Tie)'),
    );
}
