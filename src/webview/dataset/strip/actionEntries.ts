import { plural, t } from '../../../l10n/t.js';
import type { CopyFormat, DatasetAction } from '../../../shared/datasetViews.js';
import type { MenuEntry } from '../../common/menu.js';
import type { DatasetCommands } from '../datasetCommands.js';

/** Why nothing is written. */
export const restricted = () => t('In Restricted Mode nothing is written');

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

const copies = (): readonly (readonly [CopyFormat, string])[] => [
  ['csv', 'CSV'],
  ['json', 'JSON'],
  ['markdown', t('Markdown table')],
  ['text', t('text')],
];

/** Rows that a copy or a new file is made of: those selected, else all of the list. */
function rowsWords({ rows, isWhole, selected }: ActionScope): string {
  if (selected > 0) return plural(selected, '{0} selected row', '{0} selected rows');
  return isWhole
    ? plural(rows, 'all {0} row', 'all {0} rows')
    : plural(rows, '{0} filtered row', '{0} filtered rows');
}

export function actionEntries(scope: ActionScope, commands: DatasetCommands): MenuEntry[] {
  const { column, isTrusted, isEmpty } = scope;
  const unless = !isTrusted ? restricted() : isEmpty ? t('The dataset has no rows') : undefined;
  const write = (label: string, action: DatasetAction, hint?: string): MenuEntry => ({
    kind: 'item',
    label,
    unless,
    ...(hint !== undefined && { hint }),
    run: () => commands.act(action, column),
  });
  return [
    ...(unless === undefined ? [] : [{ kind: 'title', text: unless } as const]),
    write(t('New Eval Spec…'), 'newSpec'),
    { kind: 'line' },
    write(t('Save Rows As…'), 'save', rowsWords(scope)),
    write(t('Sample…'), 'sample'),
    write(t('Convert…'), 'convert'),
    write(t('Split…'), 'split'),
    write(t('Deduplicate…'), 'deduplicate'),
    { kind: 'line' },
    ...copyEntries(scope, commands),
    { kind: 'line' },
    { kind: 'item', label: t('Open as Text'), run: () => commands.openText(null) },
  ];
}

export function copyEntries(scope: ActionScope, commands: DatasetCommands): MenuEntry[] {
  const unless = scope.rows === 0 ? t('There are no rows') : undefined;
  return [
    { kind: 'title', text: t('Copy {0} as', rowsWords(scope)) },
    ...copies().map(([format, label]): MenuEntry => ({
      kind: 'item',
      label,
      unless,
      run: () => commands.copyRows(format),
    })),
  ];
}
