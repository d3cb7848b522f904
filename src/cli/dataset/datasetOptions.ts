import { Option } from 'commander';
import type { Command } from 'commander';
import { whereForms } from '../../core/dataset/query/parseWhere.js';
import { t } from '../../l10n/t.js';
import { positiveInteger, wholeNumber } from '../numberArguments.js';

const ROW_FORMATS = ['csv', 'jsonl', 'json', 'md'] as const;
export type RowFormat = (typeof ROW_FORMATS)[number];

/** What a person can ask of a dataset; see the help texts below. */
export interface DatasetOptions {
  readonly where?: readonly string[];
  readonly search?: string;
  readonly regex?: true;
  readonly matchCase?: true;
  readonly sort?: string;
  readonly rows?: string;
  readonly distinct?: string | true;
  readonly sample?: number;
  readonly seed?: number;
  readonly limit?: number;
  readonly columns?: string;
  readonly format?: RowFormat;
  readonly out?: string;
  readonly splitBy?: string;
  readonly renameIdentifiers?: true;
  readonly guardFormulas?: true;
  readonly profile?: true;
}

const EXAMPLES = `  gavel dataset answers.jsonl --profile
  gavel dataset answers.jsonl --where 'score>=3' --sort score:desc --limit 20
  gavel dataset answers.jsonl --search refund --columns question,answer
  gavel dataset answers.jsonl --distinct question --sample 200 --out sample.jsonl
  gavel dataset answers.jsonl --format csv --guard-formulas > answers.csv
  gavel dataset answers.csv --split-by language --out parts/answers.jsonl`;

function helpAfter(): string {
  const forms = whereForms().map(([form, meaning]) => `  ${form.padEnd(18)} ${meaning}`);
  const head = t(
    'A condition of --where, with names and texts in quotes where they hold such signs:',
  );
  return `\n${head}\n${forms.join('\n')}\n\n${t('Examples:')}\n${EXAMPLES}\n`;
}

/** The options of \`gavel dataset\`: which rows, and what is made of them. */
export function addDatasetOptions(command: Command): Command {
  return command
    .option('--profile', t('what each column of the whole file holds'))
    .optionsGroup(t('Which rows, in this order:'))
    .option('--where <condition>', t('rows that meet it; repeat it: all must hold'), collected)
    .option('--search <text>', t('rows with the text in any column'))
    .option('--regex', t('--search is a regular expression'))
    .option('--match-case', t('--search and ~ tell capital letters from small ones'))
    .option('--sort <column[:desc]>', t('in the order of a column: numbers, then texts'))
    .option('--rows <A..B>', t('rows A..B of these, counted from 1'))
    .option(
      '--distinct [columns]',
      t('only the first of rows that are alike, in these columns or in all'),
    )
    .option('--sample <n>', t('n rows at random, the same ones each time'), positiveInteger)
    .option('--seed <n>', t('of the sample, for others (default: 1)'), wholeNumber)
    .option('--limit <n>', t('only the first n'), positiveInteger)
    .optionsGroup(t('What is made of them (default: a table):'))
    .option('--columns <names>', t('only these columns, in this order, with commas between them'))
    .addOption(new Option('--format <format>', t('print them in this form')).choices(ROW_FORMATS))
    .option('--out <file>', t('write a new .csv, .tsv, .jsonl or .ndjson; none is ever replaced'))
    .option('--split-by <column>', t('with --out: a file for each value, named by it'))
    .option('--rename-identifiers', t('with --out or --format: columns under names for templates'))
    .option('--guard-formulas', t('in CSV: an apostrophe before = + - @ that begin no number'))
    .addHelpText('after', helpAfter());
}

function collected(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
