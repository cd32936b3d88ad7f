/**
 * What is not drawn as itself: control, format and direction characters, line separators, lone surrogates, private and
 * unassigned characters, and what is drawn as nothing (UAX #44: C, Zl, Zp, Default_Ignorable_Code_Point).
 */
const UNPRINTABLE = String.raw`\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;

const BEYOND_ASCII = /[^\x20-\x7e]/;
const EACH_BEYOND_ASCII = /[^\x20-\x7e]/gu;

/**
 * What is not among the characters of this program's own texts: ASCII and · – … ✓ ✗. V8 takes milliseconds to make a
 * class of Unicode properties, so that one is made only for a text that has more.
 */
const UNUSUAL = /[^\x20-\x7e\xb7\u2013\u2026\u2713\u2717]/;
const UNUSUAL_IN_LINES = /[^\n\x20-\x7e\xb7\u2013\u2026\u2713\u2717]/;
const ESC = String.raw`\x1b`;
const UNUSUAL_IN_COLOURED_LINES = new RegExp(
  String.raw`[^\n${ESC}\x20-\x7e\xb7\u2013\u2026\u2713\u2717]|${ESC}(?!\[[\d;]*m)`,
);

/** A pattern that is made when it is first asked for. */
function onDemand(source: string): () => RegExp {
  let made: RegExp | undefined;
  return () => {
    made ??= new RegExp(source, 'gu');
    return made;
  };
}

const unprintable = onDemand(`[${UNPRINTABLE}]`);
const inLines = onDemand(`(?!\n)[${UNPRINTABLE}]`);
/** Select Graphic Rendition (ECMA-48 8.3.117): colours, and nothing that moves or writes. */
const inColouredLines = onDemand(`\x1b\\[[\\d;]*m|(?!\n)[${UNPRINTABLE}]`);

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
export function printable(text: string, unicode = true): string {
  if (!(unicode ? UNUSUAL : BEYOND_ASCII).test(text)) return text;
  return text.replace(unicode ? unprintable() : EACH_BEYOND_ASCII, visibly);
}

/** Whether a text is one that `printable` leaves as it is. */
export const isPrintable = (text: string): boolean => printable(text) === text;

/** The same of lines of this program: their line breaks stay, and with `colour` its colours. */
export function printableLines(text: string, colour = false): string {
  if (!(colour ? UNUSUAL_IN_COLOURED_LINES : UNUSUAL_IN_LINES).test(text)) return text;
  if (!colour) return text.replace(inLines(), visibly);
  return text.replace(inColouredLines(), (found) =>
    found.length > 1 && found.startsWith('\x1b') ? found : visibly(found),
  );
}

/** JSON text whose strings have the same as escapes of JSON, surrogate pairs where they are needed (RFC 8259 7). */
export function printableJson(json: string): string {
  if (!UNUSUAL_IN_LINES.test(json)) return json;
  return json.replace(inLines(), (char) =>
    Array.from({ length: char.length }, (_, i) => `\\u${char.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
}
