import { readFile } from 'node:fs/promises';
import { LOCALES, localeOf } from '../l10n/localeOf.js';
import type { Texts } from '../l10n/t.js';

/**
 * The texts in the language that `--locale` names, else in that of the terminal, from the folder of
 * bundles; undefined: English. The parser of the arguments says what is wrong with the option.
 */
export async function readTexts(
  env: Readonly<Record<string, string | undefined>>,
  folder: URL,
  argv: readonly string[] = [],
): Promise<Texts | undefined> {
  const locale = localeAsked(argv) ?? localeOf(env);
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

function localeAsked(argv: readonly string[]): string | undefined {
  const asked = argv.find(
    (word, at) => argv[at - 1] === '--locale' || word.startsWith('--locale='),
  );
  return LOCALES.find((locale) => locale === asked?.replace('--locale=', ''));
}
