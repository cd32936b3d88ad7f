/**
 * What is not drawn as itself: control, format and direction characters, line separators, lone surrogates, private and
 * unassigned characters, and what is drawn as nothing (UAX #44: C, Zl, Zp, Default_Ignorable_Code_Point).
 */
const UNPRINTABLE = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;

const PRINTABLE_ASCII = /^[\x20-\x7e]*$/;
const ANY_UNPRINTABLE = new RegExp(`[${UNPRINTABLE}]`, 'gu');
const BEYOND_ASCII = /[^\x20-\x7e]/gu;
const IN_LINES = new RegExp(`(?!\n)[${UNPRINTABLE}]`, 'gu');
/** Select Graphic Rendition (ECMA-48 8.3.117): colours, and nothing that moves or writes. */
const IN_COLOURED_LINES = new RegExp(`\x1b\\[[\\d;]*m|(?!\n)[${UNPRINTABLE}]`, 'gu');

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** `\n`, `\x1b`, `\u202e`, `\u{e0001}`: as JavaScript writes it. */
function visibly(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  const point = char.codePointAt(0) ?? 0;
  const hex = point.toString(16);
  if (point < 0x80) return `\\x${hex.padStart(2, '0')}`;
  return point <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\u{${hex}}`;
}

/**
 * Text that others chose (a process's name, a title, an error's text) as one line that steers no terminal and is never
 * drawn as nothing: what is not printable becomes visible. Without `unicode` that is all beyond ASCII, since the bytes of
 * UTF-8 are control characters (C1) where the locale has another encoding. Printable text stays the same text.
 */
export const printable = (text: string, unicode = true): string =>
  PRINTABLE_ASCII.test(text) ? text : text.replace(unicode ? ANY_UNPRINTABLE : BEYOND_ASCII, visibly);

/** Whether a text is one that `printable` leaves as it is. */
export const isPrintable = (text: string): boolean => printable(text) === text;

/** The same of lines of this program: their line breaks stay, and with `colour` its colours. */
export const printableLines = (text: string, colour = false): string =>
  colour
    ? text.replace(IN_COLOURED_LINES, (found) =>
        found.length > 1 && found.startsWith('\x1b') ? found : visibly(found),
      )
    : text.replace(IN_LINES, visibly);

/** JSON text whose strings have the same as escapes of JSON, surrogate pairs where they are needed (RFC 8259 7). */
export const printableJson = (json: string): string =>
  json.replace(IN_LINES, (char) =>
    Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
