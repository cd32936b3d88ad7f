import type { Problem } from '../../model/result.ts';

/** One word of a line, without quotes and escapes. */
export interface Word {
  readonly text: string;
  /** Offset in the line. */
  readonly at: number;
  /** It stands in the line as it is, without quotes, escapes and variables. */
  readonly isPlain: boolean;
  /** Names of variables in it that are not set. */
  readonly unset: readonly string[];
}

export interface Line {
  readonly words: readonly Word[];
  /** What is wrong with it, and where in the line. */
  readonly wrong?: Problem & { readonly at: number };
}

/** Values of variables. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Words of one line: HAProxy itself takes 64 (MAX_LINE_ARGS, defaults.h). */
const MOST_WORDS = 1000;

const BLANK = /[ \t\r]/;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
const ESCAPED = [' ', '\\', '#', '"', "'", ...Object.keys(ESCAPES)];

/**
 * The words of a line (HAProxy's configuration manual, 2.2): blanks separate, `#` begins a comment, `\` escapes some signs, single
 * quotes keep all as it is, double quotes keep blanks and put in `$X`, `${X}` and `${X-default}`.
 */
export function haproxyWords(line: string, environment: Environment): Line {
  const words: Word[] = [];
  for (let at = 0; words.length < MOST_WORDS; ) {
    while (BLANK.test(line.charAt(at))) at++;
    if (at >= line.length || line.charAt(at) === '#') break;
    const reading = new WordReading(line, at, environment);
    const end = reading.read();
    if (end === undefined) {
      return { words, wrong: { at, message: 'a text in quotes does not end', hint: 'close it in the same line' } };
    }
    const { text, unset, wrong } = reading;
    if (wrong !== undefined) return { words, wrong };
    words.push({ text, at, isPlain: line.slice(at, end) === text, unset });
    at = end;
  }
  return { words };
}

const isEnd = (sign: string): boolean => sign === '' || sign === '#' || BLANK.test(sign);

/** The quotes that are open after a sign: it opens or closes them, or neither. */
function quoteAfter(quote: string, sign: string): string {
  if (quote === '') return sign === '"' || sign === "'" ? sign : '';
  return sign === quote ? '' : quote;
}

class WordReading {
  text = '';
  readonly unset: string[] = [];
  readonly #line: string;
  readonly #environment: Environment;
  #at: number;

  constructor(line: string, at: number, environment: Environment) {
    this.#line = line;
    this.#at = at;
    this.#environment = environment;
  }

  /** What is wrong in the word, and where in the line. */
  wrong: Line['wrong'];

  /** The offset after the word; undefined if its quotes are not closed. */
  read(): number | undefined {
    let quote = '';
    for (;;) {
      const sign = this.#line.charAt(this.#at);
      if (sign === '' && quote !== '') return undefined;
      if (quote === '' && isEnd(sign)) return this.#at;
      const after = quoteAfter(quote, sign);
      if (after === quote) this.#take(sign, quote);
      else this.#at++;
      quote = after;
    }
  }

  #take(sign: string, quote: string): void {
    if (sign === '\\' && quote !== "'") this.#escape(quote);
    else if (sign === '$' && quote === '"') this.#variable();
    else {
      this.text += sign;
      this.#at++;
    }
  }

  /** A backslash before any other sign stands for itself (parse_line() of HAProxy). */
  #escape(quote: string): void {
    const next = this.#line.charAt(this.#at + 1);
    const hex = /^[\da-f]{2}/i.exec(this.#line.slice(this.#at + 2, this.#at + 4))?.[0];
    if (next === 'x') this.#hexadecimal(hex);
    else if (ESCAPED.includes(next) || (next === '$' && quote === '"')) this.text += ESCAPES[next] ?? next;
    else {
      this.text += '\\';
      this.#at += 1;
      return;
    }
    this.#at += 2 + (next === 'x' ? (hex ?? '').length : 0);
  }

  #hexadecimal(digits: string | undefined): void {
    if (digits !== undefined) this.text += String.fromCharCode(Number.parseInt(digits, 16));
    else this.wrong ??= { at: this.#at, message: '"\\x" is followed by no two hexadecimal digits' };
  }

  #variable(): void {
    const written = VARIABLE.exec(this.#line.slice(this.#at, this.#at + LONGEST_VARIABLE))?.[0] ?? '$';
    const filled = fillIn(written, this.#environment);
    this.text += filled.text;
    for (const name of filled.unset) this.unset.push(name);
    this.#at += written.length;
  }
}

const LONGEST_VARIABLE = 1000;
const VARIABLE = /^\$(?:\{\w+(?:\[\*\])?(?:-[^}]*)?\}|\w+)/;

/** Puts the values of `$X`, `${X}` and `${X-default}` into a text; one that is not set is nothing. */
export function fillIn(text: string, environment: Environment): { readonly text: string; readonly unset: string[] } {
  const unset: string[] = [];
  const filled = text.replace(
    /\$(?:\{(\w+)(?:\[\*\])?(?:-([^}]*))?\}|(\w+))/g,
    (_all, braced: string | undefined, fallback: string | undefined, plain: string | undefined) => {
      const name = braced ?? plain ?? '';
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (value === undefined && fallback === undefined) unset.push(name);
      return value ?? fallback ?? '';
    },
  );
  return { text: filled, unset };
}
