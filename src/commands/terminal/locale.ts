/**
 * Whether the terminal may be sent characters beyond ASCII: where the locale (setlocale(3)) says that its encoding is
 * UTF-8, or nothing is set. `C`, `POSIX` and a name without an encoding, such as de_DE, have another.
 */
export function allowsUnicode({ LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG || '';
  return locale === '' || /utf-?8/i.test(locale);
}
