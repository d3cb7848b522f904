export interface Sample {
  readonly count: number;
  readonly seed: number;
}

/** Without one a sample is the same each time too. */
export const USUAL_SEED = 1;

/** What a person writes for a sample: `200`, or `200/7` with a seed; undefined for anything else. */
export function parseSample(text: string): Sample | undefined {
  const [, count, seed = String(USUAL_SEED)] = /^\s*(\d+)\s*(?:\/\s*(\d+)\s*)?$/.exec(text) ?? [];
  const sample = { count: Number(count), seed: Number(seed) };
  const isUsable = sample.count >= 1 && Object.values(sample).every(Number.isSafeInteger);
  return isUsable ? sample : undefined;
}
