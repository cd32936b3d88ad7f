import { translationOf } from '../../report/chinese.ts';
import { noExampleInChinese, ruleInChinese, sentenceInChinese, todayInChinese } from '../../rules/chinese.ts';

/** All that is said in Chinese. Loaded only for who reads it. */
export const CHINESE = translationOf({
  ruleOf: ruleInChinese,
  sentence: sentenceInChinese,
  noExample: noExampleInChinese,
  today: todayInChinese,
});
