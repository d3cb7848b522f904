import { fixed, numberText } from '../../l10n/t.js';

/** US dollars that something has cost: `$0.31`, `$1,204.50`, `$0.0004`, `< $0.0001`, `$0`. */
export function costText(usd: number): string {
  if (usd <= 0) return '$0';
  if (usd < 0.00005) return `< $${fixed(0.0001, 4)}`;
  if (usd < 0.00995) return `$${fixed(usd, 4)}`;
  return `$${numberText(usd, { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

/** As `costText` to the cent, where there is little room: `< $0.01`. */
export function roughCostText(usd: number): string {
  return usd > 0 && usd < 0.00995 ? `< $${fixed(0.01, 2)}` : costText(usd);
}
