import { skipLua } from './lua.ts';

/** One word of a directive, as nginx reads it: without quotes and escapes. */
export interface Word {
  readonly text: string;
  /** Offsets in the text: where it begins, and after its last character. */
  readonly at: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** What ends a directive: `;`, `{`, or nothing, where the file or its block ends too early. */
export type Ending = 'semicolon' | 'block' | 'missing';

export type Statement =
  | { readonly kind: 'directive'; readonly words: readonly Word[]; readonly ending: Ending; readonly at: number }
  /** A `}`. */
  | { readonly kind: 'close'; readonly at: number }
  | { readonly kind: 'wrong'; readonly at: number; readonly message: string; readonly hint?: string };

/** Words of one directive; further ones are read over. Without a limit a missing `;` keeps a whole file. */
const MOST_WORDS = 5000;

/**
 * The directives of a text, as ngx_conf_read_token() of nginx separates them. A block is a directive that ends with
 * `block`, and later a `close`; the Lua of a `…_by_lua_block` is left out.
 */
export const nginxStatements = (text: string): Generator<Statement> => new Statements(text).all();

class Statements {
  readonly #text: string;
  #at = 0;
  #words: Word[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  *all(): Generator<Statement> {
    const text = this.#text;
    for (this.#at = nextSign(text, 0); this.#at < text.length; this.#at = nextSign(text, this.#at)) {
      const sign = text.charAt(this.#at);
      if (sign === ';' || sign === '{') yield* this.#ended(sign);
      else if (sign === '}') yield* this.#closed();
      else yield* this.#word(sign);
    }
    yield* this.#cutOff();
  }

  *#ended(sign: string): Generator<Statement> {
    const [at, words] = [this.#at++, this.#words];
    this.#words = [];
    if (words.length === 0) yield { kind: 'wrong', at, message: `a directive is missing before "${sign}"` };
    else yield { kind: 'directive', words, ending: sign === ';' ? 'semicolon' : 'block', at };
    if (sign === '{' && words[0]?.text.endsWith('_by_lua_block') === true) yield* this.#lua();
  }

  *#lua(): Generator<Statement> {
    const end = skipLua(this.#text, this.#at);
    if (end === undefined) yield { kind: 'wrong', at: this.#at - 1, message: 'the block of Lua does not end' };
    yield { kind: 'close', at: (end ?? this.#at) - 1 };
    this.#at = end ?? this.#text.length;
  }

  *#closed(): Generator<Statement> {
    yield* this.#cutOff();
    yield { kind: 'close', at: this.#at++ };
  }

  *#cutOff(): Generator<Statement> {
    const words = this.#words;
    this.#words = [];
    if (words.length > 0) yield { kind: 'directive', words, ending: 'missing', at: this.#at };
  }

  *#word(sign: string): Generator<Statement> {
    const at = this.#at;
    const word = sign === '"' || sign === "'" ? quotedWord(this.#text, at) : plainWord(this.#text, at);
    if (word === undefined) {
      this.#at = this.#text.length;
      this.#words = [];
      yield { kind: 'wrong', at, message: 'a text in quotes does not end', hint: `close it with ${sign}` };
      return;
    }
    this.#at = word.end;
    if (this.#words.length < MOST_WORDS) this.#words.push(word);
    if (word.quoted) yield* afterQuote(this.#text, word.end);
  }
}

const BLANK = /[ \t\r\n]/;

/** The offset of the next character that is neither blank nor of a comment: `#` begins one where a word may begin. */
function nextSign(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const sign = text.charAt(at);
    if (sign === '#') {
      const end = text.indexOf('\n', at);
      if (end < 0) return text.length;
      at = end;
    } else if (!BLANK.test(sign) && !(at === 0 && sign === '\ufeff')) return at;
  }
  return text.length;
}

/** After a quoted word nginx wants a blank, `;`, `{` or `)`. */
function* afterQuote(text: string, at: number): Generator<Statement> {
  const next = text.charAt(at);
  if (next === '' || BLANK.test(next) || next === ';' || next === '{' || next === ')') return;
  yield { kind: 'wrong', at, message: `unexpected "${next}" after a text in quotes`, hint: 'put a blank between' };
}

/** The word in quotes that begins here; undefined if they are not closed. */
function quotedWord(text: string, at: number): Word | undefined {
  const quote = text.charAt(at);
  for (let end = at + 1; end < text.length; end++) {
    const sign = text.charAt(end);
    if (sign === '\\') end++;
    else if (sign === quote) return { text: plain(text.slice(at + 1, end)), at, end: end + 1, quoted: true };
  }
  return undefined;
}

/** A word goes on to a blank, `;` or `{`, but `${` is a part of it. */
function plainWord(text: string, at: number): Word {
  let end = at;
  for (let isVariable = false; end < text.length; end++) {
    const sign = text.charAt(end);
    if (sign === '{' && isVariable) isVariable = false;
    else if (sign === ';' || sign === '{' || BLANK.test(sign)) break;
    else isVariable = sign === '$';
    if (sign === '\\') end++;
  }
  const stop = Math.min(end, text.length);
  return { text: plain(text.slice(at, stop)), at, end: stop, quoted: false };
}

const ESCAPES: Readonly<Record<string, string>> = { t: '\t', r: '\r', n: '\n' };

/** nginx removes the backslash before quotes and backslashes, reads `\t`, `\r` and `\n`, and keeps it elsewhere. */
const plain = (text: string): string =>
  text.includes('\\') ? text.replace(/\\(["'\\trn])/g, (_all, sign: string) => ESCAPES[sign] ?? sign) : text;
