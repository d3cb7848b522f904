import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';

/** How far a run is that has not ended: a bar, and all that is known of it in words. */
export function RunProgress({ view }: { view: ResultsView }) {
  const { done, total, phrases } = view.progress;
  const isWaiting = view.status === 'queued' && done === 0;
  const took = view.took === null ? [] : [t('{0} so far', view.took)];
  const words = [...(isWaiting ? [t('waiting to start')] : phrases), ...took].join(' · ');
  const isKnown = total !== null && total > 0;
  return (
    <div class="progress">
      <progress
        aria-label={t('Rows judged')}
        {...(isKnown ? { max: total, value: done } : isPaused(view) ? { max: 1, value: 0 } : {})}
      />
      <span class="progress-words muted clip" title={words}>
        {words}
      </span>
    </div>
  );
}

/** A bar without a value says that something goes on. */
function isPaused({ status }: ResultsView): boolean {
  return status === 'paused';
}

function endWords(status: 'completed' | 'failed' | 'cancelled'): string {
  switch (status) {
    case 'completed':
      return t('The run has completed.');
    case 'failed':
      return t('The run has failed.');
    case 'cancelled':
      return t('The run has been cancelled.');
  }
}

const SAY_MS = 10_000;

/** For a screen reader: another status at once, how far the run is every ten seconds at most. */
export function RunSaid({ view }: { view: ResultsView }) {
  const { status, progress } = view;
  const isOpen = status === 'queued' || status === 'running' || status === 'paused';
  const words = useRef('');
  words.current = isOpen ? [view.statusWords, ...progress.phrases].join(', ') : endWords(status);
  const [said, setSaid] = useState(words.current);
  useEffect(() => {
    setSaid(words.current);
    if (!isOpen) return;
    const timer = setInterval(() => setSaid(words.current), SAY_MS);
    return () => clearInterval(timer);
  }, [status]);
  return (
    <p class="hidden" role="status" aria-label={t('Progress of the run')}>
      {said}
    </p>
  );
}
