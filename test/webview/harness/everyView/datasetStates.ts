import type { Page } from 'playwright-core';
import { datasetProtocol } from '../../../../src/shared/datasetProtocol.js';
import { datasetHost } from '../datasetHost.js';
import type { DatasetHostOptions } from '../datasetHost.js';
import { LONG, LONG_NAME, WHY, refusing, silent, viewState } from './viewState.js';
import type { ViewState } from './viewState.js';

function dataset(
  name: string,
  options: Partial<DatasetHostOptions> & {
    readonly kept?: object;
    readonly isPassing?: boolean;
    reach(page: Page): Promise<unknown>;
  },
): ViewState {
  return viewState(`dataset: ${name}`, () => {
    const { kept, reach, isPassing = false, ...rest } = options;
    const host = datasetHost({ rows: 120, ...rest });
    return {
      ...{ view: 'dataset', protocol: datasetProtocol, handlers: host.handlers, reach, isPassing },
      ...(kept && { state: kept }),
      tell: (emit) => host.attach(emit),
    };
  });
}

const rowIn = (page: Page) => page.getByRole('grid').getByRole('row').nth(1).waitFor();
const inFull = (page: Page) =>
  page.getByRole('region', { name: 'The row in full' }).locator('[data-field]').first().waitFor();

export const datasetStates: readonly ViewState[] = [
  viewState('dataset: loading', () => ({
    ...{ view: 'dataset', protocol: datasetProtocol, handlers: silent(datasetProtocol) },
    reach: (page) => page.locator('#root').getByText(/\w/).first().waitFor(),
  })),
  viewState('dataset: error', () => ({
    ...{ view: 'dataset', protocol: datasetProtocol, handlers: refusing(datasetProtocol) },
    reach: (page) => page.getByText(WHY).first().waitFor(),
  })),
  dataset('no rows', {
    rows: 0,
    reach: (page) =>
      page
        .getByText(/no rows|empty/i)
        .first()
        .waitFor(),
  }),
  dataset('one row', { rows: 1, reach: rowIn }),
  dataset('many rows', { rows: 100_000, reach: rowIn }),
  dataset('being read', {
    rows: 100_000,
    isStepped: true,
    state: { isIndexed: false, share: 0.4 },
    reach: rowIn,
  }),
  dataset('partial, of another encoding, used by a spec', {
    specs: [{ spec: 'a.eval.yaml', uri: 'file:///a.eval.yaml', columns: ['id'], isOpen: true }],
    open: { partial: { from: 'api.example.com', bytes: 10, of: 100 } },
    state: { encoding: 'UTF-16' },
    reach: rowIn,
  }),
  dataset('a row in full', { kept: { row: 2 }, reach: inFull }),
  dataset('a row that can’t be read', {
    kept: { row: 13 },
    reach: (page) => page.getByText('a comma is missing').first().waitFor(),
  }),
  dataset('long texts', {
    columns: ['id', LONG_NAME, 'text'],
    make: (row) => ({ values: { id: row, [LONG_NAME]: LONG, text: LONG } }),
    kept: { row: 1 },
    reach: inFull,
  }),
  dataset('find', {
    kept: {
      isFinding: true,
      find: { text: 'refund', matchCase: false, wholeWord: false, regex: false },
    },
    reach: (page) =>
      page.getByRole('search', { name: 'Find in rows' }).getByText(/rows/).first().waitFor(),
  }),
  dataset('a filter is made', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('dialog', { name: 'Add a filter' }).waitFor();
    },
  }),
  dataset('menu of a column', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('grid').getByRole('button', { name: 'Menu of answer' }).click();
      await page.getByRole('menuitem').first().waitFor();
    },
  }),
  dataset('keys', {
    async reach(page) {
      await rowIn(page);
      await page.getByRole('grid').focus();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  }),
];
