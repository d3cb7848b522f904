import { IntervalMark, placeOn } from '../common/intervalMark.js';

interface DeltaBarProps {
  readonly estimate: { readonly value: number; readonly low: number; readonly high: number };
  readonly scale: { readonly min: number; readonly max: number };
}

/** A difference and its interval, with no difference marked. The words beside it say the same. */
export function DeltaBar({ estimate, scale }: DeltaBarProps) {
  const at = placeOn(scale);
  return (
    <svg class="delta-bar" height="16" aria-hidden="true">
      <line class="interval-axis" x1="0" x2="100%" y1="8" y2="8" />
      <line class="interval-mark" x1={at(0)} x2={at(0)} y1="0" y2="16" />
      <IntervalMark estimate={estimate} y={8} at={at} />
    </svg>
  );
}
