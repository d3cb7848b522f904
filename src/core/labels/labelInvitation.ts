const LABELS_TO_BEGIN = 40;

/** Asks a person to label; `judged`: rows of the run with a verdict, 1 or more. */
export function labelInvitation(judged: number): string {
  const rows =
    judged > LABELS_TO_BEGIN
      ? `${LABELS_TO_BEGIN} rows`
      : judged === 1
        ? 'its row'
        : `its ${judged} rows`;
  return `The judge has not been checked against people yet. Label ${rows} to learn how far to trust it.`;
}
