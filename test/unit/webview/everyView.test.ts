import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { configureTexts } from '../../../src/l10n/t.js';
import { pseudoTexts } from '../../l10n/pseudo.js';
import { checkAccessibility, checkContrast } from '../../webview/harness/checkAccessibility.js';
import { frameLater } from '../../webview/harness/elementState.js';
import { datasetStates } from '../../webview/harness/everyView/datasetStates.js';
import { layoutFaults } from '../../webview/harness/everyView/layoutFaults.js';
import { afterRunStates } from '../../webview/harness/everyView/afterRunStates.js';
import { beforeRunStates } from '../../webview/harness/everyView/beforeRunStates.js';
import { resultsStates } from '../../webview/harness/everyView/resultsStates.js';
import { spokenFaults } from '../../webview/harness/everyView/spokenFaults.js';
import { translatedNames } from '../../webview/harness/everyView/translatedNames.js';
import { untranslated } from '../../webview/harness/everyView/untranslated.js';
import type { ViewState } from '../../webview/harness/everyView/viewState.js';
import { withLongerTexts } from '../../webview/harness/everyView/withLongerTexts.js';
import { THEMES, openBench, wearTheme } from '../../webview/harness/openView.js';
import type { ViewBench } from '../../webview/harness/openView.js';

/** A window of 1280 × 800 at 200 %, and a column beside an editor. */
const SIZES = [
  { width: 640, height: 400 },
  { width: 320, height: 640 },
] as const;

const STATES = [...resultsStates, ...datasetStates, ...beforeRunStates, ...afterRunStates];
/** Pages that are looked at side by side: the browser draws each in a process of its own. */
const AT_ONCE = 2;

/**
 * In a language that puts every text into brackets: what is outside of them nobody can translate.
 */
describe('every view in every state', function () {
  this.timeout(120_000);
  let bench: ViewBench;
  const seen = new Map<number, Promise<string[]>>();
  before(async () => {
    const texts = pseudoTexts();
    configureTexts(texts);
    bench = await openBench(texts);
  });
  after(async () => {
    configureTexts(undefined);
    await bench.close();
  });

  for (const [at, { name }] of STATES.entries()) {
    it(name, async () => {
      for (let next = at; next < at + AT_ONCE; next += 1) look(next);
      assert.deepEqual(await seen.get(at), []);
    });
  }

  /** Begins a look whose test may come later. */
  function look(at: number): void {
    const state = STATES[at];
    if (!state || seen.has(at)) return;
    const found = faultsOf(state, bench);
    // Told by the test of the state.
    found.catch(() => undefined);
    seen.set(at, found);
  }
});

/**
 * What axe, a translator, a listener, a person with a large font and one whom motion troubles would
 * complain of.
 */
async function faultsOf(state: ViewState, bench: ViewBench): Promise<string[]> {
  const { page, told, complaints, close, resized } = await state.open(bench);
  const faults: string[] = [];
  const add = (where: string, found: readonly string[]) =>
    faults.push(...found.map((one) => `${where}: ${one}`));
  try {
    const [first, ...others] = THEMES;
    add(first, await checkAccessibility(page));
    for (const theme of others) {
      await wearTheme(page, theme);
      add(theme, await checkContrast(page));
    }
    await wearTheme(page, first);
    add('untranslated', await untranslated(page, told));
    add('spoken', await spokenFaults(page));
    add('translated', await translatedNames(page));
    add('moving', await moving(page));
    for (const size of SIZES) {
      await page.setViewportSize(size);
      await frameLater(page);
      await resized();
      const found = await withLongerTexts(page, () => layoutFaults(page));
      add(`${size.width} × ${size.height}`, found);
    }
    add('console', complaints);
  } finally {
    await close();
  }
  return faults;
}

/** What moves though the system asks that nothing does, and what does though VS Code asks so. */
async function moving(page: Page): Promise<string[]> {
  const animations = () =>
    page.evaluate<string[]>(
      `document.getAnimations()
        .map(({ effect, animationName }) => animationName + ' of ' + effect.target.className)
        // Appears at once, after fifteen seconds: nothing of it moves.
        .filter((one) => !one.startsWith('late '))`,
    );
  const found = await animations();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await page.evaluate(`document.body.classList.add('vscode-reduce-motion')`);
  found.push(...(await animations()));
  await page.evaluate(`document.body.classList.remove('vscode-reduce-motion')`);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  return found;
}
