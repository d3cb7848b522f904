import assert from 'node:assert/strict';
import { outcomeNotes } from '../../../../../src/core/dataset/writing/outcomeNotes.js';

const none = {
  leftOut: undefined,
  cutOff: undefined,
  unreadable: undefined,
  guarded: 0,
  unguarded: 0,
};
const words = { from: 'jsonl', to: 'csv', remedy: '--guard puts an apostrophe in front' } as const;

describe('outcomeNotes', () => {
  it('says nothing where all is as it was', () => {
    assert.deepEqual(outcomeNotes(none, words), []);
  });

  it('says each thing once, in the singular', () => {
    const one = { rows: 1, first: 17 };
    const outcome = { leftOut: one, cutOff: one, unreadable: one, guarded: 1, unguarded: 1 };
    assert.deepEqual(outcomeNotes({ ...outcome, repeated: 1 }, words), [
      "1 row can't be read and is left out (row 17).",
      '1 row has fields beyond the header, which are left out (row 17).',
      '1 row holds \uFFFD in place of what is no text (row 17).',
      '1 repeated row is left out.',
      '1 cell begins like a formula and got an apostrophe in front.',
      '1 cell begins like a formula, which a spreadsheet would run; --guard puts an apostrophe in front.',
    ]);
  });

  it('and in the plural, with the first row of many', () => {
    const many = { rows: 1200, first: 1017 };
    const outcome = { leftOut: many, cutOff: many, unreadable: many, guarded: 2, unguarded: 3000 };
    assert.deepEqual(outcomeNotes({ ...outcome, repeated: 5000 }, words), [
      "1,200 rows can't be read and are left out (first: row 1,017).",
      '1,200 rows have fields beyond the header, which are left out (first: row 1,017).',
      '1,200 rows hold \uFFFD in place of what is no text (first: row 1,017).',
      '5,000 repeated rows are left out.',
      '2 cells begin like a formula and got an apostrophe in front.',
      '3,000 cells begin like a formula, which a spreadsheet would run; --guard puts an apostrophe in front.',
    ]);
  });

  it('says that texts stay texts where CSV becomes JSON', () => {
    assert.deepEqual(outcomeNotes(none, { ...words, from: 'csv', to: 'jsonl' }), [
      'CSV has texts only: numbers in it are texts in the JSON too.',
    ]);
  });
});
