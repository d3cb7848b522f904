import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { manifestTexts, plainTexts } from '../../../manifestTexts.js';
import {
  allTexts,
  currentParts,
  locales,
  manifestIn,
  placeholdersOf,
  readParts,
} from '../../../texts.js';

const { texts, faults } = allTexts();

describe('texts of package.json', () => {
  it('stand in package.nls.json, and none there that is used no more: npm run l10n', () => {
    const used = [...readFileSync('package.json', 'utf8').matchAll(/"%([^%"]+)%"/g)];
    assert.deepEqual(
      plainTexts().map(({ name }) => name),
      [],
    );
    assert.deepEqual(
      [...new Set(used.map(([, key]) => key))].sort(),
      Object.keys(manifestTexts()).sort(),
    );
  });
});

describe('texts of src', () => {
  it('are literals, said after the language is known, each placeholder with its argument', () =>
    assert.deepEqual(faults, []));

  it('are translated into German', () => assert.ok(locales().includes('de')));

  for (const locale of locales()) {
    describe(locale, () => {
      const parts = readParts(locale);

      it('has every text once, in its place, and none that is said no more: npm run l10n', () => {
        const names = (all: typeof parts) =>
          [...all].flatMap(([part, entries]) =>
            Object.keys(entries).map((key) => `${part}: ${key}`),
          );
        const has = new Set(names(parts));
        const ought = names(currentParts(locale, texts));
        const known = new Set(ought);
        assert.deepEqual(
          {
            missing: ought.filter((name) => !has.has(name)),
            stale: [...has].filter((name) => !known.has(name)),
          },
          { missing: [], stale: [] },
        );
      });

      it('has its package.nls: npm run l10n', () => {
        const made: unknown = JSON.parse(readFileSync(`package.nls.${locale}.json`, 'utf8'));
        assert.deepEqual(made, manifestIn(locale));
      });

      it('leaves nothing untranslated', () => {
        const empty = [...parts].flatMap(([part, entries]) =>
          Object.keys(entries)
            .filter((key) => entries[key]?.trim() === '')
            .map((key) => `${part}: ${key}`),
        );
        assert.deepEqual(empty, []);
      });

      it('keeps the placeholders', () => {
        const others = [...parts.values()].flatMap((entries) =>
          Object.entries(entries).filter(([key, text]) => {
            const [asked, kept] = [placeholdersOf(key), placeholdersOf(text)];
            // Where a thing is one, its number may go without saying.
            const dropped = asked.filter((index) => !kept.includes(index));
            const isFine = dropped.length === 0 || (dropped.join() === '0' && asked[0] === 0);
            return text !== '' && (!isFine || kept.some((index) => !asked.includes(index)));
          }),
        );
        assert.deepEqual(others, []);
      });
    });
  }
});
