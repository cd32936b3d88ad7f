/** A place in a text, both from 1; the column is in UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/**
 * Finds the line and column of offsets. It goes on from the last one that was asked for, so that offsets in ascending
 * order cost one pass over the text, and no table of its lines is kept.
 */
export class LinePlaces {
  readonly #text: string;
  #line = 1;
  #start = 0;
  /** The end of this line: where its newline is, or the text ends. Looked for once: a line may be the whole file. */
  #end: number | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /** An offset beyond the end is the end. */
  placeOf(offset: number): Place {
    const at = Math.min(Math.max(0, offset), this.#text.length);
    if (at < this.#start) {
      this.#line = 1;
      this.#start = 0;
      this.#end = undefined;
    }
    for (let end = this.#lineEnd(); end < at; end = this.#lineEnd()) {
      this.#line++;
      this.#start = end + 1;
      this.#end = undefined;
    }
    return { line: this.#line, column: at - this.#start + 1 };
  }

  #lineEnd(): number {
    if (this.#end === undefined) {
      const newline = this.#text.indexOf('\n', this.#start);
      this.#end = newline < 0 ? this.#text.length : newline;
    }
    return this.#end;
  }
}
