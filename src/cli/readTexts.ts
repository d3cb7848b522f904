import { readFile } from 'node:fs/promises';
import { localeOf } from '../l10n/localeOf.js';
import type { Texts } from '../l10n/t.js';

/** The texts in the language of the terminal, from the folder of bundles; undefined: English. */
export async function readTexts(
  env: Readonly<Record<string, string | undefined>>,
  folder: URL,
): Promise<Texts | undefined> {
  const locale = localeOf(env);
  if (locale === 'en') return undefined;
  try {
    const text = await readFile(new URL(`bundle.l10n.${locale}.json`, folder), 'utf8');
    // Our own build wrote it.
    return { locale, bundle: JSON.parse(text) as Texts['bundle'] };
  } catch {
    // Nobody has translated it.
    return undefined;
  }
}
