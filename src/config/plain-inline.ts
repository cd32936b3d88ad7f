import type { PlainPlaces } from './plain-places.ts';

/** A value, and where it ends. */
export interface Inline {
  readonly value: unknown;
  readonly end: number;
}

/** Levels of brackets. */
const DEEPEST = 16;

/** Inside brackets a text ends at a sign of them; outside only at a comment. Neither has a colon that ends a key. */
const IN_BRACKETS = /[A-Za-z0-9_/](?:[^\n,[\]{}#:]|:(?![ \n,[\]{}]|$))*/y;
const OUTSIDE = /[A-Za-z0-9_/](?:[^\n#:]|:(?![ \n]|$))*/y;

const KEY = /([A-Za-z_][\w.=-]*):(?= )/y;
const DOUBLE_QUOTED = /"([^"\\\n]*)"/y;
const SINGLE_QUOTED = /'([^'\n]*)'(?!')/y;

/** Reads a value that ends before `end`, which is on its line. Undefined where it is more than plain. */
export function readInline(text: string, at: number, end: number, places: PlainPlaces): Inline | undefined {
  const read = readValue(new Cursor(text, at, places), OUTSIDE, 0);
  return read === undefined || read.end > end ? undefined : read;
}

/** A place in a text that moves on. */
class Cursor {
  readonly text: string;
  readonly places: PlainPlaces;
  at: number;

  constructor(text: string, at: number, places: PlainPlaces) {
    this.text = text;
    this.at = at;
    this.places = places;
  }

  get sign(): string {
    return this.text[this.at] ?? '';
  }

  /** Takes what is here, if it fits, and moves behind it. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at = pattern.lastIndex;
    return found;
  }

  skipBlanks(): void {
    while (this.sign === ' ') this.at++;
  }
}

function readValue(cursor: Cursor, plain: RegExp, depth: number): Inline | undefined {
  if (depth > DEEPEST) return undefined;
  if (cursor.sign === '{') return readMapping(cursor, depth);
  if (cursor.sign === '[') return readList(cursor, depth);
  const quoted = cursor.take(DOUBLE_QUOTED) ?? cursor.take(SINGLE_QUOTED);
  if (quoted !== undefined) return { value: quoted[1] ?? '', end: cursor.at };
  return readPlain(cursor, plain);
}

function readPlain(cursor: Cursor, pattern: RegExp): Inline | undefined {
  const start = cursor.at;
  const found = cursor.take(pattern)?.[0];
  if (found === undefined) return undefined;
  const text = found.trimEnd();
  // A # without a blank before it is a part of a text.
  if (cursor.sign === '#' && text === found) return undefined;
  cursor.at = start + text.length;
  const resolved = resolve(text);
  return resolved === undefined ? undefined : { value: resolved.value, end: cursor.at };
}

/** Words and numbers of the core schema of YAML 1.2 that are written in another way than usual. */
const UNUSUAL =
  /^(?:null|Null|NULL|True|TRUE|False|FALSE|[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[0-9]+(?:\.[0-9]*)?(?:[eE][-+]?[0-9]+)?)$/;

function resolve(text: string): { readonly value: string | number | boolean } | undefined {
  if (text === 'true' || text === 'false') return { value: text === 'true' };
  if (/^(?:0|[1-9][0-9]{0,14})$/.test(text)) return { value: Number(text) };
  return UNUSUAL.test(text) ? undefined : { value: text };
}

function readList(cursor: Cursor, depth: number): Inline | undefined {
  const list: unknown[] = [];
  const offsets: number[] = [];
  const isRead = readItems(cursor, ']', () => {
    offsets.push(cursor.at);
    const item = readValue(cursor, IN_BRACKETS, depth + 1);
    if (item !== undefined) list.push(item.value);
    return item !== undefined;
  });
  cursor.places.ofList(list, offsets);
  return isRead ? { value: list, end: cursor.at } : undefined;
}

function readMapping(cursor: Cursor, depth: number): Inline | undefined {
  const mapping: Record<string, unknown> = {};
  const offsets = new Map<string, readonly [key: number, value: number]>();
  const isRead = readItems(cursor, '}', () => {
    const start = cursor.at;
    const key = cursor.take(KEY)?.[1];
    if (key === undefined || key === '__proto__' || Object.hasOwn(mapping, key)) return false;
    cursor.skipBlanks();
    offsets.set(key, [start, cursor.at]);
    const value = readValue(cursor, IN_BRACKETS, depth + 1);
    if (value !== undefined) mapping[key] = value.value;
    return value !== undefined;
  });
  cursor.places.ofMapping(mapping, offsets);
  return isRead ? { value: mapping, end: cursor.at } : undefined;
}

/** The items between brackets, at least one, with a comma between each two. */
function readItems(cursor: Cursor, close: string, readItem: () => boolean): boolean {
  do {
    cursor.at++;
    cursor.skipBlanks();
    if (!readItem()) return false;
    cursor.skipBlanks();
  } while (cursor.sign === ',');
  if (cursor.sign !== close) return false;
  cursor.at++;
  return true;
}
