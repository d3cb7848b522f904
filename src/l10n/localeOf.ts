/** The languages that there are texts in. */
export const LOCALES = ['en', 'de'] as const;

/**
 * The language that a terminal asks for, as POSIX has it: `LC_ALL` before `LC_MESSAGES` before `LANG`.
 * `de_DE.UTF-8` → `de`; `en` where none is set, and for `C` and `POSIX`.
 */
export function localeOf(env: Readonly<Record<string, string | undefined>>): string {
  const asked = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value);
  const language = /^([a-z]{2,3})(?:[_.@-]|$)/i.exec(asked ?? '')?.[1]?.toLowerCase();
  return language ?? 'en';
}
