import { InvalidArgumentError } from 'commander';
import type { PriceTable } from '../../core/models/prices.js';
import { readPrices } from '../../core/models/readPrices.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** `--price MODEL=IN/OUT`, several times; USD per million tokens. */
export function collectPrice(text: string, before: PriceTable | undefined): PriceTable {
  // A model's name may hold a `/` and a `=`; the price has no `=`.
  const match = /^(.+)=(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/.exec(text.trim());
  if (!match) {
    throw new InvalidArgumentError(
      t('Write MODEL=IN/OUT in USD per million tokens, e.g. gpt-4o=2.5/10.'),
    );
  }
  const [, model = '', input, output] = match;
  return { ...before, [model]: { input: Number(input), output: Number(output) } };
}

/** Prices of the environment, `GAVEL_PRICES` as JSON; those of the options win. Throws `UserError`. */
export function setPrices(
  env: Readonly<Record<string, string | undefined>>,
  given: PriceTable = {},
): PriceTable {
  const text = env['GAVEL_PRICES']?.trim() ?? '';
  if (text === '') return given;
  const read = readPrices(parsed(text));
  if (!read.ok) throw new UserError('usage', t('GAVEL_PRICES: {0}', read.fault));
  return { ...read.prices, ...given };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
