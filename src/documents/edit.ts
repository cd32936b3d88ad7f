import { checksum, content, fenceLines } from './body.ts';
import type { DocumentKind, Fence, ReadDocument, Region } from './document.ts';
import { endComment } from './markers.ts';
import { withPrefix } from './prefix.ts';

/** Lines of a document that others replace; numbers count from 0, and `to` is behind the last. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  /** Without their ends. */
  readonly lines: readonly string[];
}

/** What a region should have: its text on a kernel, and its picture where it shows one. */
export interface Right {
  readonly text: string;
  readonly kernel: string;
  readonly picture?: string | undefined;
}

/** The body of a region, an empty line on either side, and the comment that ends it. */
export function regionEdit(region: Region, kind: DocumentKind, { text, kernel, picture }: Right): Edit {
  const { from, end, prefix } = region;
  const body = text === '' ? [''] : ['', ...text.split('\n'), ''];
  const comment = end.indent + endComment(kind, kernel, checksum(text, picture));
  return { from, to: end.to, lines: [...withPrefix(body, prefix), comment] };
}

/** The lines of a fence. */
export const fenceEdit = (fence: Fence, outputs: readonly string[]): Edit => ({
  from: fence.from,
  to: fence.to,
  lines: withPrefix(fenceLines(fence, outputs), fence.prefix),
});

/**
 * Whether the body of a region, or its picture, is not the one that was written there: what is empty without a checksum is
 * new. `picture`: what its file has.
 */
export function isEdited({ body, marked }: Region, picture?: string): boolean {
  const text = content(body);
  return marked.sum === undefined ? text !== '' : marked.sum !== checksum(text, picture);
}

/** The end of the document's lines: that of its first. */
const lineEnd = ({ lines }: ReadDocument): string => /[\r\n]+$/.exec(lines[0] ?? '')?.[0] ?? '\n';

/** The lines of the document with its edits, each with its end. Edits are in the order of the document. */
export function edited(document: ReadDocument, edits: readonly Edit[]): string[] {
  const end = lineEnd(document);
  const parts: (readonly string[])[] = [];
  let at = 0;
  for (const { from, to, lines } of edits) {
    parts.push(
      document.lines.slice(at, from),
      lines.map((line) => line + end),
    );
    at = to;
  }
  parts.push(document.lines.slice(at));
  const all = parts.flat();
  // A document that ended without a line break goes on to do so.
  if (!/[\r\n]$/.test(document.lines.at(-1) ?? '')) all.push((all.pop() ?? '').replace(/[\r\n]+$/, ''));
  return all;
}
