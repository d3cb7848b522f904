import type { EstimateView, ResultsView } from '../../shared/protocol.js';

interface IntervalBarProps {
  readonly type: ResultsView['type'];
  readonly estimate: EstimateView;
  readonly scale: { readonly min: number; readonly max: number; readonly mark: number | null };
}

/** A figure and its interval, drawn on its whole scale. The words beside it say the same. */
export function IntervalBar({ type, estimate, scale }: IntervalBarProps) {
  const at = (value: number) =>
    `${Math.min(100, Math.max(0, (100 * (value - scale.min)) / (scale.max - scale.min || 1)))}%`;
  const end = (value: number) =>
    type === 'score' ? String(value) : `${Math.round(100 * value)} %`;

  return (
    <div class="interval" aria-hidden="true">
      <span class="muted">{end(scale.min)}</span>
      <svg class="interval-bar" height="16">
        <line class="interval-axis" x1="0" x2="100%" y1="8" y2="8" />
        {scale.mark !== null && (
          <line class="interval-mark" x1={at(scale.mark)} x2={at(scale.mark)} y1="1" y2="15" />
        )}
        <line class="interval-range" x1={at(estimate.low)} x2={at(estimate.high)} y1="8" y2="8" />
        <line class="interval-end" x1={at(estimate.low)} x2={at(estimate.low)} y1="4" y2="12" />
        <line class="interval-end" x1={at(estimate.high)} x2={at(estimate.high)} y1="4" y2="12" />
        <circle class="interval-value" cx={at(estimate.value)} cy="8" r="4" />
      </svg>
      <span class="muted">{end(scale.max)}</span>
    </div>
  );
}
