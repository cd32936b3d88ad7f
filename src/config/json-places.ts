import type { Path } from './yaml-file.ts';

/** Levels whose entries are kept: the sections of a file, and the entries of each. Others are small. */
const KEPT = 2;

/** Where a value is written, and its key: in a list that of the list. */
export interface JsonPlace {
  readonly value: number;
  readonly key: number;
}

type Children = ReadonlyMap<PropertyKey, JsonPlace>;

/** Finds where the values of a JSON text are written, when they are asked for. The text must be valid. */
export class JsonPlaces {
  readonly #text: string;
  readonly #kept = new Map<number, Children>();
  /** Of the others, by level, the one that was asked about last: the steps of a trial are asked about one after the other. */
  readonly #last = new Map<number, { readonly holder: number; readonly children: Children }>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The offsets of the value at `path`; if there is none, of the last value on the way to it. */
  find(path: Path): JsonPlace {
    const root = this.#blanks(0);
    let found: JsonPlace = { value: root, key: root };
    for (const [depth, part] of path.entries()) {
      const next = this.#childrenOf(found, depth).get(part);
      if (next === undefined) return found;
      found = next;
    }
    return found;
  }

  #childrenOf(holder: JsonPlace, depth: number): Children {
    const kept = this.#kept.get(holder.value);
    if (kept !== undefined) return kept;
    const last = this.#last.get(depth);
    if (last?.holder === holder.value) return last.children;
    const children = new Map(this.#entries(holder));
    if (depth < KEPT) this.#kept.set(holder.value, children);
    else this.#last.set(depth, { holder: holder.value, children });
    return children;
  }

  *#entries({ value: start, key: outer }: JsonPlace): Generator<readonly [PropertyKey, JsonPlace]> {
    const isMap = this.#text[start] === '{';
    if (!isMap && this.#text[start] !== '[') return;
    let at = this.#blanks(start + 1);
    for (let index = 0; this.#text[at] !== '}' && this.#text[at] !== ']'; index++) {
      const end = isMap ? endOfText(this.#text, at) + 1 : at;
      const key = isMap ? String(JSON.parse(this.#text.slice(at, end))) : index;
      const value = isMap ? this.#blanks(this.#blanks(end) + 1) : at;
      yield [key, { value, key: isMap ? at : outer }];
      at = this.#blanks(this.#endOf(value));
      if (this.#text[at] === ',') at = this.#blanks(at + 1);
    }
  }

  #blanks(from: number): number {
    let at = from;
    while (' \t\r\n'.includes(this.#text[at] ?? 'x')) at++;
    return at;
  }

  /** The offset behind a value. */
  #endOf(start: number): number {
    let [at, depth] = [start, 0];
    do {
      const sign = this.#text[at] ?? '';
      if (sign === '"') at = endOfText(this.#text, at);
      else if (sign === '{' || sign === '[') depth++;
      else if (sign === '}' || sign === ']') depth--;
      at++;
    } while (at < this.#text.length && (depth > 0 || isInside(this.#text, at)));
    return at;
  }
}

/** Whether a number or a word goes on. */
const isInside = (text: string, at: number): boolean =>
  /[\w.+-]/.test(text[at] ?? '') && /[\w.+-]/.test(text[at - 1] ?? '');

/** The offset of the quote that ends the text that begins at `start`; -1 if none does. */
export function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes stands before it. */
function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text[first - 1] === '\\') first--;
  return (at - first) % 2 === 1;
}
