import { t } from '../../../l10n/t.js';
import type { SpecPath } from '../text/locatedTree.js';

/** A problem of the value, before its place in the text is known. */
export interface FoundProblem {
  /** `information`: nothing is wrong, but somebody may wonder. */
  readonly severity: 'error' | 'warning' | 'information';
  readonly code: string;
  readonly message: string;
  readonly path: SpecPath;
  /** Where to point: the value (default) or the field's name. */
  readonly part?: 'key' | 'value';
}

/** `judge.max_tokens`, `item 2 of labels`: a path as a person would say it. */
export function spoken(path: SpecPath): string {
  const last = path.at(-1);
  if (last === undefined) return t('The spec');
  if (typeof last === 'number') return t('Item {0} of {1}', last + 1, spoken(path.slice(0, -1)));
  return `\`${path.filter((step) => typeof step === 'string').join('.')}\``;
}
