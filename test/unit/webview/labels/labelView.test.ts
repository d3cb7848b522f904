import assert from 'node:assert/strict';
import type { LabelRecord } from '../../../../src/core/labels/labelRecord.js';
import { labelsProtocol } from '../../../../src/shared/labelsProtocol.js';
import { becomes, hasFocus } from '../../../webview/harness/elementState.js';
import { labelsHost } from '../../../webview/harness/labelsHost.js';
import { openBench } from '../../../webview/harness/openView.js';
import type { OpenView, ViewBench } from '../../../webview/harness/openView.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';
import type { SampleOptions } from '../../../webview/harness/sampleRun.js';

describe('labelling rows', function () {
  this.timeout(60_000);
  let bench: ViewBench;
  const open: OpenView<typeof labelsProtocol>[] = [];
  before(async () => {
    bench = await openBench();
  });
  afterEach(async () => {
    for (const view of open.splice(0)) await view.close();
  });
  after(() => bench.close());

  async function show(
    options: SampleOptions & { readonly scale?: { min: number; max: number } },
    { state }: { state?: unknown } = {},
  ) {
    const run = sampleRun(options);
    const { scale } = options;
    const { spec } = run.manifest;
    const manifest =
      scale && spec.type === 'score'
        ? { ...run.manifest, spec: { ...spec, min_score: scale.min, max_score: scale.max } }
        : run.manifest;
    const host = labelsHost({ ...run, manifest });
    const view = await bench.open({
      view: 'labels',
      protocol: labelsProtocol,
      handlers: host.handlers,
      ...(state !== undefined && { state }),
    });
    open.push(view);
    const { page } = view;
    return {
      host,
      ...view,
      progress: async () =>
        (await page.locator('.label-progress').innerText()).replace(/\s+/g, ' '),
    };
  }

  /** Types a name and begins, by keys alone. */
  async function begin({ page }: Pick<OpenView<typeof labelsProtocol>, 'page'>): Promise<void> {
    const name = page.getByRole('textbox', { name: 'Your name' });
    await becomes(() => hasFocus(name), true);
    await page.keyboard.type('Ann');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: /^Row 1 of/ }).waitFor();
  }

  /** What is on disk, one word each. */
  function said(records: readonly LabelRecord[]): string[] {
    return records.map((one) =>
      'undo' in one ? 'undo' : String(one.label ?? one.score ?? one.choice),
    );
  }

  it('labels by keyboard alone: digits, skip, note, undo; the focus stays', async () => {
    const view = await show({ type: 'classify', rows: 300 });
    const { page, host, progress, complaints } = view;
    await begin(view);
    await becomes(() => hasFocus(page.locator('.row-card')), true);
    await page.keyboard.press('1');
    await becomes(progress, '1 of 40');
    await page.keyboard.press('s');
    await becomes(progress, '1 of 40 · 1 skipped');
    await page.keyboard.press('n');
    const note = page.getByRole('textbox', { name: 'Note' });
    await becomes(() => hasFocus(note), true);
    // Letters and digits are text there.
    await page.keyboard.type('sun 12?');
    await page.keyboard.press('Enter');
    await becomes(() => hasFocus(page.locator('.row-card')), true);
    await page.keyboard.press('3');
    await becomes(progress, '2 of 40 · 1 skipped');
    await becomes(() => note.inputValue(), '');
    assert.deepEqual(said(host.records), ['correct', 'wrong']);
    assert.equal((host.records[1] as { note?: string }).note, 'sun 12?');

    await page.keyboard.press('u');
    await becomes(progress, '1 of 40 · 1 skipped');
    await becomes(() => note.inputValue(), 'sun 12?');
    await page.keyboard.press('2');
    await becomes(progress, '2 of 40 · 1 skipped');
    assert.deepEqual(said(host.records), ['correct', 'wrong', 'undo', 'incomplete']);
    assert.equal((host.records[3] as { note?: string }).note, 'sun 12?');
    const [, taken, , anew] = host.records as { row?: number }[];
    assert.equal(anew?.row, taken?.row);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).waitFor();
    // The list takes no labels.
    await page.keyboard.press('1');
    await page.keyboard.press('Escape');
    await becomes(() => page.getByRole('dialog').count(), 0);
    assert.equal(host.records.length, 4);
    assert.deepEqual(complaints, []);
  });

  it('takes arrows where two are compared, and quick keys for the row that is seen', async () => {
    const view = await show({ type: 'compare', rows: 60 });
    await begin(view);
    for (const [at, key] of ['ArrowLeft', 'ArrowRight', '0', '1', '2'].entries()) {
      await view.page.keyboard.press(key);
      await becomes(view.progress, `${at + 1} of 40`);
    }
    const picks = view.host.records.map((one) =>
      'undo' in one || one.choice === 'Tie' ? 'tie' : one.shown?.startsWith(one.choice ?? '?'),
    );
    assert.deepEqual(picks, [true, false, 'tie', true, false]);
    await becomes(() => view.page.getByText(/\bA\b|\bB\b/).count(), 0);
  });

  const scales: readonly [string, { min: number; max: number }, string[], string][] = [
    ['a small scale by digits', { min: 1, max: 10 }, ['0'], '10'],
    ['a wide one by a field', { min: 0, max: 100 }, ['4', '2', 'Enter'], '42'],
    ['a wide one by arrows', { min: 0, max: 100 }, ['4', '2', 'ArrowUp', 'Enter'], '43'],
    ['one below zero by place', { min: -2, max: 7 }, ['1'], '-2'],
  ];
  for (const [name, scale, keys, expected] of scales) {
    it(`takes scores: ${name}`, async () => {
      const view = await show({ type: 'score', rows: 60, scale });
      await begin(view);
      for (const key of keys) await view.page.keyboard.press(key);
      await becomes(() => said(view.host.records), [expected]);
      await becomes(async () => (await view.progress()).startsWith('1 of '), true);
    });
  }

  it('says a failed write, keeps row and note, and goes on once it works', async () => {
    const view = await show({ type: 'classify', rows: 60 });
    const { page, host, progress } = view;
    await begin(view);
    const text = await page.locator('.row-card').innerText();
    await page.keyboard.press('n');
    await page.keyboard.type('why');
    await page.keyboard.press('Escape');
    host.isFull = true;
    await page.keyboard.press('1');
    await page.getByRole('alert').getByText('the disk is full').waitFor();
    assert.equal(await page.locator('.row-card').innerText(), text);
    assert.equal(await page.getByRole('textbox', { name: 'Note' }).inputValue(), 'why');
    host.isFull = false;
    await page.keyboard.press('1');
    await becomes(progress, '1 of 40');
    await becomes(() => page.getByRole('alert').count(), 0);
    assert.deepEqual(said(host.records), ['correct']);
  });

  it('goes on after a reload where it was left', async () => {
    const view = await show({ type: 'classify', rows: 300 });
    const { page, progress, host } = view;
    await begin(view);
    for (const [at, key] of ['1', '2', '1'].entries()) {
      await page.keyboard.press(key);
      await becomes(progress, `${at + 1} of 40`);
    }
    await page.keyboard.press('s');
    await becomes(progress, '3 of 40 · 1 skipped');
    const text = await page.locator('.row-card').innerText();
    await page.reload();
    await becomes(progress, '3 of 40 · 1 skipped');
    await becomes(() => page.locator('.row-card').innerText(), text);
    assert.equal(host.records.length, 3);
  });

  it('regression: a reload as soon as a skip is seen finds it again', async () => {
    const view = await show({ type: 'classify', rows: 300 });
    const { page, progress } = view;
    await begin(view);
    await page.evaluate(`
      new MutationObserver((_, observer) => {
        if (!document.querySelector('.label-progress')?.textContent.includes('skipped')) return;
        observer.disconnect();
        location.reload();
      }).observe(document.body, { childList: true, characterData: true, subtree: true });
    `);
    const reloaded = page.waitForEvent('load');
    await page.keyboard.press('s');
    await reloaded;
    await becomes(progress, '0 of 40 · 1 skipped');
  });

  it('shows figures on the way without the judge’s verdicts, hides them when asked, and ends with all', async () => {
    const view = await show({ type: 'classify', rows: 300 });
    const { page, progress, host } = view;
    await page.getByRole('spinbutton', { name: 'How many' }).fill('12');
    await page.getByRole('textbox', { name: 'Your name' }).focus();
    await begin(view);
    await page.getByText('Figures after 10 more labels').waitFor();
    for (let at = 1; at <= 10; at += 1) {
      await page.keyboard.press(at % 3 === 0 ? '3' : '1');
      await becomes(progress, `${at} of 12`);
    }
    await page.getByText(/with the judge on 10 rows/).waitFor();
    await page.getByRole('button', { name: 'Hide figures' }).click();
    await becomes(() => page.getByText(/with the judge on/).count(), 0);
    await page.keyboard.press('1');
    await becomes(progress, '11 of 12');
    await page.keyboard.press('1');
    await page.getByText(/^Pass rate .* by the judge alone; corrected by 12 labels/).waitFor();
    await becomes(() => hasFocus(page.getByRole('heading', { name: /^Labels of/ })), true);
    await page.getByRole('cell', { name: /of 12: / }).waitFor();
    await page
      .getByRole('button', { name: /^Show the \d+ rows? where you and the judge differ/ })
      .click();
    await page.getByRole('button', { name: 'Export them as examples…' }).click();
    await becomes(() => host.asked, ['differences', 'examples']);
    await page.getByRole('button', { name: 'Label more' }).click();
    await page.getByText('You have labelled 12 before; they come last.').waitFor();
  });
});
