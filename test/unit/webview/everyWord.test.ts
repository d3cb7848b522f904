import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { configureTexts } from '../../../src/l10n/t.js';
import { pseudoTexts, unmarked } from '../../l10n/pseudo.js';
import { datasetStates } from '../../webview/harness/everyView/datasetStates.js';
import { otherStates } from '../../webview/harness/everyView/otherStates.js';
import { resultsStates } from '../../webview/harness/everyView/resultsStates.js';
import { openBench, type ViewBench } from '../../webview/harness/openView.js';

/** Names and signs that are the same in every language. */
const NO_WORDS = new Set(['JSON', 'Markdown', 'null', 'true', 'false', 'KB', 'MB', 'vs', 'curl']);
/** As they stand on a keyboard, whose layout no translator knows. */
const KEYS = new Set([
  'Ctrl',
  'Shift',
  'Alt',
  'Enter',
  'Esc',
  'Home',
  'End',
  'Up',
  'Down',
  'PageUp',
  'PageDown',
]);

/** Reached by the whole name of a control, which has brackets here. */
const BY_WHOLE_NAMES = new Set([
  'results: filters',
  'results: columns',
  'dataset: a filter is made',
  'compare: a pair in full',
]);
const STATES = [...resultsStates, ...datasetStates, ...otherStates].filter(
  ({ name }) => !BY_WHOLE_NAMES.has(name),
);

/**
 * In a language that puts every text into brackets, what a view says outside of them is data of its
 * host, or was never given to translators.
 */
describe('every word of every view can be translated', function () {
  this.timeout(120_000);
  let bench: ViewBench;
  before(async () => {
    const texts = pseudoTexts();
    configureTexts(texts);
    bench = await openBench(texts);
  });
  after(async () => {
    configureTexts(undefined);
    await bench.close();
  });

  for (const state of STATES) {
    it(state.name, async () => {
      const { page, told, close } = await state.open(bench);
      try {
        const data = told.join('\n');
        const said = (await shownTexts(page)).flatMap((text) => unmarked(text).split('\n'));
        assert.deepEqual(
          said.filter((text) => !isData(text, data)),
          [],
        );
      } finally {
        await close();
      }
    });
  }
});

/** Whether each word of a text stands in what the host has told, or is none. */
function isData(text: string, data: string): boolean {
  const words = text.match(/\p{L}[\p{L}\p{M}'’-]+/gu) ?? [];
  return words.every((word) => NO_WORDS.has(word) || KEYS.has(word) || data.includes(word));
}

/** The texts in sight, and those for screen readers and pointers. */
function shownTexts(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const texts = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      if (!walker.currentNode.parentElement.closest('script, style')) texts.push(walker.currentNode.data);
    }
    for (const element of document.querySelectorAll('*')) {
      for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name);
        if (value) texts.push(value);
      }
    }
    return texts;
  })()`);
}
