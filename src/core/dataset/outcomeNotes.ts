import type { DatasetFormat } from './dataset.js';
import type { RowCount, WrittenCounts } from './writeRequest.js';

export interface OutcomeWords {
  readonly from: DatasetFormat;
  readonly to: DatasetFormat;
  /** How formulas are guarded, as the end of a sentence. */
  readonly remedy: string;
}

/**
 * What a person should know of rows that were written: a sentence for each thing that is not as in
 * the source, or may not be what was expected.
 */
export function outcomeNotes(
  outcome: WrittenCounts & { readonly repeated?: number },
  { from, to, remedy }: OutcomeWords,
): readonly string[] {
  const { leftOut, cutOff, unreadable, guarded, unguarded, repeated = 0 } = outcome;
  const notes: string[] = [];
  if (from === 'csv' && to === 'jsonl') {
    notes.push('CSV has texts only: numbers in it are texts in the JSON too.');
  }
  if (leftOut) {
    notes.push(
      `${amount(leftOut)} can't be read and ${isAre(leftOut.rows)} left out${first(leftOut)}.`,
    );
  }
  if (cutOff) {
    const has = cutOff.rows === 1 ? 'has' : 'have';
    notes.push(
      `${amount(cutOff)} ${has} fields beyond the header, which are left out${first(cutOff)}.`,
    );
  }
  if (unreadable) {
    const holds = unreadable.rows === 1 ? 'holds' : 'hold';
    notes.push(
      `${amount(unreadable)} ${holds} \uFFFD in place of what is no text${first(unreadable)}.`,
    );
  }
  if (repeated > 0) {
    notes.push(`${number(repeated)} repeated ${repeated === 1 ? 'row is' : 'rows are'} left out.`);
  }
  if (guarded > 0) {
    notes.push(`${cells(guarded)} like a formula and got an apostrophe in front.`);
  }
  if (unguarded > 0) {
    notes.push(`${cells(unguarded)} like a formula, which a spreadsheet would run; ${remedy}.`);
  }
  return notes;
}

function amount({ rows }: RowCount): string {
  return `${number(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}

function first({ rows, first: row }: RowCount): string {
  return rows === 1 ? ` (row ${number(row)})` : ` (first: row ${number(row)})`;
}

function cells(count: number): string {
  return count === 1 ? '1 cell begins' : `${number(count)} cells begin`;
}

function isAre(count: number): string {
  return count === 1 ? 'is' : 'are';
}

function number(value: number): string {
  return value.toLocaleString('en');
}
