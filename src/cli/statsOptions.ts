import type { Command } from 'commander';

/** Which column of the dataset holds the truth, and what its values stand for. */
export interface StatsOptions {
  readonly truth?: string;
  readonly truthMap?: string;
}

export function addStatsOptions(command: Command): Command {
  return command
    .option('--truth <column>', 'hold the judge against this column of the dataset')
    .option(
      '--truth-map <pairs>',
      'what its values stand for: value=label, with commas between (pass, fail; A, B, Tie)',
    );
}
