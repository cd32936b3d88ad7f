/** Under this name the one-file executable has the tutorial's stories, which it has inside. */
const SHIPPED = Symbol.for('bindmatrix.stories');

/** The texts of the stories by the names of their files. Undefined where they lie beside the program. */
export const shippedStories = (): Readonly<Record<string, string>> | undefined =>
  (globalThis as { readonly [SHIPPED]?: Readonly<Record<string, string>> })[SHIPPED];
