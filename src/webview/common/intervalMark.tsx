interface IntervalMarkProps {
  readonly estimate: { readonly value: number; readonly low: number; readonly high: number };
  /** Pixels from the top of the drawing. */
  readonly y: number;
  at(value: number): string;
}

/** A figure and its interval, in a drawing whose scale goes from left to right. */
export function IntervalMark({ estimate, y, at }: IntervalMarkProps) {
  const { value, low, high } = estimate;
  return (
    <>
      <line class="interval-range" x1={at(low)} x2={at(high)} y1={y} y2={y} />
      <line class="interval-end" x1={at(low)} x2={at(low)} y1={y - 4} y2={y + 4} />
      <line class="interval-end" x1={at(high)} x2={at(high)} y1={y - 4} y2={y + 4} />
      <circle class="interval-value" cx={at(value)} cy={y} r="4" />
    </>
  );
}

/** Where a value stands on a scale, as a share of the drawing's width; never beside it. */
export function placeOn(scale: { readonly min: number; readonly max: number }) {
  const { min, max } = scale;
  return (value: number) =>
    `${Math.min(100, Math.max(0, (100 * (value - min)) / (max - min || 1)))}%`;
}
