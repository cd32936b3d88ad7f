import { greatest } from '../../model/extremes.ts';

/**
 * Scripts and symbols that a terminal draws two columns wide (Unicode UAX #11, East Asian Width W and F), and what takes
 * no column. V8 makes a class of Unicode properties where the literal is reached: not at the start of a program.
 */
const classes = (): Classes => {
  made ??= {
    wide: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\u30fb\u30fc\uff01-\uff60\uffe0-\uffe6]/u,
    zero: /[\p{Mn}\p{Me}]/u,
  };
  return made;
};

interface Classes {
  readonly wide: RegExp;
  readonly zero: RegExp;
}
let made: Classes | undefined;

/**
 * What is not among the characters of this program's own texts, each of one column: ASCII and · – … ✓ ✗ and the no-break
 * space. V8 takes milliseconds to make a class of Unicode properties, so that one is made only for a text that has more.
 */
const UNUSUAL = /[^\x20-\x7e\xa0\xb7\u2013\u2026\u2713\u2717]/;

/** How many terminal columns `text` takes. It must hold no control characters: see gate.ts. */
export function width(text: string): number {
  if (!UNUSUAL.test(text)) return text.length;
  const { wide, zero } = classes();
  let columns = 0;
  for (const char of text) columns += zero.test(char) ? 0 : wide.test(char) ? 2 : 1;
  return columns;
}

export const pad = (text: string, columns: number): string => text + ' '.repeat(Math.max(0, columns - width(text)));

export const padLeft = (text: string, columns: number): string => ' '.repeat(Math.max(0, columns - width(text))) + text;

/** Punctuation that never ends a line, and that never begins one (CLREQ 3.1.3; GB/T 15834). */
const OPENING = '（「『《〈【〔“‘';
const CLOSING = '，。、：；！？）」』》〉】〕”’…';

/**
 * What may not be parted: blanks, or a wide character or a run of others, no-break spaces among them, with the opening
 * punctuation before it and the closing punctuation after it.
 */
let pieces: RegExp | undefined;
const piecesOf = (text: string): readonly string[] => {
  if (!UNUSUAL.test(text)) return text.match(/ +|[^ ]+/g) ?? [];
  const { source } = classes().wide;
  const narrow = `(?:(?!${source}|[${OPENING}${CLOSING}])[^ ])+`;
  pieces ??= new RegExp(
    ` +|[${OPENING}]*(?:${narrow}|(?![${CLOSING}])${source})?[${CLOSING}]+|[${OPENING}]*(?:${narrow}|${source})|[${OPENING}]+`,
    'gu',
  );
  return text.match(pieces) ?? [];
};

/**
 * Breaks `text` into lines of at most `columns`: at spaces, between wide characters, and inside a word only
 * where the word alone is too long. A no-break space holds words together, and comes out as a plain one.
 */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (width(line) + width(piece) <= columns) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trimEnd());
    line = '';
    if (piece.trim() !== '') line = breakWord(piece, columns, lines);
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trimEnd());
  return lines.map((full) => full.replaceAll('\u00a0', ' '));
}

/** The same text, not to be wrapped inside, unless it is longer than `columns`. */
export const unbroken = (text: string, columns: number): string =>
  width(text) <= columns ? text.replaceAll(' ', '\u00a0') : text;

/** Pushes the full lines of a word that is longer than a line, and returns what is left of it. */
function breakWord(word: string, columns: number, lines: string[]): string {
  let line = '';
  let last = '';
  for (const char of word) {
    if (width(line) + width(char) > columns) {
      // Closing punctuation takes the character before it along.
      const kept = CLOSING.includes(char) && line.length > last.length ? last : '';
      lines.push(line.slice(0, line.length - kept.length));
      line = kept;
    }
    line += char;
    last = char;
  }
  return line;
}

/** How wide the widest part is that `wrap` does not break where it fits. */
export const widestWord = (text: string): number =>
  greatest(piecesOf(text).map((piece) => (piece.startsWith(' ') ? 0 : width(piece))));

/** `1,001`: grouped by thousands. By hand, since the first use of a locale takes as long as a hundred binds. */
export const count = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** `1 pair`, `23 pairs`. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${count(n)} ${n === 1 ? one : many}`;

/** Blocks of lines with an empty line between them; empty blocks are left out. */
export const blocks = (parts: readonly (readonly string[])[]): string[] =>
  parts.filter((part) => part.length > 0).flatMap((part, i) => (i === 0 ? part : ['', ...part]));
