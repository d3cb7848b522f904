import type { Command } from 'commander';
import { t } from '../../l10n/t.js';
import { addCiOptions, type CiOptions } from '../ci/ciOptions.js';

/** The options of `gavel merge`. */
export interface MergeRunsOptions extends CiOptions {
  readonly out?: string;
  readonly allowMissing?: true;
}

export function addMergeOptions(command: Command): Command {
  return addCiOptions(command)
    .option('--out <dir>', t('folder for the run, in place of .gavel/runs'))
    .option('--allow-missing', t('merge what is there, and say which rows are not'));
}
