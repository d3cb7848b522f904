/** A line of the sample's rubric, and what stands in its place in the second version. */
interface RubricChange {
  readonly from: string;
  readonly to: string;
}

/** The first version of the sample's rubric calls an answer correct too readily; this is the second. */
const CHANGES: readonly RubricChange[] = [
  {
    from: '- correct: agrees with the policy and answers the question.',
    to: '- correct: gives every condition, price and date that the reference gives, and contradicts nothing.',
  },
  {
    from: '- incomplete: nothing false, but leaves out what the customer needs.',
    to: '- incomplete: nothing false, but leaves out a condition, price or date of the reference.',
  },
];

/** An edit of a text: what stands from `start` to `end` (offsets) becomes `text`. */
interface RubricEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/**
 * The edits that make the second version of the sample's rubric of its first one. `done` where the
 * text holds the second one already; undefined where somebody rewrote the lines.
 */
export function sampleRubricEdits(specText: string): readonly RubricEdit[] | 'done' | undefined {
  if (CHANGES.every(({ to }) => specText.includes(to))) return 'done';
  const edits = CHANGES.flatMap(({ from, to }) => {
    const start = specText.indexOf(from);
    return start < 0 ? [] : [{ start, end: start + from.length, text: to }];
  });
  return edits.length === CHANGES.length ? edits : undefined;
}
