import { t } from '../../l10n/t.js';
import type { TintedColumn } from './originTints.js';

interface LegendProps {
  readonly columns: readonly TintedColumn[];
  readonly lit: ReadonlySet<string>;
  onLit(lit: ReadonlySet<string>): void;
}

/** The columns that wrote parts of the messages; each lights its parts, and keeps them lit when pressed. */
export function ColumnLegend({ columns, lit, onLit }: LegendProps) {
  if (columns.length === 0) return null;
  const toggle = (name: string) => {
    const next = new Set(lit);
    if (!next.delete(name)) next.add(name);
    onLit(next);
  };
  return (
    <div class="legend" role="group" aria-label={t('Columns in these messages')}>
      {columns.map(({ name, tint }) => (
        <button
          class={`legend-column piece tint-${tint}`}
          key={name}
          data-columns={name}
          data-legend
          aria-pressed={lit.has(name)}
          title={t('Light the parts from {0}', name)}
          onClick={() => toggle(name)}
        >
          <span class="legend-swatch" aria-hidden="true" />
          <span class="clip">{name}</span>
        </button>
      ))}
    </div>
  );
}
