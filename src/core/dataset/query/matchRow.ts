import type { Json } from '../../json.js';
import { numberOf } from './numberOf.js';
import type { ReadRow } from '../rows/readRow.js';
import { rowCells } from '../rows/rowCells.js';
import type { RowCondition, RowFilter } from './rowQuery.js';
import { textMatcher } from './textMatcher.js';

type CellsOf = (column: string) => string;
type Condition = (row: ReadRow, cellOf: CellsOf) => boolean;

/** Whether a row meets every filter. Throws `UserError` of kind `usage` for a broken pattern. */
export function compileFilters(filters: readonly RowFilter[]): (row: ReadRow) => boolean {
  const conditions = filters.map((filter) => {
    const condition = compiled(filter);
    return (row: ReadRow, cellOf: CellsOf) => condition(row, cellOf) !== (filter.not === true);
  });
  return (row) => {
    const cellOf = rowCells(row);
    return conditions.every((condition) => condition(row, cellOf));
  };
}

function compiled(condition: RowCondition): Condition {
  switch (condition.kind) {
    case 'text': {
      const { column } = condition;
      const { matches } = textMatcher(condition);
      if (column !== null) {
        return ({ values }, cellOf) => Object.hasOwn(values, column) && matches(cellOf(column));
      }
      return ({ values, extra = [], broken }, cellOf) =>
        broken
          ? matches(broken.text)
          : Object.keys(values).some((name) => matches(cellOf(name))) || extra.some(matches);
    }
    case 'equals': {
      const { column, text } = condition;
      return ({ values }, cellOf) => Object.hasOwn(values, column) && cellOf(column) === text;
    }
    case 'empty': {
      const { column } = condition;
      return ({ values, broken }) =>
        !broken && isEmptyValue(Object.hasOwn(values, column) ? values[column] : undefined);
    }
    case 'range': {
      const { column, min, max } = condition;
      return (_row, cellOf) => {
        const value = numberOf(cellOf(column));
        return value !== undefined && value >= (min ?? -Infinity) && value <= (max ?? Infinity);
      };
    }
    case 'marked':
      return ({ marks }) => marks.some((mark) => condition.marks.includes(mark));
  }
}

/** Nothing, null, "", [] or {}. */
export function isEmptyValue(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}
