import { useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { Arrangement, ComparisonView } from '../../shared/compareProtocol.js';
import { columnLabel } from '../common/wording.js';

interface ColumnMappingProps {
  readonly mapping: NonNullable<ComparisonView['mapping']>;
  readonly mapped: Arrangement['mapped'];
  onMap(mapped: Arrangement['mapped']): void;
}

/** Says which columns of A are called otherwise in B, so that their rows can be paired. */
export function ColumnMapping({ mapping, mapped, onMap }: ColumnMappingProps) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map(mapped));
  const choose = (from: string, to: string) => {
    const next = new Map(chosen);
    if (to === '') next.delete(from);
    else next.set(from, to);
    setChosen(next);
  };
  return (
    <form
      class="mapping"
      aria-label={t('Renamed columns')}
      onSubmit={(event) => {
        event.preventDefault();
        onMap([...chosen]);
      }}
    >
      <span>{mapping.note}</span>
      {mapping.a.map((column) => (
        <label key={column}>
          {t('{0} is', columnLabel(column))}{' '}
          <select
            class="input"
            value={chosen.get(column) ?? ''}
            onChange={(event) => choose(column, event.currentTarget.value)}
          >
            <option value="">{t('not in B')}</option>
            {mapping.b.map((other) => (
              <option key={other} value={other}>
                {columnLabel(other)}
              </option>
            ))}
          </select>
        </label>
      ))}
      <button class="button secondary">{t('Pair rows so')}</button>
    </form>
  );
}
