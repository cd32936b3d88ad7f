import { err, ok, type Result } from '../model/result.ts';
import { endOfText } from './json-places.ts';

/** Where a text stops being JSON, and what it has there. */
export interface JsonError {
  /** In UTF-16 units from the beginning of the text. */
  readonly offset: number;
  readonly message: string;
}

/** What may come next: RFC 8259. */
type Next = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | typeof END;

const END = ', or the end';

const WORD = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const BLANKS = /[ \t\r\n]*/y;

/** The first place at which a text is not JSON; undefined where it is. One pass, whose memory is the depth of nesting. */
export function jsonErrorOf(text: string): JsonError | undefined {
  const open: Open = [];
  let next: Next = 'value';
  for (let at = past(BLANKS, text, 0); at < text.length; at = past(BLANKS, text, at)) {
    const sign = text[at] as string;
    const end: number = endOfToken(text, at);
    if (end < 0 && sign === '"') return { offset: at, message: 'the text that begins here does not end' };
    const after: Next | undefined = end < 0 ? undefined : step(sign, next, open);
    if (after === undefined) return { offset: at, message: `expected ${expected(next, open)}` };
    next = after;
    at = end;
  }
  return open.length > 0 || next !== END ? { offset: text.length, message: 'it ends too early' } : undefined;
}

/** The value of a JSON text, or where it is none. Never throws. */
export function readJson(text: string): Result<unknown, JsonError> {
  const wrong = jsonErrorOf(text);
  if (wrong !== undefined) return err(wrong);
  try {
    return ok(JSON.parse(text));
  } catch (error) {
    // Inside of texts alone it has not been looked: V8 names the place.
    const offset = Number(/position (\d+)/.exec(String(error))?.[1] ?? 0);
    return err({ offset, message: 'a text has a character or an escape that JSON does not know' });
  }
}

function expected(next: Next, open: readonly string[]): string {
  if (next === END) return open.length > 0 ? `"," or "${open.at(-1)}"` : 'the end';
  return next === ':' ? '":"' : `a ${next}`;
}

/** The offset behind what matches at `at`, which is `at` where nothing does. */
function past(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/** -1 where no token begins. */
function endOfToken(text: string, at: number): number {
  const sign = text[at] as string;
  if ('{}[]:,'.includes(sign)) return at + 1;
  if (sign === '"') return endOfText(text, at) + 1 || -1;
  const end = past(WORD, text, at);
  return end > at ? end : -1;
}

type Open = ('}' | ']')[];

/** What may come after a comma, by what closes the innermost list or mapping. */
const AFTER_COMMA: Readonly<Record<string, Next>> = { '}': 'key', ']': 'value' };

const KEYS: readonly Next[] = ['key', 'key or }'];
const VALUES: readonly Next[] = ['value', 'value or ]'];

/** What may come after a token that begins with `sign`; undefined where the token may not come. Keeps `open`. */
function step(sign: string, next: Next, open: Open): Next | undefined {
  if (sign === '}' || sign === ']') return closed(sign, next, open);
  if (sign === ',') return next === END ? AFTER_COMMA[open.at(-1) ?? ''] : undefined;
  if (sign === ':') return next === ':' ? 'value' : undefined;
  if (KEYS.includes(next)) return sign === '"' ? ':' : undefined;
  return VALUES.includes(next) ? begun(sign, open) : undefined;
}

function closed(sign: '}' | ']', next: Next, open: Open): Next | undefined {
  const isEmpty = next === (sign === '}' ? 'key or }' : 'value or ]');
  if (open.at(-1) !== sign || (next !== END && !isEmpty)) return undefined;
  open.pop();
  return END;
}

/** What may come after a value that begins with `sign`. */
function begun(sign: string, open: Open): Next {
  if (sign !== '{' && sign !== '[') return END;
  open.push(sign === '{' ? '}' : ']');
  return sign === '{' ? 'key or }' : 'value or ]';
}
