import { readInline } from './plain-inline.ts';
import { PlainPlaces, type PlainYaml } from './plain-places.ts';

/**
 * Reads what most files of this program are: YAML of plain mappings and lists, whose texts, quoted ones and { … } each end
 * on the line on which they begin. To load a whole YAML parser and to compose its nodes takes several times as long. Undefined
 * where a text has anything else, or anything that may be wrong: the YAML parser reads it then. A test compares the two.
 */
export function readPlainYaml(text: string): PlainYaml | undefined {
  if (text.length > LONGEST || !PRINTABLE.test(text)) return undefined;
  const lines = contentLines(text);
  const [first] = lines;
  if (first === undefined) return undefined;
  const reader = new BlockReader(text, lines);
  try {
    const value = reader.block(first.indent, 0);
    return reader.isAtEnd ? { value, offset: first.at, places: reader.places } : undefined;
  } catch (error) {
    if (error === OTHER) return undefined;
    throw error;
  }
}

/** Characters. The limits of longer files are those of the YAML parser. */
const LONGEST = 64 * 1024;

/** No control character, tab, line end other than a newline, byte order mark or lone surrogate. */
const PRINTABLE = /^[\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe]*$/;

/** Levels of nesting. */
const DEEPEST = 24;

/** Thrown where the text is no such YAML. */
const OTHER = Symbol('other YAML');

function other(): never {
  throw OTHER;
}

/** A line that is neither blank nor a comment. */
interface Line {
  readonly indent: number;
  /** The offset of its first sign that is no blank, and of the newline behind it. */
  readonly at: number;
  readonly end: number;
}

function contentLines(text: string): Line[] {
  const lines: Line[] = [];
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    let at = start;
    while (text[at] === ' ') at++;
    if (at < end && text[at] !== '#') lines.push({ indent: at - start, at, end });
    start = end + 1;
  }
  return lines;
}

/** A key of a block mapping, and the blanks behind its colon. */
const KEY = /([A-Za-z_][\w.=-]*):(?=[ \n]|$)/y;

class BlockReader {
  readonly places = new PlainPlaces();
  readonly #text: string;
  readonly #lines: readonly Line[];
  #next = 0;

  constructor(text: string, lines: readonly Line[]) {
    this.#text = text;
    this.#lines = lines;
  }

  get isAtEnd(): boolean {
    return this.#next === this.#lines.length;
  }

  /** The list or mapping whose first line is the next one. */
  block(indent: number, depth: number): unknown {
    const line = this.#lines[this.#next];
    if (line === undefined || depth > DEEPEST) return other();
    return this.#isDash(line.at) ? this.#list(indent, depth) : this.#mapping(line.at, indent, depth);
  }

  #isDash(at: number): boolean {
    return this.#text[at] === '-' && this.#text[at + 1] === ' ';
  }

  #list(indent: number, depth: number): unknown[] {
    const list: unknown[] = [];
    const offsets: number[] = [];
    for (let line = this.#lineAt(indent); line !== undefined && this.#isDash(line.at); line = this.#lineAt(indent)) {
      let at = line.at + 1;
      while (this.#text[at] === ' ') at++;
      if (at >= line.end || this.#isDash(at)) return other();
      offsets.push(at);
      // `- id: edge` begins a mapping that goes on below the key.
      const isKey = this.#keyAt(at) !== undefined;
      list.push(isKey ? this.#mapping(at, indent + at - line.at, depth + 1) : this.#inline(at, line));
    }
    this.places.ofList(list, offsets);
    return list;
  }

  /** A mapping whose first key is at an offset of the next line. */
  #mapping(start: number, indent: number, depth: number): Record<string, unknown> {
    const mapping: Record<string, unknown> = {};
    const offsets = new Map<string, readonly [key: number, value: number]>();
    let line = this.#lines[this.#next];
    for (let at = start; line !== undefined; at = line.at) {
      const key = this.#keyAt(at) ?? other();
      if (Object.hasOwn(mapping, key) || key === '__proto__') return other();
      const entry = this.#entry(at + key.length + 1, line, indent, depth);
      offsets.set(key, [at, entry.at]);
      mapping[key] = entry.value;
      line = this.#lineAt(indent);
      if (line === undefined || this.#isDash(line.at)) break;
    }
    this.places.ofMapping(mapping, offsets);
    return mapping;
  }

  /** The value behind the colon at `from`, or below its line. */
  #entry(from: number, line: Line, indent: number, depth: number): { readonly value: unknown; readonly at: number } {
    let at = from;
    while (this.#text[at] === ' ' && at < line.end) at++;
    if (at < line.end && this.#text[at] !== '#') return { value: this.#inline(at, line), at };
    const below = this.#below(indent);
    this.#next++;
    return { value: this.block(below.indent, depth + 1), at: below.at };
  }

  /** The line below that of a key without a value on it. */
  #below(indent: number): Line {
    const line = this.#lines[this.#next + 1];
    if (line === undefined || line.indent < indent) return other();
    return line.indent > indent || this.#isDash(line.at) ? line : other();
  }

  #inline(at: number, line: Line): unknown {
    const { value, end } = readInline(this.#text, at, line.end, this.places) ?? other();
    if (!isRest(this.#text.slice(end, line.end))) return other();
    this.#next++;
    return value;
  }

  #keyAt(at: number): string | undefined {
    KEY.lastIndex = at;
    return KEY.exec(this.#text)?.[1];
  }

  /** The next line, where it belongs to this block; a deeper one would go on with the text before it. */
  #lineAt(indent: number): Line | undefined {
    const line = this.#lines[this.#next];
    if (line !== undefined && line.indent > indent) return other();
    return line?.indent === indent ? line : undefined;
  }
}

/** Nothing, or a comment. */
const isRest = (text: string): boolean => /^ *(?: #.*)?$/.test(text);
