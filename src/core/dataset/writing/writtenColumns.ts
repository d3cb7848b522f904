import { t } from '../../../l10n/t.js';
import { UserError } from '../../userError.js';
import { nameableColumns } from './renameColumns.js';
import type { ColumnRename, WrittenForm } from './writeRequest.js';

/**
 * The columns of a new dataset with their names in it; `all` are those of its source. Throws
 * `UserError` of kind `usage` where two would have the same name.
 */
export function writtenColumns(
  all: readonly string[],
  { columns = all, renames = [] }: Pick<WrittenForm, 'columns' | 'renames'>,
): readonly ColumnRename[] {
  const chosen = [...new Set(columns)];
  const names =
    renames === 'identifiers'
      ? nameableColumns(chosen)
      : new Map(renames.map(({ name, as }) => [name, as]));
  const taken = new Map<string, string>();
  return chosen.map((name) => {
    const as = names.get(name) ?? name;
    const other = taken.get(as);
    if (other !== undefined) {
      throw new UserError(
        'usage',
        t(
          'The columns "{0}" and "{1}" would both be called "{2}"; choose another name for one of them.',
          other,
          name,
          as,
        ),
      );
    }
    taken.set(as, name);
    return { name, as };
  });
}
