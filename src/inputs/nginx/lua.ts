/**
 * The offset after the `}` that closes a block of Lua, where `start` is after its `{`; undefined if none does. Braces in
 * strings, long brackets and comments do not count (Lua 5.1 manual, 2.1).
 */
export function skipLua(text: string, start: number): number | undefined {
  const pattern = new RegExp(SIGN);
  let [at, depth] = [start, 1];
  while (depth > 0) {
    pattern.lastIndex = at;
    const found = at > text.length ? null : pattern.exec(text);
    if (found === null) return undefined;
    const [sign] = found;
    at = found.index + sign.length;
    if (sign === '{') depth++;
    else if (sign === '}') depth--;
    else at = afterText(text, sign, at);
  }
  return at;
}

/** What matters in Lua: braces, quotes, comments and the beginning of long brackets. */
const SIGN = /[{}"']|--(?:\[=*\[)?|\[=*\[/g;

/** The offset after the string or comment that `sign` begins; beyond the text if it does not end. */
function afterText(text: string, sign: string, at: number): number {
  if (sign === '--') return after(text, '\n', at);
  if (sign.endsWith('[')) return after(text, sign.replace(/^--/, '').replaceAll('[', ']'), at);
  for (let end = at; end < text.length; end++) {
    if (text.charAt(end) === '\\') end++;
    // An open string ends with its line: it is an error of Lua, which nginx does not see.
    else if (text.charAt(end) === sign || text.charAt(end) === '\n') return end + 1;
  }
  return text.length + 1;
}

function after(text: string, closing: string, at: number): number {
  const found = text.indexOf(closing, at);
  return found < 0 ? text.length + 1 : found + closing.length;
}
