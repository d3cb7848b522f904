import { fixed, numberText, plural, t } from '../../l10n/t.js';
import { durationText } from '../durationText.js';
import { costText, roughCostText } from './costText.js';
import type { ProgressFacts } from './progressFacts.js';

/** For a line of a tree: `412/1,319 · 38/s · 24 s left`. What is not known is left out. */
export function shortProgress(facts: ProgressFacts): string {
  return joined(rowsText(facts.done, facts.total), paceText(facts), leftText(facts));
}

/**
 * All that is known, a phrase each, what matters most first: `412 of 1,319 rows`, `38 rows/s`,
 * `24 s left`, `2 errors`, `81,204 tokens`, `$0.31`, `120 requests from the cache`.
 */
export function longProgress(facts: ProgressFacts): readonly string[] {
  const { done, total, rowsPerSecond = 0, errors, tokens = 0, costUsd, cacheHits = 0 } = facts;
  return [
    total
      ? plural(total, '{1} of {0} row', '{1} of {0} rows', number(done))
      : plural(done, '{0} row', '{0} rows'),
    rowsPerSecond > 0 ? rateText(rowsPerSecond, t(' rows/s')) : '',
    leftText(facts),
    errors > 0 ? plural(errors, '{0} error', '{0} errors') : '',
    tokens > 0 ? plural(tokens, '{0} token', '{0} tokens') : '',
    costUsd === undefined ? '' : costText(costUsd),
    cacheHits > 0
      ? plural(cacheHits, '{0} request from the cache', '{0} requests from the cache')
      : '',
  ].filter((phrase) => phrase !== '');
}

/** For a bar on a terminal, what matters most first: a narrow one cuts the end off. */
export function barProgress(facts: ProgressFacts): readonly string[] {
  const { done, total, rowsPerSecond = 0, errors, tokens = 0, costUsd } = facts;
  return [
    rowsText(done, total),
    rowsPerSecond > 0 ? rateText(rowsPerSecond, t(' rows/s')) : '',
    leftText(facts),
    errors > 0 ? plural(errors, '{0} error', '{0} errors') : '',
    costUsd === undefined ? '' : roughCostText(costUsd),
    tokens > 0 ? plural(tokens, '{0} token', '{0} tokens') : '',
  ].filter((phrase) => phrase !== '');
}

/** What is to come and what it has cost so far: `907 rows, 24 s left · $0.31`. */
export function remainingText(facts: ProgressFacts): string {
  const { done, total, costUsd } = facts;
  const left = leftText(facts);
  const rows =
    total === null
      ? plural(done, '{0} row done', '{0} rows done')
      : left === ''
        ? plural(Math.max(0, total - done), '{0} row left', '{0} rows left')
        : plural(Math.max(0, total - done), '{0} row', '{0} rows');
  const what = left === '' || total === null ? rows : `${rows}, ${left}`;
  return joined(what, costUsd === undefined ? '' : roughCostText(costUsd));
}

/** `412/1,319`; without a total, or of nothing, `412 rows`. */
export function rowsText(done: number, total: number | null): string {
  return total === null || total === 0
    ? plural(done, '{0} row', '{0} rows')
    : `${number(done)}/${number(total)}`;
}

function paceText({ rowsPerSecond = 0 }: ProgressFacts): string {
  return rowsPerSecond > 0 ? rateText(rowsPerSecond, '/s') : '';
}

/** Of a rate below one a second the digits after the point say little: `12 rows a minute`. */
function rateText(rowsPerSecond: number, unit: string): string {
  if (rowsPerSecond >= 9.95) return `${number(Math.round(rowsPerSecond))}${unit}`;
  if (rowsPerSecond >= 0.995) return `${fixed(rowsPerSecond, 1)}${unit}`;
  const perMinute = rowsPerSecond * 60;
  if (perMinute >= 0.95) {
    return plural(Math.round(perMinute), '{0} row a minute', '{0} rows a minute');
  }
  return plural(Math.max(1, Math.round(perMinute * 60)), '{0} row an hour', '{0} rows an hour');
}

/** Nothing where all is done; never less than a second where something is to do. */
function leftText({ done, total, leftMs }: ProgressFacts): string {
  if (leftMs === undefined || !Number.isFinite(leftMs) || (total !== null && done >= total)) {
    return '';
  }
  return t('{0} left', durationText(Math.max(1000, leftMs)));
}

function number(value: number): string {
  return numberText(value);
}

function joined(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
