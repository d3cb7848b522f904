import type { ChosenTruth, TruthView } from '../../../shared/results/judgeProtocol.js';
import { columnLabel, counted, formatCount } from '../../common/wording.js';
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
      {columnLabel(column)} ({counted(values, 'value')})
    </option>
  );
  return (
    <div class="judge-truth">
      <label>
        Column with the truth{' '}
        <select
          class="input"
          value={chosen?.column ?? ''}
          onChange={({ currentTarget: { value } }) =>
            onTruth(value === '' ? null : { column: value, map: [] })
          }
        >
          <option value="">none</option>
          {likely.length > 0 && <optgroup label="Likely">{likely.map(option)}</optgroup>}
          {others.length > 0 && <optgroup label="Others">{others.map(option)}</optgroup>}
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
      <summary>What its values mean</summary>
      <TableScroller label="What its values mean">
        <table aria-label="What its values mean">
          <thead>
            <tr>
              <th scope="col">value</th>
              <th scope="col">rows</th>
              <th scope="col">stands for</th>
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
                    aria-label={`${value} stands for`}
                    value={means ?? ''}
                    onChange={({ currentTarget }) => choose(value, currentTarget.value)}
                  >
                    <option value="">nothing: leave out</option>
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
