import type { DocumentKind } from './document.ts';

/** A comment that begins or ends a region, as it stands in a document. Lines count from 0. */
export interface Marker {
  readonly kind: 'begin' | 'end';
  readonly from: number;
  /** The line behind its last. */
  readonly to: number;
  /** What stands in the comment behind `bindmatrix:begin`. */
  readonly text: string;
  /** The block that it stands in: the markers of a region stand in the same one. */
  readonly block: string;
}

/** What looks like a marker in any text. */
export const LIKE_MARKER = /(?:<!--|\{\/\*)\s*bindmatrix:(?:begin|end)\b/;

/** Languages whose comments are found by a parser. */
export type ParsedKind = 'markdown' | 'mdx';

const WHOLE: Readonly<Record<ParsedKind, RegExp>> = {
  markdown: /^\s*<!--\s*bindmatrix:(begin|end)\b(.*?)-->\s*$/s,
  mdx: /^\s*\{\/\*\s*bindmatrix:(begin|end)\b(.*?)\*\/\}\s*$/s,
};

/** Reads a comment that is all of `text`; undefined where `text` is anything else. */
export function readComment(kind: ParsedKind, text: string): Pick<Marker, 'kind' | 'text'> | undefined {
  const [, word, inside] = WHOLE[kind].exec(text) ?? [];
  // A second comment of the same lines would be in the text of the first.
  if (inside === undefined || LIKE_MARKER.test(inside)) return undefined;
  return { kind: word as Marker['kind'], text: inside };
}

/** A comment that ends a region, with the checksum of its body. */
export const endComment = (kind: DocumentKind, kernel: string, sum: string): string =>
  AROUND[kind].join(` bindmatrix:end kernel=${kernel} sum=${sum} `).trim();

/** What stands before and behind a comment. */
const AROUND: Readonly<Record<DocumentKind, readonly [before: string, behind: string]>> = {
  markdown: ['<!--', '-->'],
  mdx: ['{/*', '*/}'],
  asciidoc: ['//', ''],
  rst: ['..', ''],
};
