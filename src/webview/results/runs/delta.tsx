import type { DeltaView } from '../../../shared/results/specRunsProtocol.js';
import { Icon } from '../../common/icon.js';

const ICONS: Record<DeltaView['clear'], string> = {
  better: 'triangle-up',
  worse: 'triangle-down',
  none: 'dash',
};

/** `▲ +3.1 pts (−0.4 to +6.6), passes more often`; what to know of it is in the tooltip. */
export function Delta({ delta }: { delta: DeltaView }) {
  const { text, words, clear, cautions } = delta;
  return (
    <span class="delta" title={[words, ...cautions].join('\n')}>
      {text !== null && (
        <>
          <Icon name={ICONS[clear]} /> {text},{' '}
        </>
      )}
      {words}
      {cautions.length > 0 && (
        <span class="tone-warn">
          {' '}
          <Icon name="warning" />
          <span class="hidden"> {cautions.join(' ')}</span>
        </span>
      )}
    </span>
  );
}
