import { InvalidArgumentError, Option, type Command } from 'commander';
import { readRowNumbers } from '../../core/dataset/rows/readRowNumbers.js';
import { readShard, type Shard } from '../../core/shards/shard.js';
import { BACKEND_NAMES } from '../../core/spec/evalSpec.js';
import { t } from '../../l10n/t.js';
import { addCiOptions } from '../ci/ciOptions.js';
import { positiveInteger, wholeNumber } from '../numberArguments.js';
import { collectPrice } from './prices.js';

/** The options of `gavel run`. */
export function addRunOptions(command: Command): Command {
  return addCiOptions(command)
    .addOption(new Option('--backend <name>', t('where it runs')).choices(BACKEND_NAMES))
    .option('--limit <n>', t('judge only n rows'), positiveInteger)
    .option('--sample-seed <n>', t('draw these rows at random, by this seed'), wholeNumber)
    .addOption(
      new Option('--rows <list>', t('the very rows, from 1, e.g. 3,7,10-20'))
        .argParser(rowNumbers)
        .conflicts(['limit', 'sampleSeed']),
    )
    .addOption(
      new Option('--shard <n/m>', t('part n of m of the rows; gavel merge puts parts together'))
        .argParser(shardOf)
        .conflicts(['rows', 'dryRun', 'resume', 'retryFailed']),
    )
    .option('--dry-run', t('try 10 rows on this machine, say what the whole would cost'))
    .addOption(priceOption())
    .option('--confirm-above <usd>', t('ask before a run that costs more (default: 1)'), amount)
    .option('--out <dir>', t('folder for the run, in place of .gavel/runs'))
    .option('--max-cost <usd>', t('pause when its requests have cost so much'), positiveAmount)
    .option('--concurrency <n>', t('requests at a time to each endpoint'), positiveInteger)
    .option('--resume <run>', t('continue a run: its folder, manifest or id'))
    .option('--retry-failed <run>', t('ask the failed rows of a finished run again'));
}

export function priceOption(): Option {
  return new Option(
    '--price <model=in/out>',
    t('USD per million tokens, where no list tells it; repeatable'),
  ).argParser(collectPrice);
}

function shardOf(text: string): Shard {
  const shard = readShard(text);
  if (shard) return shard;
  throw new InvalidArgumentError(t('It must be a number and how many there are, like 2/5.'));
}

function rowNumbers(text: string): readonly number[] {
  const read = readRowNumbers(text);
  if (!read.ok) throw new InvalidArgumentError(read.fault);
  return read.rows;
}

function positiveAmount(text: string): number {
  const value = amount(text);
  if (value === 0) throw new InvalidArgumentError(t('It must be an amount of USD above 0.'));
  return value;
}

function amount(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) {
    throw new InvalidArgumentError(t('It must be an amount of USD, from 0.'));
  }
  return value;
}
