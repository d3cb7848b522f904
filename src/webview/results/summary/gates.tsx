import { t } from '../../../l10n/t.js';
import type { ResultsView } from '../../../shared/protocol.js';
import { Icon } from '../../common/icon.js';

type Gate = ResultsView['gates'][number];

const outcomes = (): Record<
  Gate['outcome'],
  readonly [icon: string, tone: string, words: string]
> => ({
  passed: ['pass', 'pass', t('Gate passed')],
  failed: ['error', 'fail', t('Gate failed')],
  inconclusive: ['question', 'warn', t('Gate inconclusive')],
});

/** What the spec wanted of the figures, and whether their intervals are within it. */
export function Gates({ gates }: { gates: readonly Gate[] }) {
  if (gates.length === 0) return null;
  return (
    <ul class="gates" aria-label={t('Gates')}>
      {gates.map(({ outcome, message }) => {
        const [icon, tone, words] = outcomes()[outcome];
        return (
          <li key={message}>
            <span class={`tone-${tone}`}>
              <Icon name={icon} />
            </span>
            <span>
              {words}: <span class="muted">{message}</span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
