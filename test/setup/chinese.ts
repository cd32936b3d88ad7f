/**
 * What is wrong with a Chinese text of this program, a line each: English punctuation beside Chinese, no blank between
 * Chinese and Latin letters or digits, a blank beside full-width punctuation.
 */
export function oddChinese(text: string): string[] {
  const bare = text.replace(/\{(\w+)\}/g, (_, name: string) => (IN_CHINESE.has(name) ? '字' : 'X'));
  return RULES.flatMap(([odd, why]) => {
    const found = odd.exec(bare);
    return found === null ? [] : [`${why}: ${found[0]} in ${text}`];
  });
}

/** Names for which words in Chinese are put in; the others stand for endpoints, options, numbers and the like. */
const IN_CHINESE: ReadonlySet<string> = new Set(
  'verdict today why known lister connections clients value much what rest doubt difference'.split(' '),
);

const RULES: readonly (readonly [odd: RegExp, why: string])[] = [
  [/\p{Script=Han}[,;:!?.]|[,;!?]\p{Script=Han}/u, 'punctuation of English'],
  [/\p{Script=Han}[A-Za-z0-9_]|[A-Za-z0-9_)]\p{Script=Han}/u, 'no blank between Chinese and Latin'],
  [/ [，。；：（）、！？]|[，。；：（）、！？] /u, 'a blank beside full-width punctuation'],
  [/\p{Script=Han} \p{Script=Han}/u, 'a blank between Chinese characters'],
];
