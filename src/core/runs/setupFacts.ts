/** One thing that a run was made with. */
export interface SetupFact {
  readonly label: string;
  readonly text: string;
  /** An id, a path or a hash: whoever repeats the run copies it. */
  readonly isCode?: true;
}

export interface SetupTable {
  readonly columns: readonly string[];
  /** The first cell of a row is its name. */
  readonly rows: readonly (readonly string[])[];
}

/** Facts that there are: a label, and a text or undefined. */
export type Facts = readonly (readonly [
  label: string,
  text: string | undefined,
  isCode?: 'code',
])[];

export function factsOf(facts: Facts): SetupFact[] {
  return facts.flatMap(([label, text, isCode]) =>
    text === undefined || text === '' ? [] : [{ label, text, ...(isCode && { isCode: true }) }],
  );
}
