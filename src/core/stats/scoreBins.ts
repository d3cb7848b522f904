/** Rows whose score is at least `from` and below `to`; `to` itself belongs to the last bin and to one where both are equal. */
interface ScoreBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** More distinct scores than this are shown in bins. */
const MAX_DISTINCT = 20;
const BINS = 10;

/** Counts scores as they come; needs the same little memory for any number of them. */
interface ScoreBins {
  add(score: number): void;
  /** One entry a distinct score (`from` = `to`), else ten equal bins over the range. */
  current(): ScoreBin[];
}

/** @param min @param max the range of the scores, both included */
export function createScoreBins(min: number, max: number): ScoreBins {
  const bins = new Array<number>(BINS).fill(0);
  const distinct = new Map<number, number>();
  const width = (max - min) / BINS;
  const edge = (index: number) => (index === BINS ? max : min + index * width);

  return {
    add(score) {
      // Comparing with the edges as they are shown: dividing by the width may round over one.
      let bin = 0;
      while (bin < BINS - 1 && score >= edge(bin + 1)) bin += 1;
      bins[bin] = (bins[bin] ?? 0) + 1;
      if (distinct.size <= MAX_DISTINCT) distinct.set(score, (distinct.get(score) ?? 0) + 1);
    },
    current() {
      if (distinct.size <= MAX_DISTINCT) {
        return [...distinct]
          .sort(([a], [b]) => a - b)
          .map(([score, count]) => ({ from: score, to: score, count }));
      }
      return bins.map((count, index) => ({ from: edge(index), to: edge(index + 1), count }));
    },
  };
}
