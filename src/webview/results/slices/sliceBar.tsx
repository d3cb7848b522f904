import type { SliceGroupView, SlicesView } from '../../../shared/results/slicesProtocol.js';
import { IntervalMark, placeOn } from '../../common/intervalMark.js';

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
  const at = placeOn(scale);
  return (
    <svg class="slices-svg" width="100%" height="22">
      {overall && (
        <line class="interval-mark" x1={at(overall.value)} x2={at(overall.value)} y1="0" y2="22" />
      )}
      {rate && <IntervalMark estimate={rate} y={11} at={at} />}
    </svg>
  );
}
