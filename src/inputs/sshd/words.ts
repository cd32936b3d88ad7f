/** One line of sshd_config(5), or of `sshd -T`. */
export interface SshdLine {
  /** In lower case: case does not matter in it. */
  readonly keyword: string;
  readonly words: readonly Word[];
  /** Offset of the keyword in the text. */
  readonly at: number;
}

export interface Word {
  readonly text: string;
  /** Offsets in the text: where it begins, and after its last character. */
  readonly at: number;
  readonly end: number;
}

const BLANK = /[ \t\r\f]/;

/** The lines that say something; `#` begins a comment where a word may begin. */
export function* sshdLines(text: string): Generator<SshdLine> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const words = wordsOf(text, start, end);
    const [first, ...rest] = words;
    if (first !== undefined) yield { keyword: first.text.toLowerCase(), words: rest, at: first.at };
    start = end + 1;
  }
}

/** Words of a line; further ones are left out. */
const MOST_WORDS = 100;

/** Blanks separate words, and one `=` the keyword from its value; double quotes keep blanks. */
function wordsOf(text: string, start: number, end: number): readonly Word[] {
  const words: Word[] = [];
  let at = start;
  while (words.length < MOST_WORDS) {
    at = skipBlanks(text, at, end);
    if (words.length === 1 && text[at] === '=') at = skipBlanks(text, at + 1, end);
    if (at >= end || text[at] === '#') break;
    const word = quotedWord(text, at, end) ?? plainWord(text, at, wordEnd(text, at, end, words.length === 0));
    words.push(word);
    at = word.end;
  }
  return words;
}

function quotedWord(text: string, at: number, end: number): Word | undefined {
  const close = text[at] === '"' ? text.indexOf('"', at + 1) : -1;
  return close > 0 && close < end ? { text: text.slice(at + 1, close), at, end: close + 1 } : undefined;
}

const plainWord = (text: string, at: number, end: number): Word => ({ text: text.slice(at, end), at, end });

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && BLANK.test(text.charAt(at))) at++;
  return at;
}

function wordEnd(text: string, from: number, end: number, isKeyword: boolean): number {
  let at = from;
  while (at < end && !BLANK.test(text.charAt(at)) && !(isKeyword && at > from && text[at] === '=')) at++;
  return at;
}
