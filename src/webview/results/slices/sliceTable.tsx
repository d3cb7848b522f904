import { t } from '../../../l10n/t.js';
import type { SliceGroupView, SlicesView } from '../../../shared/results/slicesProtocol.js';
import { Icon } from '../../common/icon.js';
import { formatCount } from '../../common/wording.js';
import { SliceBar, barScale } from './sliceBar.js';
import { sortedGroups } from './sortedGroups.js';
import type { SliceOrder, SliceSort } from './sortedGroups.js';
import { TableScroller } from '../../common/tableScroller.js';

interface SliceTableProps {
  readonly slices: SlicesView;
  readonly order: SliceOrder;
  onOrder(order: SliceOrder): void;
  onGroup(group: SliceGroupView): void;
}

const titles = (): Readonly<Partial<Record<SliceSort, string>>> => ({
  rate: t('Of the judged rows, with its 95 % interval (Wilson)'),
  mean: t('Of the judged rows, with its 95 % interval (Student’s t)'),
  difference: t('Rate of the group minus that of all other rows, each with its own 95 % interval'),
  p: t('Fisher’s exact test of the difference, corrected for the groups that are compared (Holm)'),
});

const ARROWS = { ascending: 'arrow-up', descending: 'arrow-down' } as const;

/** One group a line, its rate as a bar on the scale that all share. */
export function SliceTable({ slices, order, onOrder, onGroup }: SliceTableProps) {
  const { groups, overall, isCompared, column, rateName } = slices;
  const scale = barScale(slices);
  const hasMean = groups.some(({ mean }) => mean !== null);
  const head = (sort: SliceSort, label: string) => {
    const direction = order.descending ? 'descending' : 'ascending';
    const isSorted = order.sort === sort;
    return (
      <th
        scope="col"
        class={sort === 'group' ? '' : 'numeric'}
        title={titles()[sort]}
        aria-sort={isSorted ? direction : 'none'}
      >
        <button class="slices-sort" onClick={() => onOrder(nextOrder(order, sort))}>
          {label}
          {isSorted && <Icon name={ARROWS[direction]} />}
        </button>
      </th>
    );
  };
  return (
    <TableScroller label={t('Groups')}>
      <table class="slices-table">
        <caption class="hidden">{t('{0} by {1}, with 95 % intervals', rateName, column)}</caption>
        <thead>
          <tr>
            {head('group', column)}
            {head('rows', t('rows'))}
            {hasMean && head('mean', t('mean score'))}
            {head('rate', rateName)}
            <th class="slices-scale" aria-hidden="true">
              <span>{scale.minText}</span>
              <span>{scale.maxText}</span>
            </th>
            {isCompared && head('difference', t('difference to the rest'))}
            {isCompared && head('p', t('p, corrected'))}
          </tr>
        </thead>
        <tbody>
          {sortedGroups(groups, order).map((group) => (
            <tr key={`${group.kind} ${group.label}`}>
              <th scope="row" title={group.label}>
                <button
                  class="link slices-group"
                  title={t('Show the rows of {0}: {1}', column, group.label)}
                  onClick={() => onGroup(group)}
                >
                  {isNamed(group) ? group.label : <em>{group.label}</em>}
                </button>
              </th>
              <td class="numeric" title={rowsTitle(group)}>
                {formatCount(group.n)}
                {group.evaluated < group.n && (
                  <span class="muted"> {t('({0} judged)', formatCount(group.evaluated))}</span>
                )}
              </td>
              {hasMean && <td class="numeric">{group.mean?.text ?? ''}</td>}
              <td class="numeric">{group.rateText}</td>
              <td class="slices-bar" aria-hidden="true">
                <SliceBar rate={group.rate} overall={overall} scale={scale} />
              </td>
              {isCompared && (
                <td class="numeric">
                  {group.differs !== null && (
                    <span class="slices-differs">
                      <Icon name={group.differs === 'less' ? 'triangle-down' : 'triangle-up'} />
                      <span class="hidden">{t('clearly {0} often:', group.differs)} </span>
                    </span>
                  )}
                  {group.difference.text}
                </td>
              )}
              {isCompared && <td class="numeric">{group.p.text}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}

/** Others and empty cells are no values that the column holds. */
function isNamed({ kind }: SliceGroupView): boolean {
  return kind === 'value' || kind === 'range';
}

/** Another column: the smallest first, but most rows first; the same one: the other way round. */
function nextOrder(order: SliceOrder, sort: SliceSort): SliceOrder {
  if (order.sort === sort) return { sort, descending: !order.descending };
  return { sort, descending: sort === 'rows' };
}

function rowsTitle({ n, evaluated }: SliceGroupView): string {
  return evaluated === n
    ? t('{0} rows, all judged', formatCount(n))
    : t(
        '{0} rows, {1} of them judged: the rate is of those',
        formatCount(n),
        formatCount(evaluated),
      );
}
