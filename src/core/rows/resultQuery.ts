/** Which rows of a run, in which order; see `readFilter`, `parseWhere` and `columnOrder`. */
export interface ResultQuery {
  /** Ids of filters; see `readFilters`. */
  readonly filters: readonly string[];
  /** Conditions as `parseWhere` reads them, all of which hold. */
  readonly where: readonly string[];
  /** Words, each of which stands somewhere in the row; case does not matter. */
  readonly search: string;
  /** `row`, `verdict`, another derived column, or a column of the table. */
  readonly sort: string;
  readonly descending: boolean;
}

export const EVERY_ROW: ResultQuery = {
  filters: [],
  where: [],
  search: '',
  sort: 'row',
  descending: false,
};
