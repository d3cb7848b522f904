import type { Page } from 'playwright-core';
import type { Json, JsonObject } from '../../../../src/core/json.js';
import type { HumanLabel } from '../../../../src/core/labels/labelRecord.js';
import { rowKey } from '../../../../src/core/labels/labelRow.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { t } from '../../../../src/l10n/t.js';
import { resultsProtocol } from '../../../../src/shared/protocol.js';
import { resultsHost } from '../resultsHost.js';
import type { ResultsHost } from '../resultsHost.js';
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
  /** Of the spec. */
  readonly gates?: object;
  /** What has become of the dataset; it has changed unless told. */
  readonly dataset?: 'changed' | 'missing';
  /** Every seventh row has another `expected` than its verdict. */
  readonly hasTruth?: boolean;
  /** Ann has labelled the first rows, one of them not as the judge. */
  readonly hasLabels?: boolean;
  reach(page: Page, host: ResultsHost): Promise<unknown>;
  readonly isPassing?: boolean;
}

function results(name: string, shown: Shown): ViewState {
  return viewState(`results: ${name}`, () => {
    const { type = 'classify', rows = 120, manifest = {}, gates, isLabelled } = shown;
    const sample = sampleRun({ type, rows, manifest });
    const run = {
      manifest: { ...sample.manifest, spec: { ...sample.manifest.spec, ...(gates && { gates }) } },
      rows: sample.rows.map((row, at) => ({
        ...row,
        result: {
          ...row.result,
          category: ['returns', 'warranty', 'care'][at % 3] ?? null,
          ...(shown.isLong && { question: LONG, feedback: LONG, [LONG_NAME]: LONG }),
          ...(shown.hasTruth && { expected: truthOf(type, row.result, at) }),
        },
      })),
    };
    const host = resultsHost({
      ...run,
      checks: [{ of: 'dataset', state: shown.dataset ?? 'changed' }],
      ...(isLabelled !== undefined && { isLabelled }),
    });
    if (shown.hasLabels) host.labels.records.push(...labelsOf(run));
    return {
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      ...(shown.state && { state: shown.state }),
      tell(emit) {
        if (manifest.status === 'running') emit('changed', host.change({ progress: PROGRESS }));
      },
      reach: (page) => shown.reach(page, host),
      isPassing: shown.isPassing ?? false,
    };
  });
}

function truthOf(type: EvaluationType, result: JsonObject, at: number): Json {
  const verdict = result['label'] ?? result['score'] ?? result['final_decision'] ?? null;
  return at % 7 === 0 ? { classify: 'wrong', score: 2, compare: 'B' }[type] : verdict;
}

function labelsOf({ manifest: { spec }, rows }: ReturnType<typeof sampleRun>): HumanLabel[] {
  return rows.slice(0, 20).flatMap(({ result }, at) => {
    const { label } = result;
    if (typeof label !== 'string') return [];
    return [
      {
        ...{ row: at + 1, key: rowKey(result, spec), rater: 'Ann', at: '2026-11-20T10:00:00.000Z' },
        label: at !== 2 ? label : label === 'correct' ? 'wrong' : 'correct',
        ...{ blind: true, sample: { plan: 'random', seed: 1, weight: 1 } },
      },
    ];
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

const ASKED_AGAIN = { selected: 7, share: 55, isDiffing: true, diffWith: 'policy' };

async function askAgain(page: Page, host: ResultsHost): Promise<void> {
  host.detail.answer({
    evaluation_successful: true,
    label: 'wrong',
    feedback: 'The answer claims what the policy does not say.',
  });
  await page.getByRole('button', { name: 'Re-judge' }).click();
  await page.getByRole('region', { name: 'Asked again' }).waitFor();
  await page.locator('.diff-added').first().waitFor();
}

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
  results('a demo with gates', {
    manifest: { demo: true, backend: 'demo' },
    gates: { pass_rate: { min: 0.5, max: 0.6 }, self_consistency: { min: 0.9 } },
    isLabelled: false,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('list', { name: 'Gates' }).waitFor();
    },
  }),
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
  ...(['classify', 'score', 'compare'] as const).map((type) =>
    results(`row in full, prompt of ${type}`, {
      type,
      state: { selected: 2, tab: 'prompt' },
      reach: inDetail('Prompt'),
    }),
  ),
  results('row in full, raw', { state: { selected: 2, tab: 'raw' }, reach: inDetail('Raw') }),
  results('row in full, differences and another verdict', {
    state: ASKED_AGAIN,
    reach: askAgain,
  }),
  results('row in full, menu', {
    isPassing: true,
    state: { selected: 7 },
    async reach(page) {
      await inDetail('Verdict')(page);
      await page.getByRole('button', { name: 'More for this row' }).click();
      await page.getByRole('menu').waitFor();
    },
  }),
  results('filters', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page.getByRole('button', { name: t('Filter'), exact: true }).click();
      await page.getByRole('dialog').waitFor();
    },
  }),
  results('columns', {
    isPassing: true,
    async reach(page) {
      await rowIn(page);
      await page
        .getByRole('button')
        .filter({ hasText: t('Columns') })
        .click();
      await page.getByRole('checkbox', { name: 'tokens' }).waitFor();
    },
  }),
  results('filters in use, and one is made', {
    rows: 300,
    state: {
      query: {
        filters: ['failed', 'label:wrong'],
        where: ['tokens>450', 'question~e'],
        ...{ search: '', sort: 'tokens', descending: false },
      },
    },
    isPassing: true,
    async reach(page) {
      await page.getByRole('group', { name: 'Filters in use' }).waitFor();
      await page.locator('body').press('f');
      await page.getByRole('dialog').getByRole('combobox').first().fill('to');
      await page.getByRole('option', { name: /^tokens/ }).waitFor();
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
    results(`Judge, ${type}`, {
      type,
      hasTruth: true,
      state: { page: 'judge', truth: { column: 'expected', map: [] } },
      async reach(page) {
        await PAGES.judge(page);
        await page.getByRole('heading', { name: 'Read these rows first' }).waitFor();
      },
    }),
  ),
  results('Judge, no truth', { state: { page: 'judge' }, reach: PAGES.judge }),
  results('Judge, labelled by people', {
    hasLabels: true,
    state: { page: 'judge' },
    reach: (page) => page.getByRole('table', { name: 'The judge against people' }).waitFor(),
  }),
  results('Slices', { rows: 500, state: { page: 'slices' }, reach: PAGES.slices }),
  results('Slices, score by category', {
    type: 'score',
    rows: 300,
    state: { page: 'slices' },
    async reach(page) {
      await page.getByRole('combobox', { name: 'Group by' }).selectOption('category');
      await page.getByRole('button', { name: 'warranty' }).waitFor();
    },
  }),
  results('Slices, no rows', {
    rows: 0,
    state: { page: 'slices' },
    reach: (page) =>
      page.getByRole('tabpanel', { name: 'Slices' }).getByText(/\w/).first().waitFor(),
  }),
  results('Setup', { state: { page: 'setup' }, reach: PAGES.setup }),
  results('Setup, score', { type: 'score', state: { page: 'setup' }, reach: PAGES.setup }),
  results('Setup, the dataset is gone', {
    dataset: 'missing',
    state: { page: 'setup' },
    async reach(page) {
      await PAGES.setup(page);
      await page.getByText('not there any more').waitFor();
    },
  }),
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
