interface DeltaBarProps {
  readonly estimate: { readonly value: number; readonly low: number; readonly high: number };
  readonly scale: { readonly min: number; readonly max: number };
}

/** A difference and its interval, with no difference marked. The words beside it say the same. */
export function DeltaBar({ estimate, scale }: DeltaBarProps) {
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, (100 * (value - scale.min)) / (scale.max - scale.min || 1)))}%`;
  const { value, low, high } = estimate;
  return (
    <svg class="delta-bar" height="16" aria-hidden="true">
      <line class="delta-axis" x1="0" x2="100%" y1="8" y2="8" />
      <line class="delta-zero" x1={at(0)} x2={at(0)} y1="0" y2="16" />
      <line class="delta-range" x1={at(low)} x2={at(high)} y1="8" y2="8" />
      <line class="delta-end" x1={at(low)} x2={at(low)} y1="4" y2="12" />
      <line class="delta-end" x1={at(high)} x2={at(high)} y1="4" y2="12" />
      <circle class="delta-value" cx={at(value)} cy="8" r="4" />
    </svg>
  );
}
