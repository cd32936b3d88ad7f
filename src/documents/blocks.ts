import MarkdownIt, { type Token } from 'markdown-it';
import type { Complaint } from './document.ts';
import { LIKE_MARKER, type Marker, type ParsedKind, readComment } from './markers.ts';

/** A fence whose info string has the word `bindmatrix`. Lines count from 0. */
export interface FencedBlock {
  readonly kind: 'fence';
  readonly from: number;
  /** The line behind its last. */
  readonly to: number;
  readonly info: string;
  /** Its characters: three backticks, or more. */
  readonly markup: string;
}

/** What of a document matters here, in its order. */
export type Block = Marker | FencedBlock;

/** CommonMark with tables; markers are looked for in the HTML. */
const parser = new MarkdownIt({ html: true });

/** The blocks of a document and the markers that stand where none can be. `lines` are those of the text. */
export function readBlocks(
  kind: ParsedKind,
  text: string,
  lines: readonly string[],
): { readonly blocks: readonly Block[]; readonly complaints: readonly Complaint[] } {
  const blocks: Block[] = [];
  const complaints: Complaint[] = [];
  const inside: string[] = [];
  let count = 0;
  let place: readonly [from: number, to: number] = [0, 1];
  for (const token of parser.parse(text, {})) {
    // A cell has no lines of its own: they are those of its row.
    place = token.map ?? place;
    if (token.nesting > 0) inside.push(`${token.type} ${count++}`);
    if (token.nesting < 0) inside.pop();
    const found = blockOf(kind, token, blockName(kind, token, inside));
    if (found === 'misplaced') complaints.push(misplaced(kind, token, place, lines));
    else if (found !== undefined) blocks.push(found);
  }
  return { blocks, complaints };
}

/** A comment of MDX is a paragraph, which is no block of its own here. */
const blockName = (kind: ParsedKind, token: Token, inside: readonly string[]): string =>
  (kind === 'mdx' && token.type === 'inline' ? inside.slice(0, -1) : inside).join('/');

function blockOf(kind: ParsedKind, token: Token, block: string): Block | 'misplaced' | undefined {
  const [from = 0, to = 0] = token.map ?? [];
  if (token.type === 'fence')
    return token.info.trim().split(/\s+/).slice(1).includes('bindmatrix')
      ? { kind: 'fence', from, to, info: token.info, markup: token.markup }
      : undefined;
  const isComment = token.type === (kind === 'mdx' ? 'inline' : 'html_block');
  const comment = isComment ? readComment(kind, token.content) : undefined;
  if (comment !== undefined)
    return { ...comment, from, to: kind === 'mdx' ? to : from + linesOf(token.content), block };
  return isMisplaced(token) ? 'misplaced' : undefined;
}

/** The map of an HTML block also counts the empty lines behind it. */
const linesOf = (content: string): number => content.trimEnd().split('\n').length;

/** A marker in the text of a paragraph, a heading or a cell, or amid other HTML; one in a code span is only talked about. */
function isMisplaced({ type, content, children }: Token): boolean {
  if (type === 'html_block') return LIKE_MARKER.test(content);
  if (type !== 'inline') return false;
  return (children ?? []).some((child) => child.type !== 'code_inline' && LIKE_MARKER.test(child.content));
}

function misplaced(
  kind: ParsedKind,
  token: Token,
  [from, to]: readonly [from: number, to: number],
  lines: readonly string[],
): Complaint {
  const at = lines.slice(from, Math.max(to, from + 1)).findIndex((one) => LIKE_MARKER.test(one));
  const line = from + Math.max(0, at);
  const column = (lines[line] ?? '').search(LIKE_MARKER) + 1;
  return { line: line + 1, column: Math.max(1, column), ...reasonOf(kind, token) };
}

function reasonOf(kind: ParsedKind, { type, content }: Token): Pick<Complaint, 'message' | 'hint'> {
  const isHtml = /<!--\s*bindmatrix:/.test(content);
  if (kind === 'mdx' && isHtml)
    return { message: 'MDX has no HTML comments', hint: 'write {/* bindmatrix:begin … */}' };
  if (type === 'html_block' && !content.includes('-->'))
    return { message: 'the comment of this marker is not closed', hint: 'end it with -->' };
  return {
    message:
      type === 'html_block'
        ? 'a marker stands amid other HTML, where no Markdown is read'
        : 'a marker stands in a paragraph',
    hint: 'give it lines of its own, with an empty line before and behind them',
  };
}
