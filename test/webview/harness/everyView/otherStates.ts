import type { Page } from 'playwright-core';
import { t } from '../../../../src/l10n/t.js';
import { compareProtocol } from '../../../../src/shared/compareProtocol.js';
import { labelsProtocol } from '../../../../src/shared/labelsProtocol.js';
import { preflightProtocol } from '../../../../src/shared/preflightProtocol.js';
import type { PreflightView } from '../../../../src/shared/preflightProtocol.js';
import { previewProtocol } from '../../../../src/shared/previewProtocol.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { memoryRun } from '../../../unit/core/compare/comparedRuns.js';
import { comparedPair } from '../comparedPair.js';
import { compareHost } from '../compareHost.js';
import { labelsHost } from '../labelsHost.js';
import type { LabelsHost } from '../labelsHost.js';
import { previewHost } from '../previewHost.js';
import type { PreviewHost } from '../previewHost.js';
import { sampleRun } from '../sampleRun.js';
import { LONG, LONG_NAME, WHY, refusing, silent, viewState } from './viewState.js';
import type { ViewState } from './viewState.js';

interface Previewed {
  readonly type?: EvaluationType;
  readonly rows?: number;
  readonly isHeld?: boolean;
  readonly state?: object;
  /** Of the panel, in pixels. */
  readonly width?: number;
  prepare?(host: PreviewHost): void;
  reach(page: Page, told: { host: PreviewHost; changed(): void }): Promise<unknown>;
}

function preview(name: string, shown: Previewed): ViewState {
  return viewState(`preview: ${name}`, () => {
    const { type = 'compare', prepare, state, width, reach, ...options } = shown;
    const host = previewHost(type, options);
    let changed = (): void => undefined;
    prepare?.(host);
    return {
      ...{ view: 'preview', protocol: previewProtocol, handlers: host.handlers },
      ...(state && { state }),
      ...(width !== undefined && { size: { width, height: 700 } }),
      tell(emit) {
        host.onScan = (scan) => emit('scanned', scan);
        changed = () => emit('changed', {});
      },
      reach: (page) => reach(page, { host, changed: () => changed() }),
    };
  });
}

const rendered = (page: Page) => page.locator('.message-role').first().waitFor();

const previewStates = [
  viewState('preview: loading', () => ({
    ...{ view: 'preview', protocol: previewProtocol, handlers: silent(previewProtocol) },
    reach: (page) => page.getByText('Rendering…').waitFor(),
  })),
  viewState('preview: error', () => ({
    ...{ view: 'preview', protocol: previewProtocol, handlers: refusing(previewProtocol) },
    reach: (page) => page.getByText(WHY).first().waitFor(),
  })),
  preview('no rows', {
    rows: 0,
    reach: (page) =>
      page
        .getByText(/no rows/i)
        .first()
        .waitFor(),
  }),
  preview('one row', { rows: 1, reach: rendered }),
  ...(['classify', 'score', 'compare'] as const).map((type) =>
    preview(`many rows, ${type}`, { type, reach: rendered }),
  ),
  preview('rows beside it', {
    state: { uri: 'file:///w/answers.eval.json', spec: 'answers.eval.json', row: 1, rail: true },
    async reach(page) {
      await rendered(page);
      await page.getByRole('listbox', { name: 'Rows of the dataset' }).waitFor();
    },
  }),
  ...(['with', 'without'] as const).map((how) =>
    preview(`a narrow panel ${how} rows`, {
      width: 300,
      state: { rail: true },
      async reach(page) {
        await page.locator('.rail-row').first().waitFor();
        if (how === 'with') return;
        await page.getByRole('button', { name: 'List of rows' }).click();
        await page.locator('.rail').waitFor({ state: 'detached' });
      },
    }),
  ),
  preview('both orders, and what a column wrote', {
    async reach(page) {
      await rendered(page);
      await page.keyboard.press('3');
      await page.getByRole('tab', { name: 'Both orders', selected: true }).waitFor();
      await page.locator('.text .kind-column').first().hover();
      await page.getByRole('tooltip').waitFor();
    },
  }),
  preview('a problem after a row was rendered', {
    async reach(page, { host, changed }) {
      await rendered(page);
      host.problem = 'template';
      changed();
      await page.getByRole('alert').getByText('expected token').waitFor();
    },
  }),
  preview('keys', {
    async reach(page) {
      await rendered(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  }),
  preview('looking through rows', { isHeld: true, rows: 5000, reach: rendered }),
  preview('long texts', {
    prepare(host) {
      host.values = () => ({ question: LONG, policy: LONG, answer: LONG, answer_v2: LONG });
    },
    reach: rendered,
  }),
  ...(['template', 'dataset', 'missing', 'trust'] as const).map((problem) =>
    preview(`a problem of the ${problem}`, {
      prepare: (host) => void (host.problem = problem),
      reach: (page) =>
        page
          .getByText(/end of print statement/)
          .first()
          .waitFor(),
    }),
  ),
];

const CARD: PreflightView = {
  name: 'Answer correctness',
  backend: 'local',
  isRejected: false,
  headline: 'About $0.31 for 1,319 rows; at most $0.62.',
  facts: [
    { label: 'Rows', text: '1,319 of 1,319' },
    { label: 'Time', text: 'about 2 minutes' },
  ],
  roles: ['Generate', 'Judge'].map((role) => ({
    ...{ role, model: 'meta-llama/Llama-3.3-70B-Instruct-Turbo', requests: '1,319' },
    ...{ tokensIn: '412,000', tokensOut: '81,204', outAtMost: '1,350,656' },
    ...{ price: '$0.88 / $0.88', cost: '$0.31' },
  })),
  notes: ['Prices are those of the service’s list.'],
  problems: [{ severity: 'warning', message: 'Row 7 has no policy.' }],
  destinations: [
    {
      who: 'judge',
      to: 'api.example.com',
      what: 'rows and prompts',
      key: 'the key of the service',
    },
  ],
};

function preflight(name: string, view: PreflightView): ViewState {
  return viewState(`preflight: ${name}`, () => ({
    view: 'preflight',
    protocol: preflightProtocol,
    handlers: { open: () => view, act: () => ({}) },
    reach: (page) => page.getByRole('heading').first().waitFor(),
  }));
}

const preflightStates = [
  viewState('preflight: counting', () => ({
    ...{ view: 'preflight', protocol: preflightProtocol, handlers: silent(preflightProtocol) },
    tell: (emit) => emit('counting', { done: 400, total: 1319 }),
    reach: (page) => page.getByText(/400 of 1,319/).waitFor(),
  })),
  viewState('preflight: error', () => ({
    ...{ view: 'preflight', protocol: preflightProtocol, handlers: refusing(preflightProtocol) },
    reach: (page) => page.getByText(WHY).waitFor(),
  })),
  preflight('counted', CARD),
  preflight('no rows', { ...CARD, facts: [{ label: 'Rows', text: '0' }], roles: [], problems: [] }),
  preflight('rejected, long texts', {
    ...CARD,
    name: LONG_NAME,
    isRejected: true,
    headline: LONG,
    notes: [LONG],
    problems: Array.from({ length: 20 }, (_, at) => ({
      severity: 'error' as const,
      message: `${at}: ${LONG}`,
    })),
    destinations: CARD.destinations.map((one) => ({ ...one, to: LONG_NAME, what: LONG })),
    roles: CARD.roles.map((one) => ({ ...one, model: LONG_NAME })),
  }),
];

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

export const otherStates: readonly ViewState[] = [
  ...previewStates,
  ...preflightStates,
  ...compareStates,
  ...labelStates,
];
