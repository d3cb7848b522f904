import { t } from '../../l10n/t.js';
import type { OriginView } from '../../shared/previewProtocol.js';

/** Tints that the stylesheet has: `tint-0` to `tint-5`. */
const TINTS = 6;

/** A column, or several that flow into one place together. */
export interface TintedColumn {
  readonly name: string;
  readonly tint: number;
}

/** The columns of a frame in the order in which they appear. */
export function tintedColumns(origins: readonly OriginView[]): TintedColumn[] {
  const names = new Set(
    origins.filter(({ kind }) => kind === 'column').map(({ columns }) => columnsName(columns)),
  );
  return [...names].map((name, index) => ({ name, tint: index % TINTS }));
}

export function columnsName(columns: readonly string[]): string {
  return columns.join(' + ');
}

/** What a person reads of an origin: the column, or whose words these are. */
export function originTitle({ kind, columns, source }: OriginView): string {
  switch (kind) {
    case 'column':
      return columns.length === 1
        ? t('column {0}', columnsName(columns))
        : t('columns {0}', columnsName(columns));
    case 'text':
      return t('text of {0}', source);
    case 'generated':
      return source;
    case 'gavel':
      return t('Gavel’s words: {0}', source);
  }
}
