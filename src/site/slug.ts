/** Anchors of headings as GitHub makes them, so that links in documents hold in both places. */
export class Slugs {
  readonly #taken = new Map<string, number>();

  /** The anchor of the next heading with this text: `two-commands`, of a second one `two-commands-1`. */
  next(text: string): string {
    const slug = text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    const count = this.#taken.get(slug) ?? 0;
    this.#taken.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  }
}
