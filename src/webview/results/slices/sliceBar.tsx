import type { SliceGroupView, SlicesView } from '../../../shared/results/slicesProtocol.js';

interface BarScale {
  readonly min: number;
  readonly max: number;
  readonly minText: string;
  readonly maxText: string;
}

/** From tenth to tenth, as far as the intervals go. */
export function barScale({ groups, overall }: SlicesView): BarScale {
  const estimates = [...groups.map(({ rate }) => rate), overall].filter((rate) => rate !== null);
  const low = Math.min(1, ...estimates.map((estimate) => estimate.low));
  const high = Math.max(0, ...estimates.map((estimate) => estimate.high));
  const min = Math.max(0, Math.floor(10 * low)) / 10;
  const max = Math.max(min + 0.1, Math.min(10, Math.ceil(10 * high)) / 10);
  return {
    min,
    max,
    minText: `${Math.round(100 * min)} %`,
    maxText: `${Math.round(100 * max)} %`,
  };
}

interface SliceBarProps {
  readonly rate: SliceGroupView['rate'];
  readonly overall: SlicesView['overall'];
  readonly scale: BarScale;
}

/** A rate with its interval, and the line of all rows. The words beside it say the same. */
export function SliceBar({ rate, overall, scale }: SliceBarProps) {
  const at = (value: number) => `${(100 * (value - scale.min)) / (scale.max - scale.min)}%`;
  return (
    <svg class="slices-svg" width="100%" height="22">
      {overall && (
        <line class="interval-mark" x1={at(overall.value)} x2={at(overall.value)} y1="0" y2="22" />
      )}
      {rate && (
        <>
          <line class="interval-range" x1={at(rate.low)} x2={at(rate.high)} y1="11" y2="11" />
          <line class="interval-end" x1={at(rate.low)} x2={at(rate.low)} y1="7" y2="15" />
          <line class="interval-end" x1={at(rate.high)} x2={at(rate.high)} y1="7" y2="15" />
          <circle class="interval-value" cx={at(rate.value)} cy="11" r="4" />
        </>
      )}
    </svg>
  );
}
