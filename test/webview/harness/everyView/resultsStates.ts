import type { Page } from 'playwright-core';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { resultsHost } from '../resultsHost.js';
import { sampleRun } from '../sampleRun.js';
import { deltasToR3, seriesOfRuns } from '../seriesOfRuns.js';
import { LONG, LONG_NAME, WHY, refusing, silent, viewState } from './viewState.js';
import type { ViewState } from './viewState.js';

const RUNNING: Partial<RunManifest> = { status: 'running', finished_at: undefined };
const PROGRESS = {
  ...{ done: 412, total: 1319, errors: 2, rowsPerSecond: 38, leftMs: 24_000 },
  ...{ tokens: 81_204, costUsd: 0.31, cacheHits: 120 },
};

interface Shown {
  readonly type?: EvaluationType;
  readonly rows?: number;
  readonly manifest?: Partial<RunManifest>;
  /** What the view remembered. */
  readonly state?: object;
  readonly isLong?: boolean;
  readonly isLabelled?: boolean;
  reach(page: Page): Promise<unknown>;
  readonly isPassing?: boolean;
}

function results(name: string, shown: Shown): ViewState {
  return viewState(`results: ${name}`, () => {
    const { type = 'classify', rows = 120, manifest = {}, isLong, isLabelled } = shown;
    const run = sampleRun({ type, rows, manifest });
    const host = resultsHost({
      manifest: run.manifest,
      rows: isLong
        ? run.rows.map((row) => ({
            ...row,
            result: { ...row.result, question: LONG, feedback: LONG, [LONG_NAME]: LONG },
          }))
        : run.rows,
      checks: [{ of: 'dataset', state: 'changed' }],
      ...(isLabelled !== undefined && { isLabelled }),
    });
    return {
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      ...(shown.state && { state: shown.state }),
      tell(emit) {
        if (manifest.status === 'running') emit('changed', host.change({ progress: PROGRESS }));
      },
      reach: shown.reach,
      isPassing: shown.isPassing ?? false,
    };
  });
}

const rowIn = (page: Page) =>
  page
    .getByRole('grid', { name: 'Judged rows' })
    .getByRole('row', { name: /^\d+ / })
    .first()
    .waitFor();
const inDetail = (tab: string) => (page: Page) =>
  page.getByRole('tabpanel', { name: tab }).getByText(/\w/).first().waitFor();

const PAGES = {
  judge: (page: Page) => page.getByRole('region', { name: 'People' }).waitFor(),
  slices: (page: Page) =>
    page.getByRole('table').or(page.getByRole('grid')).getByRole('row').nth(1).waitFor(),
  setup: (page: Page) => page.getByText('openai/gpt-oss-120b').first().waitFor(),
} as const;

export const resultsStates: readonly ViewState[] = [
  viewState('results: loading', () => ({
    ...{ view: 'results', protocol: resultsProtocol, handlers: silent(resultsProtocol) },
    reach: (page) => page.getByText('Reading the run…').waitFor(),
  })),
  viewState('results: error', () => ({
    ...{ view: 'results', protocol: resultsProtocol, handlers: refusing(resultsProtocol) },
    reach: (page) => page.getByText(WHY).waitFor(),
  })),
  results('no rows', {
    rows: 0,
    reach: (page) => page.getByText('This run has no rows.').waitFor(),
  }),
  results('no rows yet', {
    rows: 0,
    manifest: RUNNING,
    reach: (page) => page.getByText('Rows appear here as they are judged.').waitFor(),
  }),
  results('one row', { rows: 1, isLabelled: false, reach: rowIn }),
  results('a growing run', {
    manifest: RUNNING,
    reach: (page) =>
      page
        .getByText(/24 s left/)
        .first()
        .waitFor(),
  }),
  results('a failed run', {
    manifest: { status: 'failed', reason: `The endpoint refuses the key (401). ${LONG}` },
    reach: rowIn,
  }),
  results('a demo', { manifest: { demo: true, backend: 'demo' }, reach: rowIn }),
  results('long texts', {
    manifest: { name: LONG_NAME },
    isLong: true,
    state: { selected: 2 },
    reach: async (page) => {
      await rowIn(page);
      await inDetail('Verdict')(page);
    },
  }),
  ...(['classify', 'score', 'compare'] as const).map((type) =>
    results(`row in full, ${type}`, { type, state: { selected: 2 }, reach: inDetail('Verdict') }),
  ),
  ...(['prompt', 'raw'] as const).map((tab) =>
    results(`row in full, ${tab}`, {
      state: { selected: 2, tab },
      reach: inDetail(tab === 'prompt' ? 'Prompt' : 'Raw'),
    }),
  ),
  results('filters', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('button', { name: 'Filter', exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  }),
  results('columns', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('button', { name: /^Columns/ }).click();
      await page.getByRole('checkbox', { name: 'tokens' }).waitFor();
    },
  }),
  results('filters in use, no row', {
    state: { query: { filters: ['failed'], search: 'zebra', sort: 'row', descending: true } },
    reach: (page) => page.getByText('No row matches.').waitFor(),
  }),
  results('keys', {
    async reach(page) {
      await rowIn(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    },
  }),
  ...(['classify', 'score', 'compare'] as const).map((type) =>
    results(`Judge, ${type}`, { type, state: { page: 'judge' }, reach: PAGES.judge }),
  ),
  results('Slices', { rows: 500, state: { page: 'slices' }, reach: PAGES.slices }),
  results('Slices, no rows', {
    rows: 0,
    state: { page: 'slices' },
    reach: (page) =>
      page.getByRole('tabpanel', { name: 'Slices' }).getByText(/\w/).first().waitFor(),
  }),
  results('Setup', { state: { page: 'setup' }, reach: PAGES.setup }),
  results('Setup, score', { type: 'score', state: { page: 'setup' }, reach: PAGES.setup }),
  viewState('results: Runs', () => {
    const host = resultsHost(seriesOfRuns);
    host.specRuns.others(seriesOfRuns.others);
    host.specRuns.pin('r3', deltasToR3);
    return {
      ...{ view: 'results', protocol: resultsProtocol, handlers: host.handlers },
      state: { page: 'runs' },
      reach: (page) => page.getByText('no clear difference').first().waitFor(),
    };
  }),
  results('Runs, one alone', {
    state: { page: 'runs' },
    reach: (page) => page.getByRole('tabpanel', { name: 'Runs' }).getByText(/\w/).first().waitFor(),
  }),
];
