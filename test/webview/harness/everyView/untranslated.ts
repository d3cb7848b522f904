import type { Page } from 'playwright-core';
import { ALL_CHANGES } from '../../../../src/core/compare/pairedChange.js';
import { RUN_STATUSES } from '../../../../src/core/runs/manifest.js';
import { ROW_OUTCOMES } from '../../../../src/core/runs/resultRow.js';
import { unmarked } from '../../../l10n/pseudo.js';

/** Names and signs that are the same in every language. */
const NO_WORDS = new Set([
  ...['JSON', 'CSV', 'Markdown', 'null', 'true', 'false', 'KB', 'MB', 'vs', 'curl'],
  // An operator of conditions.
  'empty',
]);
/** As they stand on a keyboard, whose layout no translator knows. */
const KEYS = new Set([
  ...['Ctrl', 'Shift', 'Alt', 'Enter', 'Esc', 'Home', 'End', 'Up', 'Down', 'PageUp', 'PageDown'],
]);

/** What became of a run, a row or a pair of rows, for programs: the host tells it in words too. */
const CODES: ReadonlySet<string> = new Set<string>([
  ...RUN_STATUSES,
  ...ROW_OUTCOMES,
  ...ALL_CHANGES,
]);

/**
 * What a page says outside of the brackets of `pseudoTexts` and was not `told` by its host: words that
 * were never given to translators.
 */
export async function untranslated(page: Page, told: readonly string[]): Promise<string[]> {
  const data = told.join('\n');
  const said = (await shownTexts(page)).flatMap((text) => unmarked(text).split('\n'));
  return said.filter((text) => !isData(text, data));
}

/** Whether each word of a text stands in what the host has told, or is none. */
function isData(text: string, data: string): boolean {
  if (CODES.has(text.trim())) return false;
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
      for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
        const value = element.getAttribute(name);
        if (value) texts.push(value);
      }
    }
    return texts;
  })()`);
}
