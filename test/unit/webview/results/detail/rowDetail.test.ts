import assert from 'node:assert/strict';
import type { EvaluationType } from '../../../../../src/core/spec/evalSpec.js';
import { resultsProtocol } from '../../../../../src/shared/protocol.js';
import { becomes, hasFocus } from '../../../../webview/harness/elementState.js';
import { openBench } from '../../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../../webview/harness/openView.js';
import { resultsHost } from '../../../../webview/harness/resultsHost.js';
import { sampleRun } from '../../../../webview/harness/sampleRun.js';

const WRONG = {
  evaluation_successful: true,
  label: 'wrong',
  feedback: 'The answer claims what the policy does not say.',
};

describe('a row’s details', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  const open: OpenView<typeof resultsProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show(
    type: EvaluationType,
    { state, width = 1300 }: { state?: object; width?: number } = {},
  ) {
    const host = resultsHost(sampleRun({ type, rows: 40 }));
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      size: { width, height: 800 },
      state: { selected: 7, share: 55, ...state },
    });
    open.push(view);
    await view.page.getByRole('heading', { name: 'Row 7' }).waitFor();
    return { host, ...view };
  }

  it('marks what A and B do not share, at a press of the button or of d', async () => {
    const { page, complaints } = await show('compare');
    const button = page.getByRole('button', { name: 'Diff' });
    await becomes(() => button.getAttribute('aria-pressed'), 'false');
    assert.equal(await page.locator('ins, del').count(), 0);
    await button.click();
    await page.getByText('27 words only in Response A, 19 only in Response B.').waitFor();
    const shown = await page.locator('.diff-before').innerText();
    assert.match(shown, /^We ship to the EU, Norway and Switzerland; express is 12 euros\./);
    assert.equal(await page.locator('.diff-before ins, .diff-after del').count(), 0);
    await page.getByRole('tabpanel', { name: 'Verdict' }).focus();
    await page.keyboard.press('d');
    await becomes(() => page.locator('ins, del').count(), 0);
    assert.deepEqual(complaints, []);
  });

  it('compares a response with the column that is chosen, and keeps to it on the next row', async () => {
    const { page } = await show('classify');
    await page.getByRole('button', { name: 'Diff with a column' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'policy' }).click();
    await page.getByText(/words only in policy, \d+ only in Response\.$/).waitFor();
    await page.getByRole('button', { name: 'Next row' }).click();
    await page.getByRole('heading', { name: 'Row 8' }).waitFor();
    await page.getByText(/words only in policy, \d+ only in Response\.$/).waitFor();
    await page.getByRole('button', { name: 'Diff with policy' }).waitFor();
  });

  it('stacks both texts where the pane is narrow', async () => {
    const { page } = await show('compare', { state: { isDiffing: true }, width: 480 });
    const [before, after] = await Promise.all(
      ['.diff-before', '.diff-after'].map((side) => page.locator(side).boundingBox()),
    );
    assert.ok(before && after && after.y >= before.y + before.height, 'they stand side by side');
  });

  it('asks the judge again, and shows its answer beside the one of the run', async () => {
    const { page, host } = await show('classify');
    await page.getByRole('button', { name: 'Re-judge' }).click();
    await page.getByText('Asking the judge about this row…').waitFor();
    host.detail.answer(WRONG);
    const before = page.getByRole('region', { name: 'In the run' });
    const again = page.getByRole('region', { name: 'Asked again' });
    await becomes(async () => /correct\s+in the run/.test(await before.innerText()), true);
    await becomes(async () => /wrong\s+asked again: another/.test(await again.innerText()), true);
    await again.getByText('412 prompt, 38 completion tokens · $0.0003 · 1.2 s').waitFor();
    await page
      .locator('.again-head')
      .getByText('the judge gave another verdict. The run stays as it is.')
      .waitFor();

    // The table and the figures are those of the run.
    await page
      .getByText('72.4 % pass')
      .or(page.getByText(/% pass/))
      .first()
      .waitFor();
    await page.getByRole('row', { name: /^7 correct/ }).waitFor();

    // Another row has nothing of it, and it is there again on the way back.
    await page.getByRole('button', { name: 'Next row' }).click();
    await page.getByRole('heading', { name: 'Row 8' }).waitFor();
    await becomes(() => again.count(), 0);
    await page.getByRole('button', { name: 'Previous row' }).click();
    await again.getByText('wrong').first().waitFor();
  });

  it('tells how often the judge kept to its verdict', async () => {
    const { page, host } = await show('classify');
    const button = page.getByRole('button', { name: 'Re-judge' });
    host.detail.answer(WRONG);
    await button.click();
    await page.locator('.again-head').getByText('another verdict').waitFor();
    host.detail.answer({ evaluation_successful: true, label: 'correct' });
    await button.click();
    await page
      .locator('.again-head')
      .getByText('Asked again 2 times, the judge gave the run’s verdict 1 time.')
      .waitFor();
  });

  it('stops asking, and leaves nothing behind', async () => {
    const { page } = await show('classify');
    await page.getByRole('button', { name: 'Re-judge' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await becomes(() => page.locator('.again-head').count(), 0);
    assert.equal(await page.getByRole('region', { name: 'Asked again' }).count(), 0);
  });

  it('says what stood in the way, and asks again on Retry', async () => {
    const { page, host } = await show('classify');
    host.detail.answer(new Error('api.example.com refuses the key (401); set another one.'));
    await page.getByRole('button', { name: 'Re-judge' }).click();
    const alert = page.getByRole('alert').filter({ hasText: 'refuses the key (401)' });
    await alert.waitFor();
    host.detail.answer(WRONG);
    await alert.getByRole('button', { name: 'Retry' }).click();
    await page.getByRole('region', { name: 'Asked again' }).waitFor();
    await becomes(() => alert.count(), 0);
  });

  it('offers the rest in a menu, and closes it with the focus where it was', async () => {
    const { page, host } = await show('classify');
    const more = page.getByRole('button', { name: 'More for this row' });
    await more.focus();
    await page.keyboard.press('Enter');
    const items = page.getByRole('menuitem');
    assert.deepEqual(await items.allInnerTexts(), [
      'Preview template on this row',
      'Go to spec',
      'Copy link to row',
      'Copy row as JSON',
    ]);
    await page.keyboard.press('Escape');
    await becomes(() => hasFocus(more), true);
    for (const name of ['Copy link to row', 'Preview template on this row']) {
      await more.click();
      await page.getByRole('menuitem', { name }).click();
    }
    await page.getByRole('button', { name: 'Open dataset row' }).click();
    await becomes(
      () => Promise.resolve(host.detail.acts.join(', ')),
      'copyLink 7, preview 7, openDataset 7',
    );
  });

  it('says why something can’t be done, in place of doing it', async () => {
    const sample = sampleRun({
      type: 'classify',
      rows: 10,
      manifest: { spec_path: undefined, dataset: { rows: 10 } },
    });
    const host = resultsHost(sample);
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
      state: { selected: 7 },
    });
    open.push(view);
    const { page } = view;
    const dataset = page.getByRole('button', { name: 'Open dataset row' });
    await becomes(() => dataset.getAttribute('title'), 'The dataset is on the service alone.');
    await dataset.click({ force: true });
    await page.getByRole('button', { name: 'More for this row' }).click();
    await page
      .getByRole('menuitem', { name: /^Go to spec ?: The run was started elsewhere/ })
      .click({ force: true });
    assert.deepEqual(host.detail.acts, []);
  });

  it('regression: a row that can’t be read is asked for once, and again on Retry', async () => {
    const host = resultsHost(sampleRun({ type: 'classify', rows: 10 }));
    const asked: number[] = [];
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: {
        ...host.handlers,
        row({ id }) {
          asked.push(id);
          throw new Error('The file of the rows is locked.');
        },
      },
      state: { selected: 7 },
    });
    open.push(view);
    const fault = view.page.getByRole('status').filter({ hasText: 'is locked' });
    for (const times of [1, 2]) {
      await fault.waitFor();
      // What an effect asks for stands in the channel before this answer.
      await view.page.evaluate(
        'new Promise((done) => requestAnimationFrame(() => setTimeout(done)))',
      );
      assert.equal(asked.length, times);
      await fault.getByRole('button', { name: 'Retry' }).click();
      await becomes(() => Promise.resolve(asked.length), times + 1);
    }
  });

  it('goes to the row that somebody wants to see, past a filter that would hide it', async () => {
    const query = { filters: ['invalid'], search: 'zebra', sort: 'row', descending: false };
    const { page, host, emit } = await show('classify', { state: { query } });
    host.detail.want(31);
    emit('rowWanted', {});
    await page.getByRole('heading', { name: 'Row 31' }).waitFor();
    await page.locator('[aria-selected=true] [role=rowheader]').getByText('31').waitFor();
  });
});
