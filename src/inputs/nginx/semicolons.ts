import type { Ending, Word } from './words.ts';

/** Where a `;` is missing: after the word `after`, which ends at the offset `at`. */
export interface Lost {
  readonly at: number;
  readonly after: string;
}

/** Directives that matter here; one of these that begins a line inside another shows that the other did not end. */
const OWN_LINE = new Set(['listen', 'server', 'include', 'server_name', 'location', 'http', 'stream', 'mail']);

/** Directives that end with a `;` always. */
const SIMPLE = new Set(['listen', 'include', 'server_name', 'root']);

/** A directive that did not end before another began: it would be read over with it. */
export function unendedBefore(words: readonly Word[], text: string): Lost | undefined {
  for (let i = 1; i < words.length; i++) {
    const [before, word] = [words[i - 1], words[i]];
    if (before === undefined || word === undefined || word.quoted || !OWN_LINE.has(word.text)) continue;
    if (text.slice(before.end, word.at).includes('\n')) return lostAfter(before);
  }
  return undefined;
}

/** A directive that ends with its file or block, or with a block that it does not have. */
export function missingEnd({ words, ending }: { words: readonly Word[]; ending: Ending }): Lost | undefined {
  const last = words.at(-1);
  const isWrong = ending === 'missing' || (ending === 'block' && SIMPLE.has(words[0]?.text ?? ''));
  return isWrong && last !== undefined ? lostAfter(last) : undefined;
}

const lostAfter = ({ text, end }: Word): Lost => ({ at: end, after: text });
