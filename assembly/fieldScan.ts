/**
 * Looks into the cells of CSV and JSON Lines, in WebAssembly: compiled by `npm run build:scan` into
 * `fieldScanWasm.ts`. An instance reads one form of file; the bytes come as whole records.
 */
import { growColumns } from './fields/columns';
import { prepareCsv } from './fields/csvRows';
import { readCsv } from './fields/form';
import { prepareKeys } from './fields/jsonKeys';

export { lookFor } from './fields/candidates';
export { columnCount, columnAt } from './fields/columns';
export { keyAt, keyNumber, limitKeys } from './fields/jsonKeys';
export { reserve, take } from './fields/memory';
export { POWERS } from './fields/numbers';
export { rowStart, rowEnd } from './fields/rows';
export { takeUpper } from './fields/search';
export { found, hasCandidate, meet, select } from './fields/select';
export { keyBytes, keyStarts, sortKeys } from './fields/sortKeys';
export { soundRows, survey, withoutFigures } from './fields/survey';
export { lineBreaks } from './fields/vectors';

/** Columns beyond the limit are not looked at. */
export function openCsv(delimiter: u8, columns: u32, limit: u32): void {
  readCsv();
  prepareCsv(delimiter, columns);
  growColumns(min(columns, limit));
}

export function openJson(limit: u32): void {
  prepareKeys(limit);
}
