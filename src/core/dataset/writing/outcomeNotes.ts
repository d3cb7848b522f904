import { numberText, plural, t } from '../../../l10n/t.js';
import type { DatasetFormat } from '../dataset.js';
import type { WrittenCounts } from './writeRequest.js';

interface OutcomeWords {
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
    notes.push(t('CSV has texts only: numbers in it are texts in the JSON too.'));
  }
  if (leftOut) {
    notes.push(
      plural(
        leftOut.rows,
        "{0} row can't be read and is left out (row {1}).",
        "{0} rows can't be read and are left out (first: row {1}).",
        numberText(leftOut.first),
      ),
    );
  }
  if (cutOff) {
    notes.push(
      plural(
        cutOff.rows,
        '{0} row has fields beyond the header, which are left out (row {1}).',
        '{0} rows have fields beyond the header, which are left out (first: row {1}).',
        numberText(cutOff.first),
      ),
    );
  }
  if (unreadable) {
    notes.push(
      plural(
        unreadable.rows,
        '{0} row holds \uFFFD in place of what is no text (row {1}).',
        '{0} rows hold \uFFFD in place of what is no text (first: row {1}).',
        numberText(unreadable.first),
      ),
    );
  }
  if (repeated > 0) {
    notes.push(
      plural(repeated, '{0} repeated row is left out.', '{0} repeated rows are left out.'),
    );
  }
  if (guarded > 0) {
    notes.push(
      plural(
        guarded,
        '{0} cell begins like a formula and got an apostrophe in front.',
        '{0} cells begin like a formula and got an apostrophe in front.',
      ),
    );
  }
  if (unguarded > 0) {
    notes.push(
      plural(
        unguarded,
        '{0} cell begins like a formula, which a spreadsheet would run; {1}.',
        '{0} cells begin like a formula, which a spreadsheet would run; {1}.',
        remedy,
      ),
    );
  }
  return notes;
}
