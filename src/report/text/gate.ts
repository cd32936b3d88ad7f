import { JSON_FORMATS } from '../../model/format.ts';
import { withHeadings } from '../../model/heading.ts';
import { printable, printableJson, printableLines } from '../../model/printable.ts';
import type { Style } from './style.ts';
import type { Writer } from './writer.ts';

declare const GATED: unique symbol;

/** Text that has passed the gate. Only `writers` and `ownLines` make it, and only it is written where a report goes. */
export type Written = string & { readonly [GATED]: true };

/** What a command calls. */
export type GatedWriter<T> = (subject: T, style: Style) => Iterable<Written>;

/**
 * The writers of a subject behind the gate. Every text of the subject is printable before a writer lays it out, so that
 * no writer need think of it and widths are those of what is shown. In JSON the texts are exact, and escaped as JSON
 * escapes. What a writer adds by itself is gated once more: its colours and line breaks pass, and no other control
 * character.
 */
export const writers = <F extends string, T>(
  table: Readonly<Record<F, Writer<T>>>,
): Readonly<Record<F, GatedWriter<T>>> =>
  Object.fromEntries(
    Object.entries<Writer<T>>(table).map(([format, write]) => [
      format,
      JSON_FORMATS.includes(format) ? jsonWriter(write) : textWriter(write, format),
    ]),
  ) as unknown as Record<F, GatedWriter<T>>;

const jsonWriter = <T>(write: Writer<T>) =>
  function* (subject: T, style: Style): Generator<string> {
    for (const piece of write(subject, style)) yield printableJson(piece);
  };

const textWriter = <T>(write: Writer<T>, format: string) =>
  function* (subject: T, style: Style): Generator<string> {
    const isTerminal = format === 'terminal';
    const gate = new Gate(!isTerminal || style.unicode);
    const told = style.translation?.ofSubject(subject) ?? subject;
    for (const piece of write(gate.of(told), gate.of(style)))
      yield atLevel(format, printableLines(piece, isTerminal && style.colour), style);
  };

/** Markdown with its headings where the author wants them. */
const atLevel = (format: string, text: string, { heading }: Style): string =>
  format === 'markdown' && heading !== undefined ? withHeadings(text.split('\n'), heading).join('\n') : text;

/** Lines that this program wrote itself, such as a schema. */
export const ownLines = (text: string): Written => printableLines(text) as Written;

/** A value of plain data whose every text is printable; the value itself where it is so already. */
export const gated = <T>(value: T, unicode: boolean): T => new Gate(unicode).of(value);

/** Texts of a story: whole paragraphs, in which a line break is a blank and no part of a name. */
const TOLD: ReadonlySet<string> = new Set(['quote', 'prose', 'when']);

const told = (text: string): string => text.replace(/^\s*\n|\n\s*$/g, '').replace(/\s*\n\s*/g, ' ');

class Gate {
  readonly #unicode: boolean;
  /** What was changed, so that what is one object stays one. */
  readonly #changed = new Map<object, object>();

  /** What was printable already: addresses and options are parts of thousands of records. */
  readonly #unchanged = new Set<object>();

  readonly #keys = new Set<string>();

  constructor(unicode: boolean) {
    this.#unicode = unicode;
  }

  of<T>(value: T): T {
    if (typeof value === 'string') return printable(value, this.#unicode) as T;
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    if (this.#unchanged.has(value)) return value;
    const before = this.#changed.size === 0 ? undefined : this.#changed.get(value);
    if (before !== undefined) return before as T;
    const after = Array.isArray(value) ? this.#list(value) : this.#record(value as Readonly<Record<string, unknown>>);
    if (after === value) this.#unchanged.add(value);
    else this.#changed.set(value, after);
    return after as T;
  }

  #list(list: readonly unknown[]): readonly unknown[] {
    let copy: unknown[] | undefined;
    for (let i = 0; i < list.length; i++) {
      const one = this.of(list[i]);
      if (one === list[i]) continue;
      copy ??= [...list];
      copy[i] = one;
    }
    return copy ?? list;
  }

  /** A record may be keyed by names that others chose. */
  #record(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    const proto: unknown = Object.getPrototypeOf(record);
    if (proto !== Object.prototype && proto !== null)
      throw new TypeError('gate: not plain data, so its texts are not seen');
    for (const key in record)
      if (!this.#isPrintableKey(key) || this.of(record[key]) !== record[key])
        return Object.fromEntries(
          Object.entries(record).map(([name, one]) => [this.of(name), this.#member(name, one)]),
        );
    return record;
  }

  /** The keys of most records are those of their type: each is looked at once. */
  #isPrintableKey(key: string): boolean {
    if (this.#keys.has(key)) return true;
    if (this.of(key) !== key) return false;
    this.#keys.add(key);
    return true;
  }

  #member(name: string, value: unknown): unknown {
    return this.of(TOLD.has(name) && typeof value === 'string' ? told(value) : value);
  }
}
