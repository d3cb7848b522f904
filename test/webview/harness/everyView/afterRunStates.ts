import type { Page } from 'playwright-core';
import { t } from '../../../../src/l10n/t.js';
import { compareProtocol } from '../../../../src/shared/compareProtocol.js';
import { labelsProtocol } from '../../../../src/shared/labelsProtocol.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { memoryRun } from '../../../unit/core/compare/comparedRuns.js';
import { comparedPair } from '../comparedPair.js';
import { compareHost } from '../compareHost.js';
import { labelsHost } from '../labelsHost.js';
import type { LabelsHost } from '../labelsHost.js';
import { sampleRun } from '../sampleRun.js';
import { LONG, LONG_NAME, WHY, refusing, silent, viewState } from './viewState.js';
import type { ViewState } from './viewState.js';

function compare(
  name: string,
  {
    rows,
    isLong = false,
    state,
    reach,
  }: {
    readonly rows: number;
    readonly isLong?: boolean;
    readonly state?: object;
    reach?(page: Page): Promise<unknown>;
  },
): ViewState {
  return viewState(`compare: ${name}`, () => {
    const long = isLong ? { a: { name: LONG_NAME }, b: { name: `${LONG_NAME}-2` } } : {};
    const host = compareHost(comparedPair({ rows, ...long }));
    return {
      ...{ view: 'compare', protocol: compareProtocol, handlers: host.handlers },
      ...(state && { state }),
      tell: (emit) => host.attach(emit),
      reach: reach ?? comparedRow,
    };
  });
}

const comparedRow = (page: Page) =>
  page.getByRole('grid', { name: 'Compared rows' }).getByRole('row').nth(1).waitFor();

async function pairInFull(page: Page): Promise<void> {
  await comparedRow(page);
  const row = page.getByRole('grid', { name: 'Compared rows' }).getByRole('row').nth(1);
  await row.getByRole('rowheader').click();
  await page
    .getByRole('heading', { name: /\bRow \d/ })
    .first()
    .waitFor();
}

const compareStates = [
  viewState('compare: loading', () => ({
    ...{ view: 'compare', protocol: compareProtocol, handlers: silent(compareProtocol) },
    reach: (page) => page.locator('#root').getByText(/\w/).first().waitFor(),
  })),
  viewState('compare: error', () => ({
    ...{ view: 'compare', protocol: compareProtocol, handlers: refusing(compareProtocol) },
    reach: (page) => page.getByText(WHY).first().waitFor(),
  })),
  compare('no pair of rows', {
    rows: 1,
    reach: (page) => page.getByRole('region', { name: 'Answer' }).getByText(/\w/).first().waitFor(),
  }),
  compare('one pair of rows', { rows: 2 }),
  compare('many rows', { rows: 200 }),
  compare('long texts', { rows: 30, isLong: true }),
  compare('a pair in full', { rows: 60, reach: pairInFull }),
  viewState('compare: three runs, a pair in full', () => {
    const [a, b] = comparedPair({ rows: 60 });
    const c = a && memoryRun({ manifest: { name: 'The same again', demo: true }, rows: a.rows });
    const host = compareHost([a, b, c].filter((run) => run !== undefined));
    return {
      ...{ view: 'compare', protocol: compareProtocol, handlers: host.handlers },
      tell: (emit) => host.attach(emit),
      reach: pairInFull,
    };
  }),
];

function labels(
  name: string,
  options: {
    readonly type?: EvaluationType;
    readonly rows?: number;
    readonly isLong?: boolean;
    reach(page: Page, host: LabelsHost): Promise<unknown>;
  },
): ViewState {
  return viewState(`labels: ${name}`, () => {
    const { type = 'classify', rows = 60, isLong = false, reach } = options;
    const run = sampleRun({ type, rows, ...(isLong && { manifest: { name: LONG_NAME } }) });
    const long = { question: LONG, policy: LONG, answer: LONG };
    const host = labelsHost(
      isLong
        ? { ...run, rows: run.rows.map((row) => ({ ...row, result: { ...row.result, ...long } })) }
        : run,
    );
    return {
      ...{ view: 'labels', protocol: labelsProtocol, handlers: host.handlers },
      reach: (page) => reach(page, host),
    };
  });
}

async function begin(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Your name' }).fill('Ann');
  await page.keyboard.press('Enter');
  await page.locator('.row-card').waitFor();
}

const labelStates = [
  viewState('labels: loading', () => ({
    ...{ view: 'labels', protocol: labelsProtocol, handlers: silent(labelsProtocol) },
    reach: (page) => page.locator('#root').getByText(/\w/).first().waitFor(),
  })),
  viewState('labels: error', () => ({
    ...{ view: 'labels', protocol: labelsProtocol, handlers: refusing(labelsProtocol) },
    reach: (page) => page.getByText(WHY).first().waitFor(),
  })),
  labels('before it begins', {
    type: 'compare',
    reach: (page) => page.getByRole('textbox', { name: 'Your name' }).waitFor(),
  }),
  labels('no rows', { rows: 0, reach: (page) => page.getByRole('heading').first().waitFor() }),
  ...(['classify', 'score', 'compare'] as const).map((type) =>
    labels(`a row, ${type}`, { type, reach: begin }),
  ),
  labels('long texts', { isLong: true, reach: begin }),
  labels('the disk is full', {
    async reach(page, host) {
      await begin(page);
      host.isFull = true;
      await page.keyboard.press('1');
      await page.getByRole('alert').getByText('the disk is full').waitFor();
    },
  }),
  ...(['labelled', 'finished'] as const).map((how) =>
    labels(`two rows ${how}`, {
      type: 'compare',
      async reach(page) {
        await begin(page);
        const labelled = (rows: string) =>
          page.locator('.label-progress', { hasText: t('{0} of {1}', rows, '40') }).waitFor();
        await page.keyboard.press('1');
        await labelled('1');
        await page.keyboard.press('0');
        await labelled('2');
        if (how === 'labelled') return;
        await page.getByRole('button', { name: 'Finish' }).click();
        await page.getByRole('heading', { name: /Labels of/ }).waitFor();
      },
    }),
  ),
  labels('the end', {
    rows: 1,
    async reach(page) {
      await begin(page);
      await page.keyboard.press('1');
      await page.locator('.row-card').waitFor({ state: 'detached' });
    },
  }),
];

/** Views of finished runs besides their results. */
export const afterRunStates: readonly ViewState[] = [...compareStates, ...labelStates];
