import { t } from '../../../l10n/t.js';
import type { QueryView } from '../../../shared/datasetViews.js';
import type { MenuEntry } from '../../common/menu.js';
import type { Anchor } from '../../common/popover.js';
import type { DatasetCommands } from '../datasetCommands.js';
import { EMPTY_DRAFT } from '../query/filterDraft.js';
import { restricted } from '../strip/actionEntries.js';

interface ColumnMenuOptions {
  readonly column: string;
  readonly order: QueryView['order'];
  readonly anchor: Anchor;
  readonly isTrusted: boolean;
  readonly commands: DatasetCommands;
}

/** What can be done with a column. */
export function columnMenu(options: ColumnMenuOptions): MenuEntry[] {
  const { column, order, anchor, isTrusted, commands } = options;
  const unless = isTrusted ? undefined : restricted();
  const item = (label: string, run: () => void, more: { isChecked?: boolean } = {}): MenuEntry => ({
    kind: 'item',
    label,
    run,
    ...more,
  });
  const line: MenuEntry = { kind: 'line' };
  return [
    item(t('Sort Ascending'), () => commands.sort({ column, descending: false }), {
      isChecked: order?.column === column && !order.descending,
    }),
    item(t('Sort Descending'), () => commands.sort({ column, descending: true }), {
      isChecked: order?.column === column && order.descending,
    }),
    item(t('In the Order of the File'), () => commands.sort(null), { isChecked: order === null }),
    line,
    item(t('Filter…'), () => commands.writeFilter(anchor, { ...EMPTY_DRAFT, column })),
    item(t('Filter Empty'), () => commands.addFilter({ kind: 'empty', column })),
    item(t('Filter Not Empty'), () => commands.addFilter({ kind: 'empty', column, not: true })),
    line,
    item(t('Fit Width'), () => commands.fit(column)),
    item(t('Hide'), () => commands.hide([column])),
    line,
    item(t('Insert {{ {0} }}', column), () => commands.insert(column)),
    {
      kind: 'item',
      label: t('Split by This Column…'),
      unless,
      run: () => commands.act('split', column),
    },
    {
      kind: 'item',
      label: t('Rename to an Identifier…'),
      unless,
      run: () => commands.act('rename', column),
    },
    item(t('Copy Name'), () => commands.copyText(column)),
  ];
}
