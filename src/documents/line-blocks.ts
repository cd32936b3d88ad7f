import type { Complaint, DocumentKind } from './document.ts';
import { LIKE_MARKER, type Marker } from './markers.ts';

/** Languages whose comments are lines of their own. */
export type LineKind = Exclude<DocumentKind, 'markdown' | 'mdx'>;

export const isLineKind = (kind: DocumentKind): kind is LineKind => kind === 'asciidoc' || kind === 'rst';

/** How a comment begins, and how it goes on in further lines. */
const COMMENT: Readonly<Record<LineKind, { readonly begins: RegExp; readonly goesOn: RegExp; readonly hint: string }>> =
  {
    asciidoc: {
      begins: /^\/\/ *bindmatrix:(begin|end)\b(.*)$/,
      goesOn: /^\/\/(?!\/)(?! *bindmatrix:)(.*)$/,
      hint: 'write // bindmatrix:begin …',
    },
    rst: { begins: /^\.\. bindmatrix:(begin|end)\b(.*)$/, goesOn: /^( +\S.*)$/, hint: 'write .. bindmatrix:begin …' },
  };

/** Blocks of AsciiDoc whose lines are taken as they are, or as cells; they end with the line by which they begin. */
const VERBATIM = /^(?:-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3,}[^`]*|[|,:!]===)$/;
/** Blocks of AsciiDoc in which others stand. */
const COMPOUND = /^(?:={4,}|\*{4,}|_{4,}|--)$/;

interface LineBlocks {
  readonly blocks: readonly Marker[];
  readonly complaints: readonly Complaint[];
}

/**
 * The markers of AsciiDoc and reStructuredText: comments at the beginning of a line, with an empty line, or the edge of a
 * block, around their region. In reStructuredText literal blocks are indented, so that none has a marker; what is indented
 * is only talked about.
 */
export function readLineBlocks(kind: LineKind, lines: readonly string[]): LineBlocks {
  const blocks: Marker[] = [];
  const complaints: Complaint[] = [];
  const around = kind === 'asciidoc' ? new Around() : undefined;
  for (let at = 0; at < lines.length; at++) {
    if (around?.isVerbatim(lines[at] ?? '', at)) continue;
    const found = markerAt(kind, lines, at, around?.block ?? '');
    const wrong = found === undefined ? asHtml(kind, lines[at] ?? '', at) : crowded(kind, found, lines);
    if (wrong !== undefined) complaints.push(wrong);
    if (found === undefined) continue;
    blocks.push(found);
    at = found.to - 1;
  }
  return { blocks, complaints };
}

/** The blocks of AsciiDoc around a line. */
class Around {
  readonly #inside: string[] = [];
  #verbatim: string | undefined;

  get block(): string {
    return this.#inside.join('/');
  }

  /** Takes the next line; whether it is taken as it is, and nothing in it is a marker. */
  isVerbatim(written: string, at: number): boolean {
    const line = written.trimEnd();
    if (this.#verbatim !== undefined) {
      if (line === this.#verbatim) this.#verbatim = undefined;
      return true;
    }
    if (VERBATIM.test(line)) this.#verbatim = line.startsWith('`') ? '```' : line;
    if (COMPOUND.test(line)) this.#enter(line, at);
    return false;
  }

  /** A line that begins a block of its kind ends one that is open. */
  #enter(line: string, at: number): void {
    const open = this.#inside.findIndex((one) => one.startsWith(`${line} `));
    if (open < 0) this.#inside.push(`${line} ${at}`);
    else this.#inside.splice(open);
  }
}

function markerAt(kind: LineKind, lines: readonly string[], at: number, block: string): Marker | undefined {
  const { begins, goesOn } = COMMENT[kind];
  const [, word, first = ''] = begins.exec((lines[at] ?? '').trimEnd()) ?? [];
  if (word === undefined) return undefined;
  const texts = [first];
  let to = at + 1;
  for (let more = goesOn.exec(lines[to] ?? ''); more !== null; more = goesOn.exec(lines[to] ?? '')) {
    texts.push(more[1] ?? '');
    to += 1;
  }
  return { kind: word as Marker['kind'], from: at, to, text: texts.join('\n'), block };
}

/** A comment amid the lines of a paragraph would be a part of it. */
function crowded(kind: LineKind, { kind: word, from, to }: Marker, lines: readonly string[]): Complaint | undefined {
  const outside = (word === 'begin' ? lines[from - 1] : lines[to]) ?? '';
  const isEdge = outside.trim() === '' || (kind === 'asciidoc' && (VERBATIM.test(outside) || COMPOUND.test(outside)));
  if (isEdge) return undefined;
  const hint = 'give it lines of its own, with an empty line before and behind them';
  return complaint(from, 'a marker stands in a paragraph', hint);
}

/** A marker of Markdown at the beginning of a line. */
const asHtml = (kind: LineKind, line: string, at: number): Complaint | undefined =>
  LIKE_MARKER.test(line) && /^\S/.test(line)
    ? complaint(at, 'this document has no HTML comments', COMMENT[kind].hint)
    : undefined;

const complaint = (at: number, message: string, hint: string): Complaint => ({
  line: at + 1,
  column: 1,
  message,
  hint,
});
