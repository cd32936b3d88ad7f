import { filled } from '../model/chinese-template.ts';
import { PHRASES } from './chinese/phrases.ts';
import { STORY_TEXTS } from './chinese/story-texts.ts';
import { type RulesInLanguage, withSentences } from './chinese/subject.ts';
import type { Translation } from './text/say.ts';

/** Everything in Chinese; the sentences of the rules are given. */
export const translationOf = (rules: RulesInLanguage): Translation => ({
  say: (phrase, ...given) => {
    const [values = {}] = given as [Readonly<Record<string, string | number>>?];
    const texts = Object.entries(values).map(([name, value]) => [name, String(value)] as const);
    return filled(PHRASES[phrase], Object.fromEntries(texts));
  },
  ofSubject: (subject) => withSentences(subject, rules),
  ofStory: (text) => STORY_TEXTS[text] ?? text,
});
