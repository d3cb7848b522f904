import { numberText, t } from '../../l10n/t.js';
import { shownName } from '../fileName.js';

/** A file may have a million. */
const MOST = 20;

/** Columns for a sentence: `id, question and 12 more`. Each name is shortened, as a file may hold any. */
export function shownColumns(columns: readonly string[]): string {
  const names = columns.slice(0, MOST).map(shownName).join(', ');
  const more = columns.length - MOST;
  return more > 0 ? t('{0} and {1} more', names, numberText(more)) : names;
}
