import type { Language } from '../../model/language.ts';
import { allowsUnicode } from './locale.ts';

/** What of the environment says which language messages are in: setlocale(3), LC_MESSAGES. */
export function localeLanguage(env: NodeJS.ProcessEnv): Language {
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || '';
  return /^zh(?![a-z])/i.test(locale) && /utf-?8/i.test(locale) && allowsUnicode(env) ? 'zh' : 'en';
}
