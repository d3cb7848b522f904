import { useCallback, useEffect, useState } from 'preact/hooks';
import { t, tIn } from '../../../l10n/t.js';
import type {
  SetupCheck,
  SetupFactView,
  SetupTableView,
  SetupView,
} from '../../../shared/results/setupProtocol.js';
import { FailedNotice } from '../../common/failedNotice.js';
import { Notice } from '../../common/notice.js';
import { reasonOf } from '../../common/reasonOf.js';
import type { PageProps } from '../resultsTabs.js';
import { CheckWords } from './checkWords.js';
import './setup.css';
import { CopyButton, Section } from './setupSection.js';
import type { SetupActions } from './setupSection.js';
import { SetupTemplates } from './setupTemplates.js';
import { TableScroller } from '../../common/tableScroller.js';

type Loading =
  | { readonly state: 'loading' }
  | { readonly state: 'shown'; readonly setup: SetupView }
  | { readonly state: 'failed'; readonly message: string };

/** Everything that it takes to trust the run, or to repeat it. */
export function SetupPage({ view, host }: PageProps) {
  const [loading, setLoading] = useState<Loading>({ state: 'loading' });
  const [checks, setChecks] = useState<readonly SetupCheck[] | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const load = useCallback(() => {
    host.call('setup', {}).then(
      (setup) => setLoading({ state: 'shown', setup }),
      (error: unknown) => setLoading({ state: 'failed', message: reasonOf(error) }),
    );
  }, [host]);
  // What an ended run has used is known at its end alone.
  useEffect(load, [load, view.status]);
  useEffect(() => {
    let isCurrent = true;
    host.call('setupChecks', {}).then(
      (found) => {
        if (isCurrent) setChecks(found);
      },
      // Without the checks the page says what the run was made with, which is its purpose.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [host]);

  if (loading.state === 'loading') return <Notice icon="loading" title={t('Reading the setup…')} />;
  if (loading.state === 'failed') {
    return <FailedNotice reason={loading.message} onRetry={load} />;
  }
  const { setup } = loading;
  const actions: SetupActions = {
    copy: (text) => void host.call('copy', { text }),
    open: (of) => {
      setProblem(null);
      host.call('openSetup', { of }).catch((error: unknown) => setProblem(reasonOf(error)));
    },
  };
  const act = (action: 'openText') => void host.call('act', { action });
  const dataset = checks?.find(({ of }) => of === 'dataset');
  return (
    <div class="setup">
      <div class="setup-tools" role="toolbar" aria-label={t('Files of the run')}>
        {setup.files.includes('spec') && (
          <button class="button secondary" onClick={() => actions.open('spec')}>
            {t('Open spec')}
          </button>
        )}
        <button class="button secondary" onClick={() => act('openText')}>
          {t('Open manifest as text')}
        </button>
        <button class="button secondary" onClick={() => actions.open('folder')}>
          {t('Open run folder')}
        </button>
        {problem !== null && <span role="alert">{problem}</span>}
      </div>
      <div class="setup-pair">
        <Section title={t('Judging')}>
          <Facts facts={setup.task} actions={actions} />
        </Section>
        <Section
          title={t('Dataset')}
          note={<CheckWords check={dataset} isChecking={checks === null} />}
          {...(setup.files.includes('dataset') && { onOpen: () => actions.open('dataset') })}
        >
          <Facts facts={setup.dataset} actions={actions} />
        </Section>
      </div>
      <Section title={t('Models')}>
        <FactTable table={setup.models} title={t('Models')} />
      </Section>
      <SetupTemplates
        templates={setup.templates}
        checks={checks}
        files={setup.files}
        actions={actions}
      />
      {(setup.usage !== null || setup.usageFacts.length > 0) && (
        <Section title={t('Usage')}>
          {setup.usage && <FactTable table={setup.usage} title={t('Usage')} isNumeric />}
          <Facts facts={setup.usageFacts} actions={actions} />
        </Section>
      )}
      <Section title={tIn('noun', 'Run')}>
        <Facts facts={setup.run} actions={actions} />
      </Section>
    </div>
  );
}

function Facts({ facts, actions }: { facts: readonly SetupFactView[]; actions: SetupActions }) {
  if (facts.length === 0) return null;
  return (
    <dl class="setup-facts">
      {facts.map(({ label, text, isCode }, index) => (
        <div key={index}>
          <dt class="muted">{label}</dt>
          <dd>
            <span {...(isCode && { class: 'setup-code' })}>{text}</span>
            {isCode && <CopyButton what={label} onCopy={() => actions.copy(text)} />}
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface FactTableProps {
  readonly table: SetupTableView;
  readonly title: string;
  /** Numbers stand at the right. */
  readonly isNumeric?: boolean;
}

function FactTable({ table: { columns, rows }, title, isNumeric }: FactTableProps) {
  const [, ...heads] = columns;
  return (
    <TableScroller label={title}>
      <table aria-label={title} class={isNumeric ? 'setup-table numbers' : 'setup-table'}>
        <thead>
          <tr>
            <td />
            {heads.map((head) => (
              <th scope="col" key={head}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {cells.map((cell, index) => (
                <td key={index}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroller>
  );
}
