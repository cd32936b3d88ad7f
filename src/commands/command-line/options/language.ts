import { LANGUAGES } from '../../../model/language.ts';
import { one } from '../definition.ts';

/** The language of what people read. */
export const languageFlag = {
  lang: one('en, or zh: what people read in Chinese; else as LC_ALL, LC_MESSAGES or LANG say', { choices: LANGUAGES }),
};
