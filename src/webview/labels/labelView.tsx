import { useCallback, useEffect, useState } from 'preact/hooks';
import { t } from '../../l10n/t.js';
import type { LabelSession, LabelStep, LabellingView } from '../../shared/labelsProtocol.js';
import type { LabelFiguresView } from '../../shared/labelFiguresView.js';
import { reasonOf } from '../common/reasonOf.js';
import { useRemembered } from '../common/useRemembered.js';
import { Failed, Reading } from '../common/waitingPages.js';
import { FRESH } from './kept.js';
import type { LabelsHost } from './kept.js';
import { Labelling } from './labelling.js';
import { SetupForm } from './setupForm.js';
import { Summary } from './summary.js';

type Shown =
  | { readonly state: 'opening' }
  | { readonly state: 'failed'; readonly message: string }
  | { readonly state: 'setup'; readonly view: LabellingView }
  | { readonly state: 'labelling'; readonly view: LabellingView; readonly first: LabelStep }
  | { readonly state: 'summary'; readonly view: LabellingView; readonly figures: LabelFiguresView };

/** A person labels rows of a run: choose a sample, label, see how far the judge agrees. */
export function LabelView({ host }: { host: LabelsHost }) {
  const [shown, setShown] = useState<Shown>({ state: 'opening' });
  const [kept, keep] = useRemembered(host, FRESH);
  const fail = useCallback(
    (error: unknown) => setShown({ state: 'failed', message: reasonOf(error) }),
    [],
  );

  const open = useCallback(async () => {
    setShown({ state: 'opening' });
    const view = await host.call('open', {});
    keep({ uri: view.uri, filtered: view.filtered });
    const { session, skipped } = host.remembered(FRESH);
    if (!session) {
      setShown({ state: 'setup', view });
      return;
    }
    const { step } = await host.call('start', { ...session, skipped: [...skipped] });
    setShown({ state: 'labelling', view, first: step });
  }, [host]);
  useEffect(() => {
    open().catch(fail);
  }, [open]);

  const summarize = async (view: LabellingView) => {
    const figures = await host.call('summary', {});
    setShown({ state: 'summary', view, figures });
  };
  const again = () => {
    keep({ session: null, skipped: [] });
    host.call('open', {}).then((view) => setShown({ state: 'setup', view }), fail);
  };
  const begun = (view: LabellingView, session: LabelSession, first: LabelStep) => {
    keep({ session, skipped: [] });
    setShown({ state: 'labelling', view, first });
  };

  switch (shown.state) {
    case 'opening':
      return (
        <main class="view">
          <Reading title={t('Reading the rows…')} host={host} />
        </main>
      );
    case 'failed':
      return (
        <main class="view">
          <Failed title={shown.message} host={host} onRetry={() => void open().catch(fail)}>
            <button class="button secondary" onClick={again}>
              {t('Choose another sample')}
            </button>
          </Failed>
        </main>
      );
    case 'setup':
      return (
        <SetupForm
          host={host}
          view={shown.view}
          onStart={(session, step) => begun(shown.view, session, step)}
          onFigures={() => void summarize(shown.view).catch(fail)}
        />
      );
    case 'labelling':
      return (
        <Labelling
          host={host}
          view={shown.view}
          first={shown.first}
          kept={kept}
          keep={keep}
          onEnd={() => void summarize(shown.view).catch(fail)}
        />
      );
    case 'summary':
      return (
        <Summary
          host={host}
          view={shown.view}
          figures={shown.figures}
          kept={kept}
          onAgain={again}
        />
      );
  }
}
