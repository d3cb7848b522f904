import { t } from '../../l10n/t.js';

/** What a task of type `gavel` says, as it stands in `tasks.json`; whoever wrote it may have erred. */
export interface TaskWords {
  /** `run` where it is not said. */
  readonly command?: unknown;
  /** Path of the spec, relative to the workspace folder. */
  readonly spec?: unknown;
  /** Further options of the command, one a text. */
  readonly args?: unknown;
}

const TASK_COMMANDS = ['run', 'validate', 'preflight'] as const;

/**
 * The arguments of the command line for a task: a list, as no shell is between them and the program,
 * so that nothing needs quotes on any system. Or what is wrong with the task, in one sentence.
 */
export function taskArguments({
  command = 'run',
  spec,
  args = [],
}: TaskWords): readonly string[] | { readonly problem: string } {
  const known = TASK_COMMANDS.find((name) => name === command);
  if (!known) {
    return {
      problem: t('The command of a Gavel task must be one of {0}.', TASK_COMMANDS.join(', ')),
    };
  }
  if (typeof spec !== 'string' || spec === '') {
    return {
      problem: t('A Gavel task needs a spec: the path of a file inside the workspace folder.'),
    };
  }
  if (!Array.isArray(args) || !args.every((one): one is string => typeof one === 'string')) {
    return { problem: t('The args of a Gavel task must be a list of texts.') };
  }
  // Behind `--` nothing is an option, whatever the name of the spec begins with.
  return [known, ...args, '--', spec];
}
