import type { Locator, Page } from 'playwright-core';
import { t } from '../../../../src/l10n/t.js';
import { datasetProtocol } from '../../../../src/shared/datasetProtocol.js';
import { SAMPLE_COLUMNS } from '../dataset/madeRows.js';
import { datasetHost } from '../datasetHost.js';
import type { DatasetHost, DatasetHostOptions } from '../datasetHost.js';
import { LONG, LONG_NAME, WHY, refusing, silent, viewState } from './viewState.js';
import type { ViewState } from './viewState.js';

function dataset(
  name: string,
  options: Partial<DatasetHostOptions> & {
    readonly kept?: object;
    readonly isPassing?: boolean;
    readonly size?: { readonly width: number; readonly height: number };
    reach(page: Page, host: DatasetHost): Promise<unknown>;
  },
): ViewState {
  return viewState(`dataset: ${name}`, () => {
    const { kept, reach, isPassing = false, size, ...rest } = options;
    const host = datasetHost({ rows: 120, ...rest });
    return {
      ...{ view: 'dataset', protocol: datasetProtocol, handlers: host.handlers, isPassing },
      ...(kept && { state: kept }),
      ...(size && { size }),
      reach: (page) => reach(page, host),
      tell: (emit) => host.attach(emit),
    };
  });
}

const SPECS = [
  {
    spec: 'a.eval.yaml',
    uri: 'file:///a.eval.yaml',
    columns: ['question', 'answer'],
    isOpen: true,
  },
];
/** Of rows with an answer. */
const ANSWERED = { filters: [{ kind: 'empty', column: 'answer', not: true }], order: null };

/** A state of the table whose widget a button opens. */
function opened(
  name: string,
  button: (page: Page) => Locator,
  kept?: { readonly hidden: readonly string[] },
): ViewState {
  return dataset(name, {
    rows: 500,
    state: { blankLines: 2 },
    specs: SPECS,
    size: WIDE,
    isPassing: true,
    ...(kept && { kept }),
    async reach(page) {
      await rowIn(page);
      // One that stayed open would be closed by the button.
      if ((await page.locator('.popover').count()) > 0) return;
      await button(page).first().click();
      await page.locator('.popover').waitFor();
    },
  });
}

const WIDE = { width: 1600, height: 900 };
const buttonNamed = (name: string) => (page: Page) => page.getByRole('button', { name });
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
    specs: SPECS,
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
      await page.getByRole('button', { name: t('Filter'), exact: true }).click();
      await page.getByRole('dialog', { name: 'Add a filter' }).waitFor();
    },
  }),
  dataset('a filter lacks a number, its columns are listed', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('button', { name: t('Filter'), exact: true }).click();
      await page.getByRole('combobox', { name: 'Condition' }).selectOption('between');
      await page.getByRole('button', { name: 'Add filter' }).click();
      await page.getByRole('combobox', { name: 'Column' }).click();
      await page.getByRole('option').first().waitFor();
    },
  }),
  dataset('no row matches', {
    kept: { query: { filters: [{ kind: 'equals', column: 'id', text: 'z' }], order: null } },
    reach: (page) => page.getByText('No row matches.').waitFor(),
  }),
  dataset('no column is shown', {
    kept: { hidden: SAMPLE_COLUMNS, row: 2 },
    reach: (page) =>
      page
        .getByText(/hidden columns/)
        .first()
        .waitFor(),
  }),
  dataset('rows of several lines', {
    kept: { isWrapped: true, lines: 3, row: 2 },
    reach: (page) => page.getByText('3 lines').first().waitFor(),
  }),
  dataset('a row in full below the rows', {
    size: { width: 560, height: 800 },
    kept: { row: 2, share: 40 },
    reach: inFull,
  }),
  dataset('rows are gone through', {
    rows: 50_000,
    isStepped: true,
    kept: { query: ANSWERED },
    async reach(page, host) {
      await host.step('list');
      await page.getByText(/gone through/).waitFor();
    },
  }),
  dataset('profiles over the rows of a filter, one in full', {
    rows: 500,
    specs: SPECS,
    size: WIDE,
    kept: { query: ANSWERED, row: 2 },
    async reach(page) {
      await page
        .getByRole('button', { name: /Profile of kind/ })
        .first()
        .waitFor();
      await inFull(page);
    },
  }),
  opened('profile of a column', buttonNamed('Profile of kind'), {
    // Else it is out of sight where it is narrow.
    hidden: SAMPLE_COLUMNS.filter((name) => name !== 'kind'),
  }),
  opened('menu of a column', buttonNamed('Menu of answer')),
  opened('actions', buttonNamed('Actions')),
  opened('columns', (page) => page.getByRole('button').filter({ hasText: t('Columns') })),
  opened('problems', buttonNamed('problems')),
  opened('specs that use it', buttonNamed('1 spec')),
  dataset('keys', {
    async reach(page) {
      await rowIn(page);
      await page.getByRole('grid').focus();
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  }),
];
