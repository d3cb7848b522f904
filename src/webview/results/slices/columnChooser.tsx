import { plural, t } from '../../../l10n/t.js';
import type { SliceColumnView } from '../../../shared/results/slicesProtocol.js';
import { columnLabel } from '../../common/wording.js';

interface ColumnChooserProps {
  readonly columns: readonly SliceColumnView[];
  readonly chosen: string;
  onColumn(name: string): void;
}

const origins = () =>
  [
    ['dataset', t('Columns of the dataset')],
    ['run', t('From the run')],
    ['verdict', t('From the verdict')],
  ] as const;

/** All columns, those with few different values first; what can't be grouped says why. */
export function ColumnChooser({ columns, chosen, onColumn }: ColumnChooserProps) {
  return (
    <label class="slices-chooser">
      {t('Group by')}{' '}
      <select
        class="input"
        value={chosen}
        onChange={(event) => onColumn(event.currentTarget.value)}
      >
        {origins().map(([origin, title]) => {
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
  if (distinct !== null) return plural(distinct, '{0} value', '{0} values');
  return canGroup ? t('more than 5,000 numbers') : t('long or too many texts');
}
