import { configureTexts, currentTexts, type Texts } from './t.js';

/** What `say` says in that language (undefined: English), whatever the language of the rest; at once, never later. */
export function saidIn<T>(texts: Texts | undefined, say: () => T): T {
  const before = currentTexts();
  configureTexts(texts);
  try {
    return say();
  } finally {
    configureTexts(before);
  }
}
