import { t } from '../../l10n/t.js';
import { isJsonObject } from '../json.js';
import type { PriceTable, SetPrice } from './prices.js';

type ReadPrices =
  | { readonly ok: true; readonly prices: PriceTable }
  /** One sentence that says what is wrong, and how it is written. */
  | { readonly ok: false; readonly fault: string };

function form(): string {
  return t(
    'write it as { "MODEL": { "input": 2.5, "output": 10 } }, in USD per million tokens, from 0.',
  );
}

/** Prices from a setting or the environment. */
export function readPrices(value: unknown): ReadPrices {
  if (!isJsonObject(value)) return { ok: false, fault: t('It is no object; {0}', form()) };
  const prices: [string, SetPrice][] = [];
  for (const [model, price] of Object.entries(value)) {
    const { input, output } = isJsonObject(price) ? price : {};
    if (!isAmount(input) || !isAmount(output)) {
      return { ok: false, fault: t('The price of {0} can’t be read; {1}', model, form()) };
    }
    prices.push([model, { input, output }]);
  }
  return { ok: true, prices: Object.fromEntries(prices) };
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}
