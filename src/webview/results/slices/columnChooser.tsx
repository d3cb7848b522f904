import type { SliceColumnView } from '../../../shared/results/slicesProtocol.js';
import { columnLabel, counted } from '../../common/wording.js';

interface ColumnChooserProps {
  readonly columns: readonly SliceColumnView[];
  readonly chosen: string;
  onColumn(name: string): void;
}

const ORIGINS = [
  ['dataset', 'Columns of the dataset'],
  ['run', 'From the run'],
  ['verdict', 'From the verdict'],
] as const;

/** All columns, those with few different values first; what can't be grouped says why. */
export function ColumnChooser({ columns, chosen, onColumn }: ColumnChooserProps) {
  return (
    <label class="slices-chooser">
      Group by{' '}
      <select
        class="input"
        value={chosen}
        onChange={(event) => onColumn(event.currentTarget.value)}
      >
        {ORIGINS.map(([origin, title]) => {
          const own = columns.filter((column) => column.origin === origin);
          return (
            own.length > 0 && (
              <optgroup key={origin} label={title}>
                {own.map((column) => (
                  <option key={column.name} value={column.name} disabled={!column.canGroup}>
                    {columnLabel(column.name)} · {valuesText(column)}
                  </option>
                ))}
              </optgroup>
            )
          );
        })}
      </select>
    </label>
  );
}

function valuesText({ distinct, canGroup }: SliceColumnView): string {
  if (distinct !== null) return counted(distinct, 'value');
  return canGroup ? 'more than 5,000 numbers' : 'long or too many texts';
}
