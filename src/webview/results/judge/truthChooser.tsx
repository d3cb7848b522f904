import { plural, t } from '../../../l10n/t.js';
import type { ChosenTruth, TruthView } from '../../../shared/results/judgeProtocol.js';
import { columnLabel, formatCount } from '../../common/wording.js';
import { TableScroller } from '../../common/tableScroller.js';

interface ChooserProps {
  readonly truth: TruthView;
  readonly chosen: ChosenTruth | null;
  onTruth(truth: ChosenTruth | null): void;
}

/** Which column holds the truth, and what its values mean. */
export function TruthChooser({ truth, chosen, onTruth }: ChooserProps) {
  const { candidates } = truth;
  if (candidates.length === 0) return null;
  const likely = candidates.filter((candidate) => candidate.likely);
  const others = candidates.filter((candidate) => !candidate.likely);
  const option = ({ column, values }: TruthView['candidates'][number]) => (
    <option key={column} value={column}>
      {columnLabel(column)} ({plural(values, '{0} value', '{0} values')})
    </option>
  );
  return (
    <div class="judge-truth">
      <label>
        {t('Column with the truth')}{' '}
        <select
          class="input"
          value={chosen?.column ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onTruth(value === '' ? null : { column: value, map: [] })
          }
        >
          <option value="">{t('none')}</option>
          {likely.length > 0 && <optgroup label={t('Likely')}>{likely.map(option)}</optgroup>}
          {others.length > 0 && <optgroup label={t('Others')}>{others.map(option)}</optgroup>}
        </select>
      </label>
      {truth.chosen && truth.chosen.values.length > 0 && (
        <Meanings
          key={truth.chosen.column}
          found={truth.chosen}
          chosen={chosen}
          onTruth={onTruth}
        />
      )}
    </div>
  );
}

interface MeaningsProps {
  readonly found: NonNullable<TruthView['chosen']>;
  readonly chosen: ChosenTruth | null;
  onTruth(truth: ChosenTruth): void;
}

function Meanings({ found, chosen, onTruth }: MeaningsProps) {
  const { values, targets, column } = found;
  const open = values.some(({ means }) => means === null);
  const choose = (value: string, means: string) => {
    const others = (chosen?.map ?? []).filter(([known]) => known !== value);
    onTruth({ column, map: [...others, [value, means]] });
  };
  return (
    <details class="judge-meanings" open={open}>
      <summary>{t('What its values mean')}</summary>
      <TableScroller label={t('What its values mean')}>
        <table aria-label={t('What its values mean')}>
          <thead>
            <tr>
              <th scope="col">{t('value')}</th>
              <th scope="col">{t('rows')}</th>
              <th scope="col">{t('stands for')}</th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ value, count, means }) => (
              <tr key={value}>
                <th scope="row" class="clip" title={value}>
                  {value}
                </th>
                <td class="numeric muted">{formatCount(count)}</td>
                <td>
                  <select
                    class="input"
                    aria-label={t('{0} stands for', value)}
                    value={means ?? ''}
                    onChange={({ currentTarget }) => choose(value, currentTarget.value)}
                  >
                    <option value="">{t('nothing: leave out')}</option>
                    {targets.map((target) => (
                      <option key={target} value={target}>
                        {target}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroller>
    </details>
  );
}
