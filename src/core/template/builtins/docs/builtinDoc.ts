export interface BuiltinDoc {
  /** As it is written in a template, with the defaults of what may be left out. */
  readonly signature: string;
  /** One sentence. */
  readonly doc: string;
  /** A template that needs no data. */
  readonly example: string;
  /** What the example renders. */
  readonly output: string;
}

/** Signature (its first word is the name), sentence (asked for each time), example, its output. */
type Rows = readonly (readonly [string, () => string, string, string])[];

export function docsOf(rows: Rows): ReadonlyMap<string, BuiltinDoc> {
  return new Map(
    rows.map(([signature, say, example, output]) => [
      /^[^(\s]+/.exec(signature)?.[0] ?? '',
      {
        signature,
        get doc() {
          return say();
        },
        example,
        output,
      },
    ]),
  );
}
