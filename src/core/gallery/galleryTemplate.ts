/** A part of a row that a rubric needs. */
export interface GalleryColumn {
  /** Stands in the rubric as `{{ id }}`, until it is mapped to a column of a dataset. */
  readonly id: string;
  /** What the column holds, as a noun phrase. */
  readonly holds: string;
  /** Words by which such a column is often called, the likeliest first. */
  readonly words: readonly string[];
}

/** Where the idea of a rubric comes from; its words are our own. */
export interface GallerySource {
  readonly authors: string;
  readonly year: number;
  readonly title: string;
  readonly url: string;
}

/** A rubric that is worth starting from. */
export interface GalleryTemplate {
  /** As on the command line: `correctness`. */
  readonly id: string;
  readonly title: string;
  /** One line: what the judge does. */
  readonly summary: string;
  /** Beside the responses, which are `response`, or `response_a` and `response_b`. */
  readonly columns: readonly GalleryColumn[];
  /** Jinja; names `columns` by their ids. The response is added for the judge by itself. */
  readonly rubric: string;
  readonly verdict: GalleryVerdict;
  readonly sources: readonly [GallerySource, ...GallerySource[]];
}

type GalleryVerdict =
  | {
      readonly type: 'classify';
      readonly labels: readonly string[];
      readonly pass_labels: readonly string[];
    }
  | {
      readonly type: 'score';
      readonly min_score: number;
      readonly max_score: number;
      readonly pass_threshold: number;
    }
  | { readonly type: 'compare' };
