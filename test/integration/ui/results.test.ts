import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { FARES, comparedSamples, writeComparedRuns, type ComparedSample } from '../comparedRuns.js';
import { accessibilityFaults } from '../host/accessibility.js';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { runCommand, saveWindowState, screenshot, webviewFrame } from '../host/workbench.js';
import { passRate, resultRows } from '../runFiles.js';
import { waitFor } from '../waitFor.js';
import { createWorkspace } from '../workspace.js';

const samples = comparedSamples();
const total = samples.length;

let workspace: string;
let runs: readonly [v1: string, v2: string];
let window: TestWindow;
let page: Page;
let view: FrameLocator;

describe('a person and two runs of one dataset', () => {
  before(async function () {
    this.timeout(120_000);
    workspace = await createWorkspace();
    runs = await writeComparedRuns(workspace);
    window = await launchWindow({ workspace, theme: 'dark' });
    page = window.page;
    view = webviewFrame(page);
  });

  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });

  pictureFailures(() => page);

  it('opens one from the tree and reads its headline', async () => {
    await runCommand(page, 'View: Show Gavel');
    await page.getByRole('treeitem', { name: /^Cases v2, / }).click();
    await page.getByRole('tab', { name: /cases-v2\.evalrun\.json/ }).waitFor();
    const { passed, evaluated, value, low, high } = await rateOf(runs[1]);
    const summary = view.getByRole('region', { name: 'Summary' });
    await says(summary, `${value} % pass (${low}–${high})`);
    await says(summary, `${passed} of ${evaluated} judged rows pass`);
  });

  it('sees how far the judge agrees with the experts', async () => {
    await view.getByRole('tab', { name: 'Judge' }).click();
    const agreeing = samples.filter(
      ({ values, passes }) => (values['expert'] === 'good') === passes.v2,
    ).length;
    const judge = view.getByRole('region', { name: 'Reliability of the judge' });
    await judge.waitFor();
    await view.getByRole('combobox', { name: 'Column with the truth' }).selectOption('expert');
    await says(judge, `${percent(agreeing, total)} %`);
    await screenshot(page, 'results-judge-dark');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('sees the groups of rows by topic', async () => {
    await view.getByRole('tab', { name: 'Slices' }).click();
    await view.getByRole('region', { name: 'Slices' }).waitFor();
    await view.getByRole('combobox').first().selectOption('topic');
    const passRateOf = (those: readonly ComparedSample[]) =>
      `${percent(those.filter(({ passes }) => passes.v2).length, those.length)} %`;
    const isWarranty = ({ values }: ComparedSample) => values['topic'] === 'warranty';
    const [own, rest] = [samples.filter(isWarranty), samples.filter((one) => !isWarranty(one))];
    await says(
      view.getByRole('region', { name: 'Slices' }),
      `topic = warranty passes less often than the rest: ${passRateOf(own)} against ${passRateOf(rest)}`,
    );
    for (const topic of ['refunds', 'shipping', 'warranty']) {
      const group = samples.filter(({ values }) => values['topic'] === topic);
      const line = view.getByRole('row', { name: new RegExp(`^${topic}`) });
      await says(line, `${topic} ${group.length} ${passRateOf(group)} (`);
    }
    await screenshot(page, 'results-slices-dark');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('sees both runs of the spec, and what this one was made with', async () => {
    await view.getByRole('tab', { name: 'Runs' }).click();
    const series = view.getByRole('region', { name: 'Runs of this spec' });
    await says(series, '2 runs of cases.eval.yaml');
    await says(series, `${(await rateOf(runs[0])).value} %`);
    assert.deepEqual(await accessibilityFaults(page), []);
    await view.getByRole('tab', { name: 'Setup' }).click();
    await says(view.getByRole('tabpanel'), 'does it name the rule?');
    await screenshot(page, 'results-setup-dark');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('filters to the failed rows by a chip', async () => {
    await view.getByRole('tab', { name: 'Rows' }).click();
    await view.getByRole('button', { name: /^Failed/ }).click();
    const failed = samples.filter(({ passes }) => !passes.v2).length;
    await says(view.getByRole('tabpanel'), `${failed} of ${total} rows`);
    await waitFor(
      'the failed rows alone, below the header',
      () => view.getByRole('grid').getByRole('row').count(),
      (count) => count === failed + 1,
    );
  });

  it('compares with the other run by the button, and reads which is better', async () => {
    await view.getByRole('button', { name: 'Compare…' }).click();
    // The run of the same spec and dataset is chosen already.
    const other = page.locator('.quick-input-list .monaco-list-row');
    await other.filter({ hasText: 'Cases v1' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('tab', { name: /^Compare Cases v1, Cases v2/ }).waitFor();
    const { fixed, broken, both, neither } = FARES;
    const points = (100 * (fixed - broken)) / total;
    const answer = view.getByRole('region', { name: 'Answer' });
    await says(answer, `B passes more often by ${points.toFixed(1)} points (`);
    await says(answer, `${fixed} rows fixed, ${broken} broken, ${both + neither} same.`);
    await screenshot(page, 'compare-dark');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('looks at the broken rows, and at the difference between the rubrics', async () => {
    await view.getByRole('button', { name: /^broken/ }).click();
    await says(view.locator('main'), `${FARES.broken} of ${total} rows`);
    await waitFor(
      'the broken rows alone, below the header',
      () => view.getByRole('grid').getByRole('row').count(),
      (count) => count === FARES.broken + 1,
    );
    await view.getByRole('button', { name: 'Diff rubric' }).click();
    await page.locator('.monaco-diff-editor').waitFor();
    await page.getByText('does it name the rule?').first().waitFor();
    await screenshot(page, 'compare-rubrics-dark');
    await page.keyboard.press('Control+w');
  });

  it('finds the comparison again after a reload of the window', async () => {
    await saveWindowState(page, /gavel\.compare.*filters\W+broken/);
    await page.reload();
    await page.getByRole('tab', { name: /^Compare Cases v1, Cases v2/ }).waitFor();
    const answer = view.getByRole('region', { name: 'Answer' });
    await says(answer, `${FARES.fixed} rows fixed, ${FARES.broken} broken`);
    // The chip that was pressed is still pressed.
    await says(view.locator('main'), `${FARES.broken} of ${total} rows`);
  });

  it('labels three rows by keys, and finds the place again after a reload', async () => {
    await page.getByRole('tab', { name: /cases-v2\.evalrun\.json/ }).click();
    await view
      .getByRole('toolbar', { name: 'Run' })
      .getByRole('button', { name: 'Label rows' })
      .click();
    await page.getByRole('tab', { name: /^Label Cases v2/ }).waitFor();
    const name = view.getByRole('textbox', { name: 'Your name' });
    await name.fill('Ann');
    await name.press('Enter');
    for (const [at, key] of ['1', '2'].entries()) {
      const card = view.getByRole('region', { name: new RegExp(`^Row ${at + 1} of`) });
      await card.press(key);
    }
    await view.getByRole('region', { name: /^Row 3 of/ }).waitFor();
    await saveWindowState(page, /gavel\.labels.*Ann/);
    await page.reload();
    await page.getByRole('tab', { name: /^Label Cases v2/ }).waitFor();
    await view.getByRole('region', { name: /^Row 3 of/ }).press('1');
    await view.getByRole('region', { name: /^Row 4 of/ }).waitFor();
    assert.deepEqual(
      (await labelRecords()).map(({ label }) => label),
      ['good', 'bad', 'good'],
    );
  });

  it('sees how often the judge agreed, when the labelling is finished', async () => {
    await view.getByRole('button', { name: 'Finish' }).click();
    const said = view.getByRole('region', { name: 'What the labels say' });
    const agreeing = (await labelRecords()).filter(({ row, label }) => {
      const sample = samples[row - 1];
      return sample && sample.passes.v2 === (label === 'good');
    }).length;
    await says(said, `${agreeing} of 3`);
    await screenshot(page, 'labels-summary');
    assert.deepEqual(await accessibilityFaults(page), []);
  });

  it('exports the report as Markdown into the workspace', async () => {
    const name = `${basename(dirname(runs[1]))}.md`;
    await page.getByRole('tab', { name: /cases-v2\.evalrun\.json/ }).click();
    await runCommand(page, 'Gavel: Export Report');
    await page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ hasText: 'Markdown Report' })
      .click();
    // The name that is offered comes after the box.
    const offered = page.locator('.quick-input-widget input.input');
    await waitFor(
      name,
      () => offered.inputValue(),
      (value) => value === join(workspace, name),
    );
    await page.keyboard.press('Enter');
    const { passed, evaluated } = await rateOf(runs[1]);
    const report = await waitFor(
      'the report',
      () => readFile(join(workspace, name), 'utf8').catch(() => ''),
      (text) => text !== '',
    );
    assert.match(report, /^## Cases v2\n/);
    assert.ok(report.includes(`${passed} of ${evaluated} judged rows pass`));
  });
});

async function rateOf(manifest: string) {
  return passRate(await resultRows(manifest), ['good']);
}

async function labelRecords(): Promise<readonly { row: number; label: string }[]> {
  const text = await readFile(join(dirname(runs[1]), 'labels.jsonl'), 'utf8');
  // Lines as the extension wrote them.
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { row: number; label: string });
}

function percent(part: number, whole: number): string {
  // All is all, and not a figure with a decimal.
  return part === whole ? '100' : ((100 * part) / whole).toFixed(1);
}

/** The views set numbers and units with no-break spaces. */
async function says(place: Locator, words: string): Promise<void> {
  await waitFor(
    words,
    async () => (await place.innerText().catch(() => '')).replaceAll(/\s+/g, ' '),
    (text) => text.includes(words),
  );
}
