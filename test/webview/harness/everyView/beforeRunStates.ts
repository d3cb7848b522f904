import type { Page } from 'playwright-core';
import { preflightProtocol } from '../../../../src/shared/preflightProtocol.js';
import type { PreflightView } from '../../../../src/shared/preflightProtocol.js';
import { previewProtocol } from '../../../../src/shared/previewProtocol.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { previewHost } from '../previewHost.js';
import type { PreviewHost } from '../previewHost.js';
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

/** Views of a spec, before it is run. */
export const beforeRunStates: readonly ViewState[] = [...previewStates, ...preflightStates];
