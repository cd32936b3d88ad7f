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

  constructor(text: string) {
    this.#text = text;
  }

  /** An offset beyond the end is the end. */
  placeOf(offset: number): Place {
    const at = Math.min(Math.max(0, offset), this.#text.length);
    if (at < this.#start) {
      this.#line = 1;
      this.#start = 0;
    }
    for (let end = this.#newline(at); end >= 0; end = this.#newline(at)) {
      this.#line++;
      this.#start = end + 1;
    }
    return { line: this.#line, column: at - this.#start + 1 };
  }

  /** The end of the line that is looked at, if it lies before `at`. */
  #newline(at: number): number {
    const end = this.#text.indexOf('\n', this.#start);
    return end >= 0 && end < at ? end : -1;
  }
}
