import { t } from '../../l10n/t.js';
import { UserError } from '../userError.js';
import type { ResolvedSpec } from './evalSpec.js';
import { specColumns } from './specColumns.js';

/** The columns of a dataset that go to the service. */
export function usedColumns(spec: ResolvedSpec, columns: readonly string[]): string[] {
  const used = new Set(specColumns(spec));
  return columns.filter((column) => used.has(column));
}

/** The same; throws `UserError` where there is none, as a job needs one at least. */
export function neededColumns(spec: ResolvedSpec, columns: readonly string[]): string[] {
  const used = usedColumns(spec, columns);
  if (used.length > 0) return used;
  const message = t(
    'No template of the spec uses a column of the dataset; use one, e.g. {{ question }}.',
  );
  throw new UserError('spec', message);
}
