import type { Page } from 'playwright-core';
import { locales, readParts } from '../../../../texts.js';

const TRANSLATIONS = locales().map((locale) => {
  const parts = [...readParts(locale).values()].flatMap((part) => Object.entries(part));
  return [locale, Object.fromEntries(parts)] as const;
});

/**
 * Names for listeners that hold what is seen in English, and no more in a translation (WCAG 2.5.3, label
 * in name): who says what they see reaches nothing. The page is in the language of `pseudoTexts`.
 */
export async function translatedNames(page: Page): Promise<string[]> {
  const pairs = await page.evaluate<[name: string, seen: string][]>(`
    [...document.querySelectorAll('button[aria-label], a[aria-label], [role][aria-label]')]
      .filter((element) => element.matches('button, a, [role=tab], [role=option], [role^=menuitem]'))
      .map((element) => [element.getAttribute('aria-label'), element.innerText])`);
  return TRANSLATIONS.flatMap(([locale, translations]) => {
    const said = (text: string) => translations[/^\s*⟦([^⟦⟧]+)⟧\s*$/.exec(text)?.[1] ?? ''];
    return pairs.flatMap(([name, seen]) => {
      const [whole, part] = [said(name), said(seen)];
      if (whole === undefined || part === undefined || plain(whole).includes(plain(part)))
        return [];
      return [`${locale}: the name “${whole}” does not hold “${part}”`];
    });
  });
}

/** As a person says it. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} ]/gu, '')
    .trim();
}
