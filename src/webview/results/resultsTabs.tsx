import type { ComponentType } from 'preact';
import { t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';
import { TabStrip } from '../common/tabStrip.js';
import { JudgePage } from './judge/judgePage.js';
import type { Remembered, ResultsHost } from './resultsEditor.js';
import { RowsPage } from './rows/rowsPage.js';
import { SetupPage } from './setup/setupPage.js';
import { SlicesPage } from './slices/slicesPage.js';
import { RunsPage } from './runs/runsPage.js';

/** What every page of the editor gets. */
export interface PageProps {
  readonly view: ResultsView;
  readonly host: ResultsHost;
  readonly kept: Remembered;
  keep(change: Partial<Remembered>): void;
}

export type PageId = 'rows' | 'judge' | 'slices' | 'runs' | 'setup';

interface ResultsPage {
  readonly id: PageId;
  readonly label: string;
  readonly Page: ComponentType<PageProps>;
}

const rows = (): ResultsPage => ({ id: 'rows', label: t('Rows'), Page: RowsPage });

/** The pages below the answer, in the order of their tabs. */
const pages = (): readonly ResultsPage[] => [
  rows(),
  { id: 'judge', label: t('Judge'), Page: JudgePage },
  { id: 'slices', label: t('Slices'), Page: SlicesPage },
  { id: 'runs', label: t('Runs'), Page: RunsPage },
  { id: 'setup', label: t('Setup'), Page: SetupPage },
];

/** One page at a time; each asks the host for what it shows when it is opened. */
export function ResultsTabs(props: PageProps) {
  const { kept, keep } = props;
  const { id, Page } = pages().find((page) => page.id === kept.page) ?? rows();
  return (
    <>
      <TabStrip
        label={t('Pages')}
        panel="results-page"
        tabs={pages()}
        current={id}
        onTab={(page) => keep({ page })}
      />
      <div
        class="view fill"
        id="results-page"
        role="tabpanel"
        aria-labelledby={`results-page-${id}`}
      >
        <Page {...props} />
      </div>
    </>
  );
}
