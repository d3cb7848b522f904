import { plural, t } from '../../l10n/t.js';

const LABELS_TO_BEGIN = 40;

/** Asks a person to label; `judged`: rows of the run with a verdict, 1 or more. */
export function labelInvitation(judged: number): string {
  if (judged > LABELS_TO_BEGIN) {
    return t(
      'The judge has not been checked against people yet. Label {0} rows to learn how far to trust it.',
      LABELS_TO_BEGIN,
    );
  }
  return plural(
    judged,
    'The judge has not been checked against people yet. Label its row to learn how far to trust it.',
    'The judge has not been checked against people yet. Label its {0} rows to learn how far to trust it.',
  );
}
