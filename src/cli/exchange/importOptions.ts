import { InvalidArgumentError, Option, type Command } from 'commander';
import {
  IMPORT_FIELDS,
  type ImportField,
  type ImportOptions,
} from '../../core/exchange/verdicts/importOptions.js';
import { EVALUATION_TYPES, type EvaluationType } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';

/** The options of `gavel import results`. */
export interface ImportResultsOptions {
  readonly type?: EvaluationType;
  readonly map?: ImportOptions['map'];
  readonly labels?: readonly string[];
  readonly pass?: readonly string[];
  readonly range?: NonNullable<ImportOptions['range']>;
  readonly threshold?: number;
  readonly tieWithin?: number;
  readonly values?: NonNullable<ImportOptions['values']>;
  readonly flipped?: string;
  readonly flippedAsShown?: true;
  readonly judge?: string;
  readonly model?: readonly string[];
  readonly name?: string;
  readonly out?: string;
}

export function addImportOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--type <type>', t('what the verdicts are (default: guessed)')).choices(
        EVALUATION_TYPES,
      ),
    )
    .addOption(
      new Option(
        '--map <field=column>',
        t('what a column holds, repeatable: {0}', IMPORT_FIELDS.join(', ')),
      ).argParser(collectMap),
    )
    .option('--labels <names>', t('classify: the labels, with commas between them'), names)
    .option('--pass <names>', t('classify: those of them that pass'), names)
    .option('--range <a..b>', t('score: the scale; compare: the ends, that of A first'), range)
    .option('--threshold <n>', t('score: the least that passes (default: the middle)'), number)
    .option('--tie-within <n>', t('compare: so near to the middle is a tie (default: 0)'), number)
    .addOption(
      new Option(
        '--values <value=verdict,…>',
        'what values stand for, e.g. 1=A,2=B,1.5=Tie',
      ).argParser(pairs),
    )
    .option(
      '--flipped <column>',
      t('compare: the choices of a second order, in the letters of the first'),
    )
    .option('--flipped-as-shown', t('its letters name places: A stood first there'))
    .option('--judge <name>', t('who gave the verdicts'))
    .option('--model <name>', t('who gave the responses; compare: A, then B, repeatable'), collect)
    .option('--name <name>', t('name of the run (default: that of the file)'))
    .option('--out <dir>', t('folder for the run, in place of .gavel/runs'));
}

function collectMap(text: string, before: ImportOptions['map'] | undefined): ImportOptions['map'] {
  const [field, column] = pair(text);
  const known: ImportField | undefined = IMPORT_FIELDS.find((each) => each === field);
  if (!known)
    throw new InvalidArgumentError(t('It must begin with one of {0}.', IMPORT_FIELDS.join(', ')));
  return { ...before, [known]: column };
}

function pairs(text: string): NonNullable<ImportOptions['values']> {
  return text.split(',').map(pair);
}

/** Split at the first `=`: what comes behind it may hold another. */
function pair(text: string): [string, string] {
  const found = /^([^=]+)=(.+)$/s.exec(text);
  if (!found)
    throw new InvalidArgumentError(t('It must have an equals sign with something on both sides.'));
  return [(found[1] ?? '').trim(), (found[2] ?? '').trim()];
}

function names(text: string): string[] {
  const found = text.split(',').map((name) => name.trim());
  if (found.includes('')) throw new InvalidArgumentError(t('There is a comma too much.'));
  return found;
}

function range(text: string): NonNullable<ImportOptions['range']> {
  const [from, to, more] = text.split('..').map(Number);
  const isRange = more === undefined && Number.isFinite(from) && Number.isFinite(to);
  if (!isRange || from === undefined || to === undefined) {
    throw new InvalidArgumentError(t('It must be two numbers with two dots between them: 1..10.'));
  }
  return { from, to };
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError(t('It must be a number.'));
  }
  return value;
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}
