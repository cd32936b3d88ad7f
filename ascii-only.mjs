/** What esbuild leaves as it is: comments, templates and regular expressions may have other characters. */
const OTHER = /[^\0-\x7f]/g;

/** Where an escape would not be the character: after a backslash, and in what reads its own text. */
const UNSAFE = /\\[^\0-\x7f]|String\.raw.*[^\0-\x7f]/;

/**
 * The same JavaScript in ASCII: it is read as one byte a character, without decoding, and V8 keeps it so. Throws where that
 * cannot be done by escapes.
 */
export function asciiOnly(name, text) {
  const unsafe = UNSAFE.exec(text);
  if (unsafe !== null) throw new Error(`${name}: it must be in ASCII, but has ${unsafe[0]}`);
  return text.replace(OTHER, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
