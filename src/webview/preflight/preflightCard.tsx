import { useCallback, useEffect, useState } from 'preact/hooks';
import { plural, t } from '../../l10n/t.js';
import type {
  PREFLIGHT_ACTIONS,
  PreflightView,
  preflightProtocol,
} from '../../shared/preflightProtocol.js';
import type { Host } from '../common/host.js';
import { Icon } from '../common/icon.js';
import { Notice } from '../common/notice.js';
import { reasonOf } from '../common/reasonOf.js';
import { Failed } from '../common/waitingPages.js';
import { formatCount } from '../common/wording.js';
import { TableScroller } from '../common/tableScroller.js';

type Action = (typeof PREFLIGHT_ACTIONS)[number];

type Opening =
  | { readonly state: 'counting'; readonly progress: string }
  | { readonly state: 'counted'; readonly view: PreflightView }
  | { readonly state: 'failed'; readonly message: string };

const counting = (): Opening => ({ state: 'counting', progress: t('Counting the prompts…') });

/** What a run asks, costs and meets, before anything is sent. */
export function PreflightCard({ host }: { host: Host<typeof preflightProtocol> }) {
  const [opening, setOpening] = useState<Opening>(counting());
  const act = useCallback((action: Action) => void host.call('act', { action }), [host]);
  const count = useCallback(() => {
    setOpening(counting());
    host.call('open', {}).then(
      (view) => setOpening({ state: 'counted', view }),
      (error: unknown) => setOpening({ state: 'failed', message: reasonOf(error) }),
    );
  }, [host]);
  useEffect(count, [count]);
  useEffect(
    () =>
      host.on('counting', ({ done, total }) => {
        const progress = plural(
          total,
          'Counting the prompts: {1} of {0} row',
          'Counting the prompts: {1} of {0} rows',
          formatCount(done),
        );
        // The answer may have overtaken what was said on the way.
        setOpening((old) => (old.state === 'counting' ? { state: 'counting', progress } : old));
      }),
    [host],
  );

  switch (opening.state) {
    case 'counting':
      return (
        <main class="view">
          <Notice icon="loading" title={opening.progress} isPage>
            <button class="button secondary" onClick={() => act('close')}>
              {t('Cancel')}
            </button>
          </Notice>
        </main>
      );
    case 'failed':
      return (
        <main class="view">
          <Failed title={opening.message} host={host} onRetry={count} retry={t('Count again')}>
            <button class="button secondary" onClick={() => act('openSpec')}>
              {t('Open spec')}
            </button>
          </Failed>
        </main>
      );
    case 'counted':
      return <Counted view={opening.view} act={act} count={count} />;
  }
}

interface CountedProps {
  readonly view: PreflightView;
  readonly act: (action: Action) => void;
  readonly count: () => void;
}

function Counted({ view, act, count }: CountedProps) {
  return (
    <main class="view card">
      <header class="card-head">
        <h1 class="card-name clip">{view.name}</h1>
        <span class="muted">{t('preflight on {0}', view.backend)}</span>
        <span class="spacer" />
        <span role="toolbar" aria-label={t('Preflight')} class="card-tools">
          <button class="button" onClick={() => act('run')}>
            <Icon name="play" />
            {t('Run')}
          </button>
          <button class="button secondary" onClick={() => act('dryRun')}>
            {t('Dry run…')}
          </button>
          <button class="button secondary" onClick={count}>
            {t('Count again')}
          </button>
          <button class="button secondary" onClick={() => act('close')}>
            {t('Cancel')}
          </button>
        </span>
      </header>
      <div
        class="card-body fill"
        tabIndex={0}
        role="region"
        aria-label={t('What the run comes to')}
      >
        {view.isRejected && (
          <p class="rejected" role="alert">
            <span class="tone-error">
              <Icon name="error" />
            </span>{' '}
            {t('The run would be refused or fail as things stand: see below.')}
          </p>
        )}
        <p class="headline-text">{view.headline}</p>
        <dl class="facts">
          {view.facts.map(({ label, text }) => (
            <div key={label}>
              <dt class="muted">{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
        {view.notes.map((note) => (
          <p key={note}>
            <Prose text={note} />
          </p>
        ))}
        {view.roles.length > 0 && <Requests roles={view.roles} />}
        {view.problems.length > 0 && <Problems problems={view.problems} act={act} />}
        <Destinations destinations={view.destinations} />
      </div>
    </main>
  );
}

/** A sentence in which names of fields stand between backticks. */
function Prose({ text }: { text: string }) {
  return (
    <>
      {text
        .split('`')
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </>
  );
}

function Requests({ roles }: Pick<PreflightView, 'roles'>) {
  return (
    <section aria-labelledby="requests">
      <h2 id="requests">{t('Requests')}</h2>
      <TableScroller label={t('Requests')}>
        <table aria-labelledby="requests">
          <thead>
            <tr>
              <th scope="col">{t('Role')}</th>
              <th scope="col">{t('Model')}</th>
              <th scope="col" class="number">
                {t('Requests')}
              </th>
              <th scope="col" class="number">
                {t('Tokens in')}
              </th>
              <th scope="col" class="number">
                {t('Tokens out')}
              </th>
              <th scope="col" class="number">
                {t('Out at most')}
              </th>
              <th scope="col">{t('Price')}</th>
              <th scope="col" class="number">
                {t('Cost')}
              </th>
            </tr>
          </thead>
          <tbody>
            {roles.map((role) => (
              <tr key={role.role}>
                <th scope="row">{role.role}</th>
                <td>{role.model}</td>
                <td class="number">{role.requests}</td>
                <td class="number">{role.tokensIn}</td>
                <td class="number">{role.tokensOut}</td>
                <td class="number">{role.outAtMost}</td>
                <td>{role.price}</td>
                <td class="number">{role.cost}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroller>
    </section>
  );
}

const SEVERITIES = {
  error: { icon: 'error', tone: 'error', word: 'Error' },
  warning: { icon: 'warning', tone: 'warn', word: 'Warning' },
  information: { icon: 'info', tone: 'neutral', word: 'Note' },
} as const;

function Problems({
  problems,
  act,
}: Pick<PreflightView, 'problems'> & { readonly act: CountedProps['act'] }) {
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">{t('What to know')}</h2>
      <ul class="problems">
        {problems.map(({ severity, message }) => {
          const { icon, tone, word } = SEVERITIES[severity];
          return (
            <li key={message}>
              <span class={`tone-${tone}`}>
                <Icon name={icon} />
              </span>
              <span>
                <span class="hidden">{word}: </span>
                <Prose text={message} />
              </span>
            </li>
          );
        })}
      </ul>
      <button class="link" onClick={() => act('openSpec')}>
        {t('Open the spec')}
      </button>
    </section>
  );
}

function Destinations({ destinations }: Pick<PreflightView, 'destinations'>) {
  return (
    <section aria-labelledby="destinations">
      <h2 id="destinations">{t('Where data goes')}</h2>
      <TableScroller label={t('Where data goes')}>
        <table aria-labelledby="destinations">
          <thead>
            <tr>
              <th scope="col">{t('Who gets it')}</th>
              <th scope="col">{t('Where')}</th>
              <th scope="col">{t('Columns')}</th>
              <th scope="col">{t('Key')}</th>
            </tr>
          </thead>
          <tbody>
            {destinations.map(({ who, to, what, key }) => (
              <tr key={who}>
                <th scope="row">{who}</th>
                <td>{to}</td>
                <td>{what}</td>
                <td>{key}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableScroller>
    </section>
  );
}
