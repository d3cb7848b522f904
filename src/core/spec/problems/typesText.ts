import { t } from '../../../l10n/t.js';

/** Types of evaluation for a sentence: `classify and score`. */
export function typesText(types: readonly string[]): string {
  const [last = '', ...before] = [...types].reverse();
  return before.length === 0 ? last : t('{0} and {1}', typesText(before.reverse()), last);
}
