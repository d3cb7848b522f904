import { t } from '../../../l10n/t.js';
import type { MenuEntry } from '../../common/menu.js';
import type { DatasetCommands } from '../datasetCommands.js';
import { copyEntries } from '../strip/actionEntries.js';
import type { ActionScope } from '../strip/actionEntries.js';
import type { ShownRow } from './rowPages.js';

interface CellMenuOptions {
  readonly row: ShownRow;
  readonly column: string | null;
  readonly scope: ActionScope;
  readonly commands: DatasetCommands;
}

/** What can be done with a cell, its row, and the rows that are selected. */
export function cellMenu({ row, column, scope, commands }: CellMenuOptions): MenuEntry[] {
  const line: MenuEntry = { kind: 'line' };
  const cell: MenuEntry[] =
    column === null || row.isBroken
      ? []
      : [
          { kind: 'item', label: t('Copy Cell'), run: () => commands.copyCell(row.row, column) },
          {
            kind: 'item',
            label: t('Show Rows with This Value'),
            run: () => commands.filterByCell(row.row, column, false),
          },
          {
            kind: 'item',
            label: t('Hide Rows with This Value'),
            run: () => commands.filterByCell(row.row, column, true),
          },
          line,
        ];
  return [
    ...cell,
    { kind: 'item', label: t('Preview on This Row'), run: () => commands.previewRow(row.row) },
    { kind: 'item', label: t('Open the Line as Text'), run: () => commands.openText(row.line) },
    line,
    ...copyEntries(scope, commands),
  ];
}
