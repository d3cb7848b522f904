import { decimalText } from '../../l10n/t.js';
import type { EstimateView, ResultsView } from '../../shared/protocol.js';
import { IntervalMark, placeOn } from '../common/intervalMark.js';

interface IntervalBarProps {
  readonly type: ResultsView['type'];
  readonly estimate: EstimateView;
  readonly scale: { readonly min: number; readonly max: number; readonly mark: number | null };
}

/** A figure and its interval, drawn on its whole scale. The words beside it say the same. */
export function IntervalBar({ type, estimate, scale }: IntervalBarProps) {
  const at = placeOn(scale);
  const end = (value: number) =>
    type === 'score' ? decimalText(String(value)) : `${Math.round(100 * value)} %`;

  return (
    <div class="interval" aria-hidden="true">
      <span class="muted">{end(scale.min)}</span>
      <svg class="interval-bar" height="16">
        <line class="interval-axis" x1="0" x2="100%" y1="8" y2="8" />
        {scale.mark !== null && (
          <line class="interval-mark" x1={at(scale.mark)} x2={at(scale.mark)} y1="1" y2="15" />
        )}
        <IntervalMark estimate={estimate} y={8} at={at} />
      </svg>
      <span class="muted">{end(scale.max)}</span>
    </div>
  );
}
