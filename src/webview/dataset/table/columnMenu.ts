import type { QueryView } from '../../../shared/datasetViews.js';
import type { MenuEntry } from '../../common/menu.js';
import type { Anchor } from '../../common/popover.js';
import type { DatasetCommands } from '../datasetCommands.js';
import { EMPTY_DRAFT } from '../query/filterDraft.js';
import { RESTRICTED } from '../strip/actionEntries.js';

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
  const unless = isTrusted ? undefined : RESTRICTED;
  const item = (label: string, run: () => void, more: { isChecked?: boolean } = {}): MenuEntry => ({
    kind: 'item',
    label,
    run,
    ...more,
  });
  const line: MenuEntry = { kind: 'line' };
  return [
    item('Sort Ascending', () => commands.sort({ column, descending: false }), {
      isChecked: order?.column === column && !order.descending,
    }),
    item('Sort Descending', () => commands.sort({ column, descending: true }), {
      isChecked: order?.column === column && order.descending,
    }),
    item('In the Order of the File', () => commands.sort(null), { isChecked: order === null }),
    line,
    item('Filter…', () => commands.writeFilter(anchor, { ...EMPTY_DRAFT, column })),
    item('Filter Empty', () => commands.addFilter({ kind: 'empty', column })),
    item('Filter Not Empty', () => commands.addFilter({ kind: 'empty', column, not: true })),
    line,
    item('Fit Width', () => commands.fit(column)),
    item('Hide', () => commands.hide([column])),
    line,
    item(`Insert {{ ${column} }}`, () => commands.insert(column)),
    {
      kind: 'item',
      label: 'Split by This Column…',
      unless,
      run: () => commands.act('split', column),
    },
    {
      kind: 'item',
      label: 'Rename to an Identifier…',
      unless,
      run: () => commands.act('rename', column),
    },
    item('Copy Name', () => commands.copyText(column)),
  ];
}
