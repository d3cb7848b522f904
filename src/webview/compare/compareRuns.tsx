import { useCallback, useEffect, useState } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type { Arrangement, CompareView, compareProtocol } from '../../shared/compareProtocol.js';
import type { Host } from '../common/host.js';
import { KeysHelp } from '../common/keysHelp.js';
import { FailedNotice } from '../common/failedNotice.js';
import { reasonOf } from '../common/reasonOf.js';
import { useRemembered } from '../common/useRemembered.js';
import { Failed, Reading } from '../common/waitingPages.js';
import { Answer } from './answer.js';
import { ColumnMapping } from './columnMapping.js';
import { ComparedTable } from './comparedTable.js';
import { ModelRanking } from './modelRanking.js';
import { RunHeads } from './runHeads.js';
import { RunsTable } from './runsTable.js';

export type CompareHost = Host<typeof compareProtocol>;

const allKeys = () =>
  [
    ['↑ ↓', t('Previous or next row; also k and j')],
    [t('Page Up'), t('A screen up; Page Down: a screen down')],
    [t('Home End'), t('First or last row')],
    [t('Enter'), t('To the row’s details; Escape: back to the table')],
    ['s', t('Swap A and B')],
    ['?', t('This list')],
  ] as const;

/** What the view remembers over a change of tab and a reload. */
export interface Remembered {
  readonly arrangement: Arrangement | null;
  readonly filters: readonly string[];
  /** `id` of the selected row. */
  readonly selected: string | null;
  readonly scrollTop: number;
  readonly widths: Readonly<Record<string, number>>;
  readonly share: number;
}

const FRESH: Remembered = {
  arrangement: null,
  filters: [],
  selected: null,
  scrollTop: 0,
  widths: {},
  share: 45,
};

/** Two or more runs: which is better, how sure that is, and the rows that say so. */
export function CompareRuns({ host }: { host: CompareHost }) {
  const [view, setView] = useState<CompareView | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [kept, keep] = useRemembered(host, FRESH);
  const show = useCallback((next: CompareView) => {
    setView(next);
    setFailure(null);
    keep({ arrangement: next.arrangement });
  }, []);
  const failed = useCallback((error: unknown) => setFailure(reasonOf(error)), []);

  useEffect(() => host.on('changed', show), [host]);
  const open = useCallback(() => {
    setFailure(null);
    host.call('open', {}).then(show, failed);
  }, [host]);
  useEffect(open, [open]);
  const arrange = (change: Partial<Arrangement>) => {
    if (!view) return;
    host.call('arrange', { ...view.arrangement, ...change }).catch(failed);
  };
  const swap = () => {
    if (view?.arrangement.runs.length !== 2) return;
    arrange({
      runs: view.arrangement.runs.toReversed(),
      mapped: view.arrangement.mapped.map(([from, to]) => [to, from]),
    });
  };
  useSwapKey(swap);

  const said = failure ?? view?.failure ?? null;
  if (!view && said !== null) {
    return (
      <main class="view">
        <Failed title={said} host={host} onRetry={open} />
      </main>
    );
  }
  if (!view || (view.comparison === null && said === null)) {
    const read = view?.reading ?? 0;
    const title =
      read === 0
        ? t('Reading the runs…')
        : plural(read, 'Comparing: {0} row read…', 'Comparing: {0} rows read…');
    return (
      <main class="view">
        {view && <RunHeads view={view} host={host} onSwap={swap} />}
        <Reading title={title} host={host} />
      </main>
    );
  }
  const { comparison } = view;
  return (
    <main class="view">
      <RunHeads view={view} host={host} onSwap={swap} />
      {said !== null && <FailedNotice reason={said} onRetry={() => arrange({})} />}
      {view.isStale && (
        <div class="banner" role="status">
          <span class="codicon codicon-info" aria-hidden="true" />
          {t('A run has changed since it was read.')}
          <button class="link" onClick={() => arrange({})}>
            {t('Compare again')}
          </button>
        </div>
      )}
      {view.entries.length > 0 && <RunsTable view={view} onArrange={arrange} />}
      {view.ranking && <ModelRanking ranking={view.ranking} />}
      {comparison && (
        <>
          <Answer comparison={comparison} host={host} onFailed={failed} />
          {comparison.mapping && (
            <ColumnMapping
              mapping={comparison.mapping}
              mapped={view.arrangement.mapped}
              onMap={(mapped) => arrange({ mapped })}
            />
          )}
          <ComparedTable comparison={comparison} host={host} kept={kept} keep={keep} />
        </>
      )}
      <KeysHelp keys={allKeys()} />
    </main>
  );
}

function useSwapKey(swap: () => void): void {
  useEffect(() => {
    const onKey = ({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent) => {
      const isTyped = target instanceof HTMLInputElement || target instanceof HTMLSelectElement;
      if (key === 's' && !isTyped && !ctrlKey && !metaKey && !altKey) swap();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  });
}
