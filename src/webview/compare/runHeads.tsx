import { t } from '../../l10n/t.js';
import type { CompareView, ComparedRunView } from '../../shared/compareProtocol.js';
import { DemoBadge } from '../common/demoBadge.js';
import { Icon } from '../common/icon.js';
import type { CompareHost } from './compareRuns.js';

interface RunHeadsProps {
  readonly view: CompareView;
  readonly host: CompareHost;
  onSwap(): void;
}

/** Which run is A and which is B. */
export function RunHeads({ view, host, onSwap }: RunHeadsProps) {
  const { runs, arrangement } = view;
  const [a, b] = [runs[0], runs[arrangement.focus]];
  return (
    <header class="heads">
      <h1 class="hidden">{t('Compare runs')}</h1>
      <div class="heads-runs">
        {a && <RunHead letter="A" run={a} onOpen={() => void host.call('openRun', { run: 0 })} />}
        {b && (
          <RunHead
            letter="B"
            run={b}
            onOpen={() => void host.call('openRun', { run: arrangement.focus })}
          />
        )}
      </div>
      {runs.length === 2 && (
        <button class="tool" onClick={onSwap} title={t('Swap A and B (s)')}>
          <Icon name="arrow-swap" />
          {t('Swap')}
        </button>
      )}
    </header>
  );
}

interface RunHeadProps {
  readonly letter: 'A' | 'B';
  readonly run: ComparedRunView;
  onOpen(): void;
}

function RunHead({ letter, run, onOpen }: RunHeadProps) {
  return (
    <p class="head">
      <span class={`letter letter-${letter.toLowerCase()}`}>{letter}</span>
      <button class="link head-name clip" title={t('Open the results')} onClick={onOpen}>
        {run.name}
      </button>
      {run.demo && <DemoBadge />}
      <span class="muted clip" title={`${run.when} · ${run.id} · ${run.facts}`}>
        {run.when} · {run.id} · {run.facts}
      </span>
    </p>
  );
}
