import type { ComponentChildren } from 'preact';

export const ROW_HEIGHT = 22;

export interface GridColumn<R> {
  readonly id: string;
  readonly label: string;
  readonly title?: string;
  /** In pixels, before anyone resizes it. */
  readonly width: number;
  readonly numeric?: boolean;
  readonly sort?: 'ascending' | 'descending' | 'none';
  cell(row: R): ComponentChildren;
}

/** The columns that are drawn, and where; the same for every row. */
export interface DrawnColumns<R> {
  readonly all: readonly GridColumn<R>[];
  readonly first: number;
  /** Less than `first` for none. */
  readonly last: number;
}
