/** Of documents that show one cell of a dataset in full. */
export const CELL_SCHEME = 'gavel-cell';
