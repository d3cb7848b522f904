/** What the other side is asked and told while rows are gone through: imports of `host`. */

/** The number that a text is, where it takes more than 64 bits to tell. */
export declare function slowNumber(at: usize, length: usize): f64;

/** The row at hand has these marks. `detail`: fields of a CSV record. */
export declare function oddRow(row: u32, marks: u32, detail: u32): void;

/** The first row that can be read is this one. */
export declare function firstRow(row: u32): void;

/** A key became a column, for the first time in this row. */
export declare function newColumn(row: u32, column: u32): void;

/** A key is beyond the columns that are looked at. */
export declare function leftOut(hash: u64): void;

/** The row is the first one that lacks the column. */
export declare function firstMissing(row: u32, column: u32): void;

/** Whether a text is what the condition of this number looks for. */
export declare function test(condition: u32, at: usize, length: usize, hasSurrogate: bool): bool;

/** Whether the row at hand, which can't be read, is what the condition of this number looks for. */
export declare function testBroken(condition: u32, row: u32, at: usize, end: usize): bool;
