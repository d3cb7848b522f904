import type { CopyFormat, DatasetAction } from '../../../shared/datasetViews.js';
import type { MenuEntry } from '../../common/menu.js';
import { counted } from '../../common/wording.js';
import type { DatasetCommands } from '../datasetCommands.js';

/** Why nothing is written. */
export const RESTRICTED = 'In Restricted Mode nothing is written';

export interface ActionScope {
  /** Rows in the list that is shown, and whether they are all of the file. */
  readonly rows: number;
  readonly isWhole: boolean;
  readonly selected: number;
  /** Null where nothing is active. */
  readonly column: string | null;
  readonly isTrusted: boolean;
  readonly isEmpty: boolean;
}

const COPIES: readonly (readonly [CopyFormat, string])[] = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['markdown', 'Markdown table'],
  ['text', 'text'],
];

/** Rows that a copy or a new file is made of: those selected, else all of the list. */
function rowsWords({ rows, isWhole, selected }: ActionScope): string {
  if (selected > 0) return counted(selected, 'selected row');
  return isWhole ? `all ${counted(rows, 'row')}` : counted(rows, 'filtered row');
}

export function actionEntries(scope: ActionScope, commands: DatasetCommands): MenuEntry[] {
  const { column, isTrusted, isEmpty } = scope;
  const unless = !isTrusted ? RESTRICTED : isEmpty ? 'The dataset has no rows' : undefined;
  const write = (label: string, action: DatasetAction, hint?: string): MenuEntry => ({
    kind: 'item',
    label,
    unless,
    ...(hint !== undefined && { hint }),
    run: () => commands.act(action, column),
  });
  return [
    ...(unless === undefined ? [] : [{ kind: 'title', text: unless } as const]),
    write('New Eval Spec…', 'newSpec'),
    { kind: 'line' },
    write('Save Rows As…', 'save', rowsWords(scope)),
    write('Sample…', 'sample'),
    write('Convert…', 'convert'),
    write('Split…', 'split'),
    write('Deduplicate…', 'deduplicate'),
    { kind: 'line' },
    ...copyEntries(scope, commands),
    { kind: 'line' },
    { kind: 'item', label: 'Open as Text', run: () => commands.openText(null) },
  ];
}

export function copyEntries(scope: ActionScope, commands: DatasetCommands): MenuEntry[] {
  const unless = scope.rows === 0 ? 'There are no rows' : undefined;
  return [
    { kind: 'title', text: `Copy ${rowsWords(scope)} as` },
    ...COPIES.map(([format, label]): MenuEntry => ({
      kind: 'item',
      label,
      unless,
      run: () => commands.copyRows(format),
    })),
  ];
}
