import { t } from '../../../l10n/t.js';
import type { RowMark } from '../rows/readRow.js';

/** What a mark means for the row that has it, as the end of a sentence. */
export const MARK_TEXTS: Readonly<Record<RowMark, string>> = {
  get broken() {
    return t("can't be read");
  },
  get 'extra-fields'() {
    return t('has more fields than the header names');
  },
  get 'missing-fields'() {
    return t('has fewer fields than the header names');
  },
  get 'stray-quote'() {
    return t('has a quote where CSV allows none, taken as it stands');
  },
  get 'repeated-key'() {
    return t('has a key twice, of which the last one counts');
  },
  get 'bad-bytes'() {
    return t("has bytes that are no text in the file's encoding");
  },
};
