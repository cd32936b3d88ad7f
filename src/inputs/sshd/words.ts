/** One line of sshd_config(5), or of `sshd -T`. */
export interface SshdLine {
  /** In lower case: case does not matter in it. */
  readonly keyword: string;
  readonly words: readonly Word[];
  /** Offset of the keyword in the text. */
  readonly at: number;
  /** Where quotes begin that do not end: sshd refuses the line. */
  readonly openQuote?: number;
}

export interface Word {
  readonly text: string;
  /** Offsets in the text: where it begins, and after its last character. */
  readonly at: number;
  readonly end: number;
  /** It begins with quotes that do not end. */
  readonly isOpen?: boolean;
}

/** A byte order mark, too, of which there is a complaint of its own. */
const BLANK = /[ \t\r\f\ufeff]/;

/** The lines that say something; `#` begins a comment where a word may begin. */
export function* sshdLines(text: string): Generator<SshdLine> {
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const words = wordsOf(text, start, end);
    const [first, ...rest] = words;
    const openQuote = words.find(({ isOpen }) => isOpen)?.at;
    if (first !== undefined)
      yield {
        keyword: first.text.toLowerCase(),
        words: rest,
        at: first.at,
        ...(openQuote === undefined ? {} : { openQuote }),
      };
    start = end + 1;
  }
}

/** Words of a line; further ones are left out. */
const MOST_WORDS = 100;

/**
 * Blanks separate words, and one `=` the keyword from its value (strdelim() of OpenSSH); quotes of both kinds keep blanks, and a
 * backslash escapes them and itself (argv_split()).
 */
function wordsOf(text: string, start: number, end: number): readonly Word[] {
  const words: Word[] = [];
  let at = start;
  while (words.length < MOST_WORDS) {
    at = skipBlanks(text, at, end);
    if (words.length === 1 && text[at] === '=') at = skipBlanks(text, at + 1, end);
    if (at >= end || text[at] === '#') break;
    const word = words.length === 0 ? keywordAt(text, at, end) : argumentAt(text, at, end);
    words.push(word);
    at = word.end;
  }
  return words;
}

function skipBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && BLANK.test(text.charAt(at))) at++;
  return at;
}

/** A keyword goes on to a blank or `=`, or to the quote that closes it. */
function keywordAt(text: string, at: number, end: number): Word {
  const close = text[at] === '"' ? text.indexOf('"', at + 1) : -1;
  if (close > 0 && close < end) return { text: text.slice(at + 1, close), at, end: close + 1 };
  let stop = at;
  while (stop < end && !BLANK.test(text.charAt(stop)) && !(stop > at && text[stop] === '=')) stop++;
  return { text: text.slice(at, stop), at, end: stop };
}

function argumentAt(text: string, start: number, end: number): Word {
  let [word, quote, at] = ['', '', start];
  for (; at < end && (quote !== '' || !BLANK.test(text.charAt(at))); at++) {
    const sign = text.charAt(at);
    if (isEscape(text.slice(at, Math.min(at + 2, end)), quote)) word += text.charAt(++at);
    else if (sign === quote) quote = '';
    else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
    else word += sign;
  }
  return { text: word, at: start, end: at, ...(quote === '' ? {} : { isOpen: true }) };
}

const isEscape = ([sign, next = '-']: string, quote: string): boolean =>
  sign === '\\' && ESCAPED.includes(next) && (next !== ' ' || quote === '');

const ESCAPED = ["'", '"', '\\', ' '];
