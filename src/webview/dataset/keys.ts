import { t } from '../../l10n/t.js';

/** The keys of the view, as `?` shows them. */
export const datasetKeys = () =>
  [
    ['↑ ↓ ← →', t('To the cell beside; j and k: next and previous row')],
    [t('Page Up'), t('A screen up; Page Down: a screen down')],
    [t('Home End'), t('First or last column; with Ctrl first or last row')],
    ['Ctrl ↑', t('To the edge of the table; also with ↓ ← →')],
    [t('Enter'), t('To the row in full; Escape: back to the table')],
    ['Shift ↓', t('Select rows; also with Page Down and Ctrl; Space: select the row')],
    [t('Ctrl A'), t('Select all rows; Escape: none')],
    [t('Ctrl C'), t('Copy the selected rows, or the cell')],
    [t('Ctrl F'), t('Find; F3 and Shift F3: next and previous match')],
    [t('Ctrl G'), t('Go to a row by its number')],
    [t('Shift F10'), t('Menu of the column')],
    ['[ ]', t('Narrower or wider column; =: as wide as its texts')],
    ['W', t('Rows of several lines, or of one')],
  ] as const;
