import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  BACKEND_NAMES,
  EVALUATION_TYPES,
  type BackendName,
  type EvaluationType,
} from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';

/** The options of `gavel new`. */
export interface NewSpecOptions {
  readonly template?: string;
  readonly dataset?: string;
  /** Columns by what a rubric needs. */
  readonly map?: Readonly<Record<string, string>>;
  readonly type?: EvaluationType;
  readonly backend?: BackendName;
  readonly out?: string;
  readonly list?: true;
}

export function addNewSpecOptions(command: Command): Command {
  return command
    .option('--list', t('show the rubrics of the gallery, and where their ideas are from'))
    .option('--template <id>', t('by this rubric of the gallery'))
    .option('--dataset <file>', t('CSV or JSONL file with the rows'))
    .addOption(
      new Option(
        '--map <name=column>',
        'the column for what the rubric needs, e.g. question=prompt; repeatable (default: guessed)',
      ).argParser(collectMap),
    )
    .addOption(
      new Option('--type <type>', t('without a rubric (default: classify)')).choices(
        EVALUATION_TYPES,
      ),
    )
    .addOption(new Option('--backend <name>', t('where it is to run')).choices(BACKEND_NAMES))
    .option('--out <spec>', t('a new file, in place of standard output'));
}

function collectMap(
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) {
    throw new InvalidArgumentError('it must be name=column, e.g. question=prompt.');
  }
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}
