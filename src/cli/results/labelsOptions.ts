import type { Command } from 'commander';
import { t } from '../../l10n/t.js';

export function addLabelsOptions(command: Command): Command {
  return command.option(
    '--export <file>',
    t('write the rows on which they differ as examples for the rubric, a new JSONL file'),
  );
}
