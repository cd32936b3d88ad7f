/** The letters of a picture: `mono` for addresses and calls, `bold` for titles. */
export type Face = 'sans' | 'bold' | 'mono';

/**
 * Widths of U+0020 to U+007E in hundredths of the font's size, as DejaVu Sans has them: it is among the widest of what
 * systems offer for `sans-serif`, so that what fits with it fits with others.
 */
const SANS =
  '32 41 46 84 64 96 78 28 40 40 50 84 32 37 32 34 64 64 64 64 64 64 64 64 64 64 34 34 84 84 84 54 100 69 69 70 78 64 58 78 76 30 30 66 56 87 75 79 61 79 70 64 62 74 69 99 69 62 69 40 34 40 84 50 50 62 64 55 64 62 36 64 64 28 28 58 28 98 64 62 64 64 42 53 40 64 60 82 60 60 53 64 34 64 84';
const BOLD =
  '35 46 53 84 70 101 88 31 46 46 53 84 38 42 38 37 70 70 70 70 70 70 70 70 70 70 40 40 84 84 84 59 100 78 77 74 84 69 69 83 84 38 38 78 64 100 84 86 74 86 78 73 69 82 78 111 78 73 73 46 37 46 84 50 50 68 72 60 72 68 44 72 72 35 35 67 35 105 72 69 72 72 50 60 48 72 66 93 65 66 59 72 37 72 84';
const MONO = 61;

const tableOf = (text: string): readonly number[] => text.split(' ').map(Number);
const WIDTHS = { sans: tableOf(SANS), bold: tableOf(BOLD) } as const;

/** What no table has: a CJK character is as wide as it is high, an emoji a little wider. */
const OTHER = 106;
const LATIN = /[\u00a0-\u024f]/;
const NO_WIDTH = /[\p{Mn}\p{Me}]/u;

function charWidth(char: string, face: Face): number {
  const point = char.codePointAt(0) ?? 0;
  if (point >= 0x20 && point < 0x7f) return face === 'mono' ? MONO : (WIDTHS[face][point - 0x20] ?? OTHER);
  if (NO_WIDTH.test(char)) return 0;
  if (LATIN.test(char)) return face === 'mono' ? MONO : 84;
  return OTHER;
}

/** How much room a text takes, in pixels; with most fonts it is a little less. */
export function textWidth(text: string, size: number, face: Face = 'sans'): number {
  let width = 0;
  for (const char of text) width += charWidth(char, face);
  return (width * size) / 100;
}

/** The text, cut to a width with `…` at its end. */
export function fitted(text: string, width: number, size: number, face: Face = 'sans'): string {
  if (textWidth(text, size, face) <= width) return text;
  let kept = '';
  for (const char of text) {
    if (textWidth(`${kept}${char}…`, size, face) > width) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** Words, blanks, and each character of the scripts that break anywhere. */
const PIECES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]|\s+|[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]+/gu;

/** Breaks a text into lines of at most a width: at blanks, between wide characters, and inside a word that is too long. */
export function wrapped(text: string, width: number, size: number, face: Face = 'sans'): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of text.match(PIECES) ?? []) {
    if (textWidth(line + piece.trimEnd(), size, face) <= width) {
      line += piece;
      continue;
    }
    if (line.trim() !== '') lines.push(line.trim());
    line = piece.trim() === '' ? '' : brokenWord(piece, width, size, face, lines);
  }
  if (line.trim() !== '' || lines.length === 0) lines.push(line.trim());
  return lines;
}

/** Adds the full lines of a word that is too long, and gives what is left of it. */
function brokenWord(word: string, width: number, size: number, face: Face, lines: string[]): string {
  let line = '';
  for (const char of word) {
    if (line !== '' && textWidth(line + char, size, face) > width) {
      lines.push(line);
      line = '';
    }
    line += char;
  }
  return line;
}
