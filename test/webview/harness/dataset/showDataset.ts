import { datasetProtocol } from '../../../../src/shared/datasetProtocol.js';
import { datasetHost } from '../datasetHost.js';
import type { DatasetHost, DatasetHostOptions } from '../datasetHost.js';
import { openBench } from '../openView.js';
import type { OpenView, Theme, ViewBench } from '../openView.js';

export interface ShownDataset extends OpenView<typeof datasetProtocol> {
  readonly host: DatasetHost;
  readonly grid: ReturnType<OpenView<typeof datasetProtocol>['page']['getByRole']>;
  /** The cell of the cursor. */
  current(): Promise<string>;
}

export interface ShowOptions extends DatasetHostOptions {
  readonly theme?: Theme;
  readonly size?: { readonly width: number; readonly height: number };
  /** What the view remembered before. */
  readonly kept?: object;
}

/** Opens the dataset view for the tests of a suite; every page is closed after its test. */
export function datasetBench() {
  let bench: ViewBench;
  const open: OpenView<typeof datasetProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  return async function show(options: ShowOptions): Promise<ShownDataset> {
    const { theme, size, kept } = options;
    const host = datasetHost(options);
    const view = await bench.open({
      view: 'dataset',
      protocol: datasetProtocol,
      handlers: host.handlers,
      ...(theme && { theme }),
      ...(size && { size }),
      ...(kept && { state: kept }),
    });
    host.attach(view.emit);
    open.push(view);
    const grid = view.page.getByRole('grid');
    return {
      ...view,
      host,
      grid,
      // In one look: the cell that was the cursor's a moment ago may be gone.
      current: () =>
        view.page.evaluate<string>(`(() => {
          const id = document.querySelector('[role=grid]')?.getAttribute('aria-activedescendant');
          return id ? (document.getElementById(id)?.innerText ?? 'not drawn') : 'none';
        })()`),
    };
  };
}
