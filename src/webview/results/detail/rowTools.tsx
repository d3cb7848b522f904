import { useEffect, useState } from 'preact/hooks';
import { t } from '../../../l10n/t.js';
import type { ResultsView } from '../../../shared/protocol.js';
import type { RowAction } from '../../../shared/results/detailProtocol.js';
import { Icon } from '../../common/icon.js';
import { MenuButton } from '../../common/menu.js';
import type { MenuEntry } from '../../common/menu.js';
import type { ResultsHost } from '../resultsEditor.js';

interface RowToolsProps {
  readonly host: ResultsHost;
  readonly view: ResultsView;
  readonly id: number;
  readonly isAsking: boolean;
  onRejudge(): void;
}

type Reasons = Partial<Record<RowAction, string>>;

/** What can be done with the row: the two that are wanted most, and a menu with the rest. */
export function RowTools({ host, view, id, isAsking, onRejudge }: RowToolsProps) {
  const [unless, setUnless] = useState<Reasons>({});
  useEffect(() => {
    let current = true;
    host.call('rowUnless', { id }).then(
      (reply) => current && setUnless(reply.unless),
      () => undefined,
    );
    return () => void (current = false);
  }, [host, id, view.status, view.version]);

  const act = (action: RowAction) => void host.call('rowAct', { id, action });
  const entry = (label: string, action: RowAction): MenuEntry => ({
    kind: 'item',
    label,
    unless: unless[action],
    run: () => act(action),
  });
  const rejudge = isAsking ? t('The judge is being asked.') : unless.rejudge;
  return (
    <>
      <button
        class="tool"
        aria-disabled={rejudge !== undefined}
        title={rejudge ?? t('Ask the judge about this row again; the run stays as it is')}
        onClick={() => rejudge === undefined && onRejudge()}
      >
        <Icon name="law" /> {t('Re-judge')}
      </button>
      <button
        class="tool"
        aria-label={t('Open dataset row')}
        aria-disabled={unless.openDataset !== undefined}
        title={unless.openDataset ?? t('Open dataset row')}
        onClick={() => unless.openDataset === undefined && act('openDataset')}
      >
        <Icon name="table" />
      </button>
      <MenuButton
        label={t('More for this row')}
        title={t('More for this row')}
        align="right"
        entries={() => [
          entry(t('Preview template on this row'), 'preview'),
          entry(t('Go to spec'), 'openSpec'),
          { kind: 'line' },
          entry(t('Copy link to row'), 'copyLink'),
          entry(t('Copy row as JSON'), 'copyJson'),
        ]}
      >
        <Icon name="ellipsis" />
      </MenuButton>
    </>
  );
}
