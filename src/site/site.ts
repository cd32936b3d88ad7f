/** A page of the site. */
export interface Page {
  /** `rules.html` */
  readonly file: string;
  readonly title: string;
  /** In one sentence, for those who list it. */
  readonly description: string;
  /** What is inside <main>. */
  readonly body: string;
  /** The parts of the page, for its table of contents; empty: it has none. */
  readonly parts: readonly Part[];
  /** Classic scripts, by their files: modules cannot be loaded from a file: address. */
  readonly scripts: readonly string[];
  /** The language of its body and its title, where it is not English. */
  readonly lang?: string;
  /** It is one of the documents, which it lists beside its own parts. */
  readonly document?: true;
  /** How wide it is: prose, or as wide as the window. */
  readonly wide?: true;
}

/** A heading that can be linked to. */
export interface Part {
  readonly id: string;
  readonly title: string;
  readonly level: number;
}

/** A document of the repository. */
export interface Document {
  /** `docs/kernels.md` */
  readonly path: string;
  readonly text: string;
}

/** Everything that the site is made of. */
export interface Sources {
  readonly documents: readonly Document[];
  /** The pictures that documents may show, by their paths in the repository. */
  readonly pictures: ReadonlySet<string>;
}

/** A document that the site cannot show as it is: a defect of the document. */
export class SiteError extends Error {}
