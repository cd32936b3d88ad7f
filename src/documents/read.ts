import { err, ok, type Problem, type Result } from '../model/result.ts';
import { type Block, type FencedBlock, readBlocks } from './blocks.ts';
import type { Complaint, DocumentKind, ReadDocument, Region, Shown } from './document.ts';
import { readFence } from './fence.ts';
import { readBegin, readEnd } from './keys.ts';
import { isLineKind, readLineBlocks } from './line-blocks.ts';
import type { Marker } from './markers.ts';
import { columnOf, prefixOf, withoutPrefix } from './prefix.ts';

/** The lines of a text with their ends. */
const linesOf = (text: string): string[] => text.match(/[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$/g) ?? [];

/** How a document is read, by the ending of its name; undefined where it is of no kind that is known here. */
export function documentKind(name: string): DocumentKind | undefined {
  if (/\.mdx$/i.test(name)) return 'mdx';
  if (/\.(?:adoc|asciidoc|asc)$/i.test(name)) return 'asciidoc';
  if (/\.(?:rst|rest)$/i.test(name)) return 'rst';
  return /\.(?:md|markdown|mdown|mkd)$/i.test(name) ? 'markdown' : undefined;
}

/** Finds the regions and fences of a document, and what is wrong with its markers. A byte order mark is left alone. */
export function readDocument(kind: DocumentKind, text: string): ReadDocument {
  const lines = linesOf(text);
  const bare = lines.map((line, i) => (i === 0 ? line.replace(/^\ufeff/, '') : line).replace(/[\r\n]+$/, ''));
  const { blocks, complaints } = isLineKind(kind)
    ? readLineBlocks(kind, bare)
    : readBlocks(kind, bare.join('\n'), bare);
  const found = paired(kind, blocks, bare);
  const shown = found.flatMap((one) => (one.ok ? [one.value] : []));
  const wrong = found.flatMap((one) => (one.ok ? [] : [complaintAt(one.error, bare)]));
  const all = [...complaints, ...wrong, ...sameIds(shown)];
  return { kind, lines, shown, complaints: all.sort((a, b) => a.line - b.line || a.column - b.column) };
}

/** What is wrong, and on which line, from 0. */
interface Misfit extends Problem {
  readonly at: number;
}

const misfit = (at: number, message: string, hint?: string): { readonly ok: false; readonly error: Misfit } =>
  err({ at, message, ...(hint === undefined ? {} : { hint }) });

const complaintAt = ({ at, ...problem }: Misfit, lines: readonly string[]): Complaint => ({
  ...problem,
  line: at + 1,
  column: columnOf(lines[at] ?? ''),
});

/** Takes each end for the begin before it. A fence inside a region is generated, and shows nothing by itself. */
function paired(kind: DocumentKind, blocks: readonly Block[], lines: readonly string[]): Result<Shown, Misfit>[] {
  const found: Result<Shown, Misfit>[] = [];
  let open: Marker | undefined;
  for (const block of blocks) {
    if (open !== undefined && block.kind === 'begin')
      found.push(misfit(block.from, `a region begins inside that of line ${open.from + 1}`));
    if (block.kind === 'end') found.push(closed(kind, open, block, lines));
    if (block.kind === 'fence' && open === undefined) found.push(fenceAt(block, lines));
    if (block.kind === 'begin') open ??= block;
    if (block.kind === 'end') open = undefined;
  }
  if (open !== undefined)
    found.push(misfit(open.from, 'the region has no end', 'add the comment bindmatrix:end below it'));
  return found;
}

function fenceAt(block: FencedBlock, lines: readonly string[]): Result<Shown, Misfit> {
  const fence = readFence(block, lines);
  return fence.ok ? fence : err({ ...fence.error.problem, at: fence.error.line ?? block.from });
}

const closed = (
  kind: DocumentKind,
  begin: Marker | undefined,
  end: Marker,
  lines: readonly string[],
): Result<Region, Misfit> =>
  begin === undefined ? misfit(end.from, 'a region ends here that has not begun') : region(kind, begin, end, lines);

function region(kind: DocumentKind, begin: Marker, end: Marker, lines: readonly string[]): Result<Region, Misfit> {
  if (begin.block !== end.block)
    return misfit(end.from, `the region of line ${begin.from + 1} ends in another list item or quotation`);
  const read = readBegin(begin.text, kind);
  if (!read.ok) return err({ ...read.error, at: begin.from });
  const marked = readEnd(end.text);
  if (!marked.ok) return err({ ...marked.error, at: end.from });
  const first = lines[begin.from] ?? '';
  const prefix = prefixOf(first);
  return ok({
    kind: 'region',
    ...read.value,
    line: begin.from + 1,
    column: columnOf(first),
    from: begin.to,
    to: end.from,
    prefix,
    body: withoutPrefix(lines.slice(begin.to, end.from), prefix),
    end: { from: end.from, to: end.to, indent: prefixOf(lines[end.from] ?? '') },
    marked: marked.value,
  });
}

function sameIds(shown: readonly Shown[]): Complaint[] {
  const seen = new Map<string, number>();
  return shown.flatMap(({ keys: { id }, line, column }) => {
    const before = id === undefined ? undefined : seen.get(id);
    if (id !== undefined && before === undefined) seen.set(id, line);
    return before === undefined ? [] : [{ line, column, message: `id=${id} is that of line ${before} too` }];
  });
}
