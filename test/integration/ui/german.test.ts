import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FrameLocator, Page } from 'playwright-core';
import { launchWindow, type TestWindow } from '../host/launchWindow.js';
import { pictureFailures } from '../host/pictureFailures.js';
import { runCommand, screenshot, webviewFrame } from '../host/workbench.js';

/** `74.2 %`, `0.91`; a thousand (`1.319`) is none. */
const POINT = /(?<![\d.])\d+\.\d{1,2}(?![\d.\w])/;
/** Words of Gavel that no row of the sample and no identifier of a spec holds. */
const ENGLISH =
  /\b(?:completed|judged|rows|pass|passed|failed|interval|agree|disagree|feedback says|verdicts?)\b/;

describe('a person who speaks German', function () {
  this.timeout(120_000);
  let workspace: string;
  let window: TestWindow;
  let page: Page;
  let view: FrameLocator;
  before(async () => {
    workspace = await realpath(await mkdtemp(join(tmpdir(), 'gavel-german-')));
    window = await launchWindow({ workspace, theme: 'light', locale: 'de' });
    page = window.page;
    view = webviewFrame(page);
  });
  after(async () => {
    await window.close();
    await rm(workspace, { recursive: true, force: true, maxRetries: 5 });
  });
  pictureFailures(() => page);

  it('finds the walkthrough under its German title, and runs the sample by it', async () => {
    await runCommand(page, 'Gavel: Erste Schritte');
    const step = page.locator('.getting-started-step').filter({ hasText: 'ohne Schlüssel' });
    await step.waitFor();
    const run = page.getByRole('button', { name: 'Beispielauswertung ausprobieren', exact: true });
    if (!(await run.isVisible())) await step.locator('.step-title').click();
    await screenshot(page, 'german-walkthrough');
    await run.click();
    await page.getByRole('tab', { name: /answer-correctness\.evalrun\.json/ }).waitFor();
  });

  it('reads status, headline and bars in German, with a comma', async () => {
    await view
      .getByText(/46 von 62 .*bestehen/)
      .first()
      .waitFor();
    const head = await view.locator('header.run').innerText();
    assert.match(head, /abgeschlossen/);
    const summary = await view.getByRole('region', { name: 'Zusammenfassung' }).innerText();
    assert.match(summary, /74,2 %/);
    await screenshot(page, 'german-results');
    assert.deepEqual(foreignLines(`${head}\n${summary}`), []);
  });

  it('reads the Judge page with a comma', async () => {
    await view.getByRole('tab', { name: 'Judge' }).click();
    const panel = view.getByRole('tabpanel');
    await panel.getByText(/\d,\d/).first().waitFor();
    await screenshot(page, 'german-judge');
    const said = await panel.innerText();
    assert.deepEqual(
      said.split('\n').filter((line) => POINT.test(line)),
      [],
    );
  });

  it('finds the run in the tree, and how it stands', async () => {
    await runCommand(page, 'View: Show Gavel');
    const run = page.getByRole('treeitem', { name: /^Answer correctness, Abgeschlossen, 74,2 %/ });
    await run.waitFor();
    await run.hover();
    const hover = page.locator('.workbench-hover', { hasText: 'Abgeschlossen' });
    await hover.waitFor();
    await screenshot(page, 'german-runs');
    assert.deepEqual(foreignLines(await hover.innerText()), []);
  });
});

/** Lines with a word that is not German, or a figure that has a point. */
function foreignLines(text: string): string[] {
  return text.split('\n').filter((line) => POINT.test(line) || ENGLISH.test(line));
}
