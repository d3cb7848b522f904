import type { Command } from 'commander';

export function addLabelsOptions(command: Command): Command {
  return command.option(
    '--export <file>',
    'write the rows on which they differ as examples for the rubric, a new JSONL file',
  );
}
