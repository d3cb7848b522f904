import { fieldText } from './csvRows';
import { isCsv } from './form';
import { compactJson, plainString, skipBlanks } from './jsonStrings';
import { Cell, ARRAY, KIND, NULL, STRING, WRITTEN } from './rows';
import { setText } from './text';

/** What the cells of the row at hand say: their texts are those of `cellText.ts`. */

/** Makes the text of a cell the text at hand. */
export function cellText(cell: Cell): void {
  const kind = cell.kind & KIND;
  if (kind == NULL) setText(cell.start, 0);
  else if ((cell.kind & WRITTEN) == 0) setText(cell.start, cell.stop - cell.start);
  else if (isCsv) fieldText(cell.start, cell.stop);
  else if (kind == STRING) plainString(cell.start, cell.stop);
  else compactJson(cell.start, cell.stop);
}

/** null, "", [] or {}. */
export function isEmpty(cell: Cell): bool {
  const kind = cell.kind & KIND;
  if (kind == STRING) return cell.start == cell.stop;
  if (kind < ARRAY) return kind == NULL;
  return skipBlanks(cell.start + 1) == cell.stop - 1;
}
