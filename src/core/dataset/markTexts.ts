import type { RowMark } from './readRow.js';

/** What a mark means for the row that has it, as the end of a sentence. */
export const MARK_TEXTS: Readonly<Record<RowMark, string>> = {
  broken: "can't be read",
  'extra-fields': 'has more fields than the header names',
  'missing-fields': 'has fewer fields than the header names',
  'stray-quote': 'has a quote where CSV allows none, taken as it stands',
  'repeated-key': 'has a key twice, of which the last one counts',
  'bad-bytes': "has bytes that are no text in the file's encoding",
};
