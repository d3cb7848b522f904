import { InvalidArgumentError } from 'commander';
import { t } from '../l10n/t.js';

export function portNumber(text: string): number {
  const value = positiveInteger(text);
  if (value > 65_535) throw new InvalidArgumentError(t('The highest port is 65535.'));
  return value;
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) {
    throw new InvalidArgumentError(t('It must be a whole number from 1.'));
  }
  return value;
}

/** A seed: also 0. */
export function wholeNumber(text: string): number {
  return text.trim() === '0' ? 0 : positiveInteger(text);
}
