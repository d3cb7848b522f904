import type { ComponentType } from 'preact';
import type { ResultsView } from '../../shared/protocol.js';
import { TabStrip } from '../common/tabStrip.js';
import { JudgePage } from './judge/judgePage.js';
import type { Remembered, ResultsHost } from './resultsEditor.js';
import { SlicesPage } from './slices/slicesPage.js';
import { RunsPage } from './runs/runsPage.js';
import { RowsPage } from './rows/rowsPage.js';

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

const ROWS: ResultsPage = { id: 'rows', label: 'Rows', Page: RowsPage };

/** The pages below the answer, in the order of their tabs. */
const PAGES: readonly ResultsPage[] = [
  ROWS,
  { id: 'judge', label: 'Judge', Page: JudgePage },
  { id: 'slices', label: 'Slices', Page: SlicesPage },
  { id: 'runs', label: 'Runs', Page: RunsPage },
];

/** One page at a time; each asks the host for what it shows when it is opened. */
export function ResultsTabs(props: PageProps) {
  const { kept, keep } = props;
  const { id, Page } = PAGES.find((page) => page.id === kept.page) ?? ROWS;
  return (
    <>
      <TabStrip
        label="Pages"
        panel="results-page"
        tabs={PAGES}
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
