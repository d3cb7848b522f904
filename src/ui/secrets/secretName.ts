import { t } from '../../l10n/t.js';

const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const LONGEST = 64;
const LOOKED_AT = 1000;
/** How the keys of providers begin, with something behind it. */
const KEY_BEGINNING =
  /^(sk|pk|rk|gsk|tgp|hf|xai|nvapi|pplx|ghp|key)[-_](?=.*\d).{12,}$|^AIza.{20,}/i;
/** Letters and digits without a break: nobody calls anything so. */
const RANDOM =
  /(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{20,}|(?=[a-f]*\d)(?=\d*[a-f])[a-f0-9]{16,}/;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;

/**
 * What is wrong with a text as the name of a secret; undefined for a name. Names stand in specs and
 * messages: a key that somebody takes for the name must not get there. Never repeats the text.
 */
export function secretNameFault(text: string): string | undefined {
  if (looksLikeKey(text))
    return t('That looks like a key itself; give it a name, e.g. OPENAI_API_KEY.');
  if (text.length > LONGEST) return t('A name has {0} characters at most.', LONGEST);
  return NAME.test(text)
    ? undefined
    : t('A name begins with a letter and holds letters, digits, _ . - only.');
}

function looksLikeKey(text: string): boolean {
  // Whoever pastes a whole file is told of its length.
  const start = text.slice(0, LOOKED_AT);
  return [KEY_BEGINNING, RANDOM, UUID].some((pattern) => pattern.test(start));
}
