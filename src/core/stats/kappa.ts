import type { Estimate } from '../runs/manifest.js';
import { wilsonEstimate } from './intervals.js';
import { Z95 } from './z95.js';

/**
 * Cohen's κ (Cohen 1960): how far two raters agree beyond what their own shares of each label make
 * likely by chance. 1 is full agreement, 0 no more than chance. The standard error is the asymptotic
 * one of Fleiss, Cohen and Everitt (1969), the interval 1.96 of them to each side, cut to −1 to 1; it
 * needs some 50 pairs to hold κ as often as it says.
 *
 * Where all pairs agree that error is 0 and would claim certainty. The lower end is then the κ of the
 * least agreement that Wilson's interval allows.
 *
 * @param table pairs by the label of both, `table[truth][verdict]`, square
 * @returns null for no pairs, and where both raters gave one and the same label to all: chance alone
 *   explains that
 */
export function cohenKappa(
  table: readonly (readonly number[])[],
): (Estimate & { readonly standardError: number }) | null {
  const rows = table.map(sum);
  const columns = table.map((_, column) => sum(table.map((row) => row[column] ?? 0)));
  const n = sum(rows);
  if (n === 0) return null;
  const share = (row: number, column: number) => (table[row]?.[column] ?? 0) / n;
  const ofRow = (index: number) => (rows[index] ?? 0) / n;
  const ofColumn = (index: number) => (columns[index] ?? 0) / n;
  const labels = table.map((_, index) => index);

  const agreeing = sum(table.map((row, index) => row[index] ?? 0));
  const chance = sum(labels.map((label) => ofRow(label) * ofColumn(label)));
  // Products of shares: all in one cell is exactly 1.
  if (chance === 1) return null;
  const value = agreeing === n ? 1 : (agreeing / n - chance) / (1 - chance);

  let variance = -((value - chance * (1 - value)) ** 2);
  for (const row of labels) {
    for (const column of labels) {
      const weight =
        row === column
          ? 1 - (ofRow(row) + ofColumn(row)) * (1 - value)
          : (1 - value) * (ofColumn(row) + ofRow(column));
      variance += share(row, column) * weight * weight;
    }
  }
  const standardError = agreeing === n ? 0 : Math.sqrt(Math.max(0, variance) / n) / (1 - chance);
  const least = agreeing === n ? wilsonEstimate(n, n) : null;
  return {
    value,
    low: least ? (least.low - chance) / (1 - chance) : Math.max(-1, value - Z95 * standardError),
    high: Math.min(1, value + Z95 * standardError),
    method: least ? 'kappa-wilson' : 'kappa',
    n,
    standardError,
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
