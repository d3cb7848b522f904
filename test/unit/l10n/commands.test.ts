import assert from 'node:assert/strict';
import { manifestTexts } from '../../../manifestTexts.js';
import { locales, readParts } from '../../../texts.js';

/** `Set API Key…` → `Set API Key` */
const plain = (title: string): string => title.replace(/ ?(…| \(.*)$/u, '');

const titles = Object.entries(manifestTexts())
  .filter(([key]) => /^command\..*\.title$/.test(key))
  .map(([, title]) => title)
  // The longest first: `Run Evaluation` before `Run`.
  .sort((a, b) => b.length - a.length);

describe('commands that a text names', () => {
  for (const locale of locales()) {
    // Buttons and actions are found by them, and people look for them in the palette.
    it(`have the names that the palette has in ${locale}`, () => {
      const entries = Object.fromEntries(
        [...readParts(locale).values()].flatMap((part) => Object.entries(part)),
      );
      const wrong = Object.entries(entries).flatMap(([english, text]) =>
        [...english.matchAll(/Gavel: /g)].flatMap(({ index }) => {
          const rest = english.slice(index + 'Gavel: '.length);
          const title = titles.find((each) => rest.startsWith(plain(each)));
          const expected = title && `Gavel: ${plain(entries[title] ?? title)}`;
          return expected === undefined || text.includes(expected) ? [] : [{ text, expected }];
        }),
      );
      assert.deepEqual(wrong, []);
    });
  }
});
