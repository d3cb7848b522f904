/** The keys of the view, as `?` shows them. */
export const KEYS = [
  ['↑ ↓ ← →', 'To the cell beside; j and k: next and previous row'],
  ['Page Up', 'A screen up; Page Down: a screen down'],
  ['Home End', 'First or last column; with Ctrl first or last row'],
  ['Ctrl ↑', 'To the edge of the table; also with ↓ ← →'],
  ['Enter', 'To the row in full; Escape: back to the table'],
  ['Shift ↓', 'Select rows; also with Page Down and Ctrl; Space: select the row'],
  ['Ctrl A', 'Select all rows; Escape: none'],
  ['Ctrl C', 'Copy the selected rows, or the cell'],
  ['Ctrl F', 'Find; F3 and Shift F3: next and previous match'],
  ['Ctrl G', 'Go to a row by its number'],
  ['Shift F10', 'Menu of the column'],
  ['[ ]', 'Narrower or wider column; =: as wide as its texts'],
  ['W', 'Rows of several lines, or of one'],
] as const;
